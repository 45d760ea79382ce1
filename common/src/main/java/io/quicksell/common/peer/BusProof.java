package io.quicksell.common.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.access.AccessConfig;
import io.quicksell.common.access.Caller;
import io.quicksell.common.domain.HmacSha256;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.ServiceKey;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The proof of a message on the event bus that a service has sent it: a header with the time and an HMAC-SHA256 of where it goes, for whom
 * it is, the time and its body, by the key of the services. A message counts for {@value #FRESH_MILLIS} ms; until then one that
 * somebody overheard can be repeated, which changes nothing more.
 */
public final class BusProof {

    /** Nothing is proved, and no proof is asked for. */
    public static final BusProof NONE = new BusProof(ServiceKey.NONE, System::currentTimeMillis);

    static final String HEADER = "proof";
    static final long FRESH_MILLIS = 60_000;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})\\.([0-9a-f]{64})");

    private final ServiceKey key;
    private final LongSupplier clock;

    BusProof(ServiceKey key, LongSupplier clock) {
        this.key = key;
        this.clock = clock;
    }

    /** Where nobody is asked who they are, services are not either. Without a key the services of one process have one of their own. */
    public static BusProof of(ServiceKey key, AccessConfig access) {
        return access.isRequired()
                ? new BusProof(key.isSet() ? key : ServiceKey.OF_THIS_PROCESS, System::currentTimeMillis)
                : NONE;
    }

    /**
     * Adds the proof to a message that is complete but for it.
     *
     * @param place where it goes
     */
    void add(DeliveryOptions options, String place, Buffer body) {
        if (key.isSet()) {
            String time = String.valueOf(clock.getAsLong());
            options.addHeader(HEADER, time + "." + hmac(time, place, options.getHeaders(), body));
        }
    }

    /** Whether a message that has come to that place has its proof, where one is asked for. */
    boolean isIn(MultiMap headers, String place, Object body) {
        if (!key.isSet()) {
            return true;
        }
        Matcher proof = FORM.matcher(Objects.requireNonNullElse(headers.get(HEADER), ""));
        return proof.matches()
                && body instanceof Buffer json
                && Math.abs(clock.getAsLong() - Long.parseLong(proof.group(1))) <= FRESH_MILLIS
                && MessageDigest.isEqual(
                        proof.group(2).getBytes(UTF_8),
                        hmac(proof.group(1), place, headers, json).getBytes(UTF_8));
    }

    /** Where the response to a message goes: to no other one. */
    static String responseTo(MultiMap headers) {
        return "response to " + headers.get(HEADER);
    }

    private String hmac(String time, String place, MultiMap headers, Buffer body) {
        String head = Stream.of(
                        time,
                        place,
                        header(headers, HttpEdge.REQUEST_ID),
                        header(headers, Caller.HEADER),
                        header(headers, BusTransport.STATUS))
                .map(BusProof::line)
                .collect(Collectors.joining());
        return HmacSha256.of(key.text(), head.getBytes(UTF_8), body.getBytes());
    }

    /** One line for each part, though somebody writes a line break into a header: else it could be taken for two. */
    private static String line(String part) {
        return part.replace("\n", "\\n") + "\n";
    }

    private static String header(MultiMap headers, String name) {
        return headers == null ? "" : Objects.requireNonNullElse(headers.get(name), "");
    }
}
