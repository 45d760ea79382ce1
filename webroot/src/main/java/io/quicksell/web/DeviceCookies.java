package io.quicksell.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps in the browser that a user has logged in there before, in a cookie that no script reads. Access counts the tries of such a browser
 * apart from those of its address. The cookie opens nothing, and outlives the session.
 */
final class DeviceCookies {

    /** In which access is shown what the cookies say. */
    static final String HEADER = "X-Known-Device";

    private static final String COOKIE = "__Secure-quicksell-device-";
    private static final String COOKIE_ON_LOOPBACK = "quicksell-device-";
    private static final Pattern PROOF = Pattern.compile("[0-7]\\.[0-9a-f.-]{1,128}");
    private static final long KEPT_SECONDS = TimeUnit.DAYS.toSeconds(180);

    private DeviceCookies() {}

    /** What the browser shows; empty if nobody has logged in there. */
    static Optional<String> of(HttpServerRequest request) {
        String prefix = prefix(request);
        return Optional.of(request.headers().getAll("Cookie").stream()
                        .flatMap(header -> Stream.of(header.split(";")))
                        .map(String::strip)
                        .filter(pair -> pair.startsWith(prefix) && pair.contains("="))
                        .map(pair -> pair.substring(pair.indexOf('=') + 1))
                        .filter(proof -> PROOF.matcher(proof).matches())
                        .collect(Collectors.joining(",")))
                .filter(proofs -> !proofs.isEmpty());
    }

    /** Takes the proof out of a session that was opened, for a cookie that replaces the one of the same slot. */
    static Optional<String> take(JsonObject session, HttpServerRequest request) {
        return Optional.ofNullable((String) session.remove("device"))
                .filter(proof -> PROOF.matcher(proof).matches())
                .map(proof -> prefix(request) + proof.charAt(0) + "=" + proof + "; Path=/api/access; Max-Age="
                        + KEPT_SECONDS + "; HttpOnly; SameSite=Strict"
                        + (ShownToken.isOnLoopback(request) ? "" : "; Secure"));
    }

    private static String prefix(HttpServerRequest request) {
        return ShownToken.isOnLoopback(request) ? COOKIE_ON_LOOPBACK : COOKIE;
    }
}
