package io.quicksell.web;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The token that a client of the desk shows: a browser in a cookie, a program as {@code Authorization: Bearer}. It is passed on as the
 * latter; nobody but the desk looks at cookies, because cookies know no ports.
 */
final class ShownToken {

    /** Browsers take it over TLS alone, from this very host, for all of it (RFC 6265bis, section 4.1.3.2). */
    static final String COOKIE = "__Host-quicksell";

    /** At the loopback names without TLS, where not every browser takes the other one. */
    static final String COOKIE_ON_LOOPBACK = "quicksell";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** Whatever else stands there, such as the key of the services, is not passed on. */
    private static final Pattern FORM = Pattern.compile("qs_[0-9A-Za-z_-]{1,200}");

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) (\\S+)");

    private ShownToken() {}

    /**
     * What to pass on as {@code Authorization}; empty if no token is shown.
     *
     * @throws Problem 400 if it is not clear which token counts, but for a log-in with several cookies, which takes none of them; 403 if a
     *     browser would change something and does not say that the page is ours
     */
    static Optional<String> of(HttpServerRequest request) {
        List<String> headers = request.headers().getAll("Authorization");
        Optional<String> cookie = cookie(request);
        if (headers.size() > 1 || cookie.isPresent() && !headers.isEmpty()) {
            throw new Problem(
                    ProblemType.MALFORMED, "Say once who you are: in one Authorization header, or in one cookie.");
        }
        if (cookie.isPresent()
                && !SAFE.contains(request.method())
                && !request.headers().contains("Origin")) {
            throw new Problem(
                    ProblemType.FORBIDDEN,
                    "A request with a cookie changes something only if it says that it comes from a page of this desk"
                            + " (Origin). Programs send Authorization: Bearer.");
        }
        return cookie.or(() -> headers.stream()
                        .map(BEARER::matcher)
                        .filter(shown -> shown.matches())
                        .map(shown -> shown.group(1))
                        .findFirst())
                .filter(token -> FORM.matcher(token).matches())
                .map(token -> "Bearer " + token);
    }

    private static Optional<String> cookie(HttpServerRequest request) {
        List<String> values = values(request, isOnLoopback(request) ? COOKIE_ON_LOOPBACK : COOKIE);
        if (values.size() > 1) {
            if (request.method() == HttpMethod.POST && SessionCookies.isSession(request)) {
                return Optional.empty();
            }
            throw new Problem(ProblemType.MALFORMED, "There are two cookies of one name. Delete those of this site.");
        }
        return values.stream().findFirst();
    }

    /** Vert.x would give one of several. */
    private static List<String> values(HttpServerRequest request, String name) {
        return request.headers().getAll("Cookie").stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .toList();
    }

    /** Whether the cookie is the one for the loopback names. */
    static boolean isOnLoopback(HttpServerRequest request) {
        return !request.isSSL()
                && request.authority() != null
                && LOOPBACK.contains(request.authority().host());
    }
}
