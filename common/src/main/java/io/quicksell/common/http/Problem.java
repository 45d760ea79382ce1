package io.quicksell.common.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.json.Json;
import io.quicksell.redis.RedisFault;
import io.quicksell.redis.TransientFailure;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a client may know about an error (RFC 9457). Thrown, or carried by a failed future, it becomes an
 * {@code application/problem+json} response in one place, {@link HttpEdge}. It has no stack trace.
 */
public final class Problem extends RuntimeException {

    /** An invalid member of a body. */
    public record FieldError(String field, String reason) {}

    /** The members of the JSON body. */
    @JsonPropertyOrder({"type", "title", "status", "detail", "request_id"})
    private record Members(
            String type,
            String title,
            int status,
            String detail,
            String requestId,
            @JsonAnyGetter Map<String, Object> more) {}

    private static final Set<String> OWN_MEMBERS = Set.of("type", "title", "status", "detail", "request_id");
    private static final int RETRY_AFTER_SECONDS = 1;

    /** As many errors of one body are told as help anyone; the detail counts the others. */
    static final int MAX_ERRORS = 50;

    private final ProblemType type;
    private final Map<String, Object> more = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    /**
     * @param detail what happened and what to do, in words that a clerk understands
     */
    public Problem(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.type = type;
        if (type == ProblemType.UNAVAILABLE || type == ProblemType.REQUEST_IN_PROGRESS) {
            headers.put("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
        }
    }

    public static Problem invalid(List<FieldError> errors) {
        FieldError first = errors.get(0);
        String others = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return new Problem(ProblemType.INVALID, first.field() + " " + first.reason() + others + ".")
                .with("errors", errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
    }

    /** The problem that a client sees for a failure: the failure itself if it is one, otherwise 503, 504, or 500 without detail. */
    public static Problem of(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof RedisFault fault) {
            return TransientFailure.isNotCarriedOut(fault) ? databaseAway() : databaseSilent();
        }
        if (failure instanceof TransientFailure away) {
            return new Problem(
                    TransientFailure.isNotCarriedOut(away) ? ProblemType.UNAVAILABLE : ProblemType.OUTCOME_UNKNOWN,
                    away.getMessage());
        }
        return new Problem(
                ProblemType.INTERNAL, "This is our fault, not yours. The log has more under the request id.");
    }

    /** The same for a request that only reads: whatever its outcome, nothing was changed. */
    public static Problem ofRead(Throwable failure) {
        return failure instanceof RedisFault ? databaseAway() : of(failure);
    }

    private static Problem databaseAway() {
        return new Problem(
                ProblemType.UNAVAILABLE,
                "The database does not answer just now. Nothing was changed; please try again.");
    }

    private static Problem databaseSilent() {
        return new Problem(
                ProblemType.OUTCOME_UNKNOWN,
                "The database did not confirm this in time. With the same Idempotency-Key it is safe to repeat;"
                        + " without one, please look before you do.");
    }

    /**
     * A problem with which another service responded, to be passed on with all its members.
     *
     * @param body its problem+json
     */
    public static Problem of(int status, JsonNode body) {
        String uri = body.path("type").asText();
        ProblemType type = Stream.of(ProblemType.values())
                .filter(known -> known.uri().equals(uri))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the other service answered " + status + " " + body));
        Problem problem = new Problem(type, body.path("detail").asText());
        body.properties().forEach(member -> {
            if (!OWN_MEMBERS.contains(member.getKey())) {
                problem.with(member.getKey(), member.getValue());
            }
        });
        return problem;
    }

    /** Adds a member of its own to the body. */
    public Problem with(String member, Object value) {
        more.put(member, value);
        return this;
    }

    /** Adds a header to the response. */
    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public Buffer body(String requestId) {
        return Json.encode(new Members(type.uri(), type.title(), type.status(), getMessage(), requestId, more));
    }
}
