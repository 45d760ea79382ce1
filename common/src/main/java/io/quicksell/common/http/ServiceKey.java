package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.domain.Check;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret by which the services know each other over HTTP: the same text in the conf of each. They send it as
 * {@code Authorization: Bearer <key>}.
 *
 * @param text 32 to 512 visible ASCII characters, or empty where there is none
 */
public record ServiceKey(String text) {

    /** The header that carries it. */
    public static final String HEADER = "Authorization";

    private static final Pattern USABLE = Pattern.compile("|[!-~]{32,512}");
    private static final String SCHEME = "Bearer ";

    /** There is none. */
    public static final ServiceKey NONE = new ServiceKey("");

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

    /**
     * Lets a request pass that shows the key, in a time that tells nothing of it.
     *
     * @throws Problem 401 without it, with another one, and where there is none to show
     */
    public void check(HttpServerRequest request) {
        String shown = Optional.ofNullable(request.getHeader(HEADER)).orElse("");
        if (!isSet() || !MessageDigest.isEqual(shown.getBytes(UTF_8), (SCHEME + text).getBytes(UTF_8))) {
            throw new Problem(ProblemType.UNAUTHENTICATED, "This is for the other service, which shows its serviceKey.")
                    .header("WWW-Authenticate", "Bearer");
        }
    }

    /** Never the key. */
    @Override
    public String toString() {
        return isSet() ? "ServiceKey[set]" : "ServiceKey[none]";
    }
}
