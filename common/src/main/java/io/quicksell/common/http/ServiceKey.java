package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.domain.Check;
import io.quicksell.common.domain.Ids;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret by which the services know each other over HTTP: the same text in the conf of each. They send it as
 * {@code Authorization: Bearer <key>}, and the desk, which passes on what others ask, as {@code X-Service-Key: <key>}.
 *
 * @param text 32 to 512 visible ASCII characters, or empty where there is none
 */
public record ServiceKey(String text) {

    /** The header that carries it where a service asks for itself. */
    public static final String HEADER = "Authorization";

    /**
     * The header that carries it, alone, where the desk passes a request on: {@link #HEADER} is then the client's own. It makes a service
     * believe whose address it is, and opens no route.
     */
    public static final String VOUCHING_HEADER = "X-Service-Key";

    private static final Pattern USABLE = Pattern.compile("|[!-~]{32,512}");
    private static final String SCHEME = "Bearer ";

    /** There is none. */
    public static final ServiceKey NONE = new ServiceKey("");

    /** Which no other process knows: by it the parts of this one know each other over HTTP. */
    public static final ServiceKey OF_THIS_PROCESS = new ServiceKey(Ids.random() + Ids.random());

    public ServiceKey {
        Check.that(
                USABLE.matcher(text).matches(),
                "serviceKey must be 32 to 512 letters, digits and signs without spaces");
    }

    public boolean isSet() {
        return !text.isEmpty();
    }

    /** What to send; empty where there is no key. */
    public Optional<String> header() {
        return isSet() ? Optional.of(SCHEME + text) : Optional.empty();
    }

    /** Whether a request shows the key; found in a time that tells nothing of it. */
    boolean isShownBy(HttpServerRequest request) {
        return isSet() && isEqual(request.getHeader(HEADER), SCHEME + text);
    }

    /** Whether whoever passes a request on vouches with the key for what it says of the client. */
    boolean vouchesFor(HttpServerRequest request) {
        return isSet() && isEqual(request.getHeader(VOUCHING_HEADER), text);
    }

    private static boolean isEqual(String shown, String expected) {
        return shown != null && MessageDigest.isEqual(shown.getBytes(UTF_8), expected.getBytes(UTF_8));
    }

    /** Never the key. */
    @Override
    public String toString() {
        return isSet() ? "ServiceKey[set]" : "ServiceKey[none]";
    }
}
