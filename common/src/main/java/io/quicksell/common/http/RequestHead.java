package io.quicksell.common.http;

import io.quicksell.common.domain.Utf8;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What makes a request unfit for any route: a target that is no address, a header without a name, a body in a coding that nobody reads,
 * or an expectation that nobody can meet. Routes are looked up
 * only for what passes, so none of them meets an escape that means nothing.
 */
final class RequestHead {

    /** A path, or a whole URL, whose host somebody else looks at (RFC 9112, section 3.2). */
    private static final Pattern ADDRESS = Pattern.compile("(/|[a-z]+://).*", Pattern.CASE_INSENSITIVE);

    /** A token (RFC 9110, section 5.1). */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private RequestHead() {}

    /** Why a request is refused; empty if it may look for its route. */
    static Optional<Problem> objection(HttpServerRequest request) {
        String target = request.uri();
        if (!ADDRESS.matcher(target).matches()) {
            return Optional.of(new Problem(ProblemType.MALFORMED, "Name what you want by a path, as in GET /health."));
        } else if (!isReadable(target)) {
            return Optional.of(new Problem(
                    ProblemType.MALFORMED,
                    "The address must be UTF-8, with each byte that is not a visible ASCII character written as %XX, and"
                            + " without zero bytes."));
        } else if (!request.headers().names().stream()
                .allMatch(name -> NAME.matcher(name).matches())) {
            return Optional.of(new Problem(
                    ProblemType.MALFORMED, "The name of a header must be letters, digits and !#$%&'*+-.^_`|~."));
        } else if (!isReadableBody(request.headers().getAll("Transfer-Encoding"))) {
            return Optional.of(
                    new Problem(ProblemType.MALFORMED, "A body may come chunked, and in no other Transfer-Encoding."));
        } else if (!areMet(request.headers().getAll("Expect"))) {
            return Optional.of(
                    new Problem(ProblemType.EXPECTATION_FAILED, "Nothing can be expected here but 100-continue."));
        }
        return Optional.empty();
    }

    private static boolean isReadableBody(List<String> codings) {
        return codings.isEmpty() || codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
    }

    private static boolean areMet(List<String> expectations) {
        return expectations.stream().allMatch("100-continue"::equalsIgnoreCase);
    }

    private static boolean isReadable(String target) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(target.length());
        for (int at = 0; at < target.length(); at++) {
            char character = target.charAt(at);
            if (character < '!' || character > '~') {
                return false; // what is not ASCII has to be escaped (RFC 3986, section 2)
            } else if (character != '%') {
                bytes.write(character);
            } else if (at + 2 < target.length() && isHex(target.charAt(at + 1)) && isHex(target.charAt(at + 2))) {
                bytes.write(Integer.parseInt(target, at + 1, at + 3, 16));
                at += 2;
            } else {
                return false;
            }
        }
        return Utf8.decode(bytes.toByteArray())
                .filter(text -> text.indexOf(0) < 0)
                .isPresent();
    }

    private static boolean isHex(char character) {
        return character < 128 && Character.digit(character, 16) >= 0;
    }
}
