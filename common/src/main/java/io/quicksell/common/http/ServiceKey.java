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
        String shown = request.getHeader(HEADER);
        return isSet()
                && shown != null
                && MessageDigest.isEqual(shown.getBytes(UTF_8), (SCHEME + text).getBytes(UTF_8));
    }

    /**
     * Lets a request pass that shows the key.
     *
     * @throws Problem 401 without it, with another one, and where there is none to show
     */
    void check(HttpServerRequest request) {
        if (!isShownBy(request)) {
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
