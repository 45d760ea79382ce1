package io.quicksell.common.once;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A change that is made once, however often it is asked for: the script that makes it remembers its answer in the same step
 * ({@code change.lua}), and gives that answer to whoever asks again. A refusal is not remembered.
 *
 * @param id of a change with an {@code Idempotency-Key} always the same for the same address and key
 * @param request a digest of what a client wants with its key; empty without one
 * @param keptMillis how long the answer is remembered: with a key for a client that asks again, without one for as long as a
 *     script is repeated whose own answer was lost
 */
public record Change(String id, String request, long keptMillis) {

    private static final UUID ADDRESSES = UUID.fromString("0f0c7a51-5c0b-4f0e-8c40-2f6a3f1d9be2");
    private static final long WITH_KEY_MILLIS = TimeUnit.HOURS.toMillis(24);
    private static final long WITHOUT_KEY_MILLIS = TimeUnit.MINUTES.toMillis(1);

    /** A change that nobody asks for again. */
    public static Change single() {
        return new Change(Ids.random(), "", WITHOUT_KEY_MILLIS);
    }

    /**
     * The change that a request asks for.
     *
     * @param address where; the same key at another one is another change
     * @param wanted what, in a form that is the same JSON for everything that means the same
     * @throws Problem 400 if its {@code Idempotency-Key} is none
     */
    public static Change of(RoutingContext request, String address, Object wanted) {
        return IdempotencyKey.of(request.request().headers())
                .map(key -> of(key, address, wanted))
                .orElseGet(Change::single);
    }

    static Change of(IdempotencyKey key, String address, Object wanted) {
        UUID namespace = UUID.fromString(Ids.named(ADDRESSES, address));
        return new Change(key.idIn(namespace), Digest.of(wanted), WITH_KEY_MILLIS);
    }

    public boolean hasKey() {
        return !request.isEmpty();
    }

    /** Itself as the scripts take it: the request, and how long to remember the answer. */
    public List<String> arguments() {
        return List.of(request, String.valueOf(keptMillis));
    }

    /** What a client is told whose key belongs to a change that is not the one it wants now. */
    public static Problem otherRequest() {
        return new Problem(
                ProblemType.OTHER_REQUEST_WITH_SAME_KEY,
                "This Idempotency-Key belongs to another request. Use a new key for a new request.");
    }
}
