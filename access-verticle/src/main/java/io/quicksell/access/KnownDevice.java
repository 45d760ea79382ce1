package io.quicksell.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.domain.HmacSha256;
import io.quicksell.common.domain.Ids;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A device on which a user has logged in before. What is tried there is counted apart from its address, so that a stranger behind the same
 * address cannot use up the tries of the user. That it is known opens nothing.
 *
 * @param id of the device, for this user
 * @param proof {@code <slot>.<id>.<HMAC-SHA256>}, which the device keeps. The slot, a digit up to {@value #LAST_SLOT}, is always the same
 *     for a user, so a device that several use keeps a proof of each, and never more than there are slots
 */
record KnownDevice(String id, String proof) {

    /** Shows proofs, separated by commas; those of other users do not count. */
    static final String HEADER = "X-Known-Device";

    private static final int LAST_SLOT = 7;
    private static final Pattern FORM = Pattern.compile("[0-7]\\.([0-9a-f-]{36})\\.[0-9a-f]{64}");

    /** One on which the user has not logged in before. */
    static KnownDevice unknownTo(UserName user, String secret) {
        return of(user, Ids.random(), secret);
    }

    /** The device that shows the proof for that user; empty if none does. */
    static Optional<KnownDevice> shownBy(HttpServerRequest request, UserName user, String secret) {
        return request.headers().getAll(HEADER).stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .limit(LAST_SLOT + 1)
                .map(String::strip)
                .flatMap(shown -> proven(shown, user, secret).stream())
                .findFirst();
    }

    /** Where what is tried on it is counted. */
    String place() {
        return "device:" + id;
    }

    private static Optional<KnownDevice> proven(String shown, UserName user, String secret) {
        Matcher form = FORM.matcher(shown);
        return form.matches()
                ? Optional.of(of(user, form.group(1), secret))
                        .filter(device -> MessageDigest.isEqual(device.proof.getBytes(UTF_8), shown.getBytes(UTF_8)))
                : Optional.empty();
    }

    private static KnownDevice of(UserName user, String id, String secret) {
        int slot = Math.floorMod(user.key().hashCode(), LAST_SLOT + 1);
        return new KnownDevice(id, slot + "." + id + "." + HmacSha256.of(secret, (id + user.key()).getBytes(UTF_8)));
    }
}
