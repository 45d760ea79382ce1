package io.quicksell.common.once;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A change that is made once, however often it is requested. The script that makes it stores its reply in the same step
 * ({@code change.lua}), and gives that reply again when the request is repeated. A refusal is not stored.
 *
 * @param id with an {@code Idempotency-Key}, always the same for the same address and key
 * @param request a digest of the content of the request; empty without a key
 * @param keptMillis how long the reply is stored: with a key, for clients that repeat their request; without one, for as long as a
 *     script whose reply was lost is repeated
 */
public record Change(String id, String request, long keptMillis) {

    private static final UUID ADDRESSES = UUID.fromString("0f0c7a51-5c0b-4f0e-8c40-2f6a3f1d9be2");
    private static final long WITH_KEY_MILLIS = TimeUnit.HOURS.toMillis(24);
    private static final long WITHOUT_KEY_MILLIS = TimeUnit.MINUTES.toMillis(1);

    /** A change whose request is not repeated by a client. */
    public static Change single() {
        return new Change(Ids.random(), "", WITHOUT_KEY_MILLIS);
    }

    /**
     * The change that a client requests.
     *
     * @param address the same key at another address is another change
     * @param content what is requested, as a value whose JSON is the same for all requests that mean the same
     * @throws Problem 400 if its {@code Idempotency-Key} is malformed
     */
    public static Change of(RoutingContext request, String address, Object content) {
        return IdempotencyKey.of(request.request().headers())
                .map(key -> of(key, address, content))
                .orElseGet(Change::single);
    }

    static Change of(IdempotencyKey key, String address, Object content) {
        UUID namespace = UUID.fromString(Ids.named(ADDRESSES, address));
        return new Change(key.idIn(namespace), Digest.of(content), WITH_KEY_MILLIS);
    }

    public boolean hasKey() {
        return !request.isEmpty();
    }

    /** The arguments of a script: the digest of the request, and how long to store the reply. */
    public List<String> arguments() {
        return List.of(request, String.valueOf(keptMillis));
    }

    /** The problem of a client that uses a key again for another change. */
    public static Problem otherRequest() {
        return new Problem(
                ProblemType.OTHER_REQUEST_WITH_SAME_KEY,
                "This Idempotency-Key belongs to another request. Use a new key for a new request.");
    }
}
