package io.quicksell.common.once;

import io.quicksell.common.access.Caller;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Idempotency-Key of a request (draft-ietf-httpapi-idempotency-key-header): 1 to 255 visible ASCII characters. Quotes
 * around it make no difference. A key is its caller's own: the same text of another one is another key.
 *
 * @param value the text
 * @param space whose keys it is one of, see {@link Caller#keySpace}
 */
public record IdempotencyKey(String value, String space) {

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern FORM = Pattern.compile("\"([!#-\\[\\]-~]|\\\\[\"\\\\]){1,255}\"|[!#-~][!-~]{0,254}");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    /**
     * Reads it from the headers of the current request.
     *
     * @throws Problem 400 if the header is not a key, or is present twice
     */
    public static Optional<IdempotencyKey> of(MultiMap headers) {
        List<String> values = headers.getAll(HEADER);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(values.get(0).strip());
        if (values.size() > 1 || !form.matches()) {
            throw new Problem(
                    ProblemType.MALFORMED,
                    "The Idempotency-Key must be one text of 1 to 255 visible ASCII characters.");
        }
        String value = form.group();
        return Optional.of(new IdempotencyKey(
                value.startsWith("\"")
                        ? ESCAPED.matcher(value.substring(1, value.length() - 1))
                                .replaceAll("$1")
                        : value,
                Caller.current().orElse(Caller.LOCAL).keySpace()));
    }

    /** The id of the change that this key stands for: within a namespace, the same for ever. */
    public String idIn(UUID namespace) {
        return Ids.named(namespace, space + '\n' + value);
    }
}
