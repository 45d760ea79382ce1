package io.quicksell.payment;

import io.quicksell.common.order.StoredFormat;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * The namespace in which the Idempotency-Key of a request is the id of its order. It is a secret of the installation, without which
 * nobody can tell the id from the key, and lives in Redis, so that all payments of one Redis make one order of one key.
 *
 * <p>It is read once. Each script that goes by it compares it with the one that is kept, so the namespace of a Redis that has become
 * another one is never used.
 */
final class NamespaceStore {

    private enum Take {
        KEPT
    }

    private static final Script<Take> TAKE = Script.load("take_namespace", Take.class);

    private final RedisLink redis;
    private UUID known;

    NamespaceStore(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * The one that is kept; one is made before the first order. Each request has a future of its own: what follows on one goes on in the
     * context of who made it, with the id and the caller of that request.
     */
    Future<UUID> current() {
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return redis.run(
                        TAKE,
                        List.of(PaymentKeys.SECRET, StoredFormat.KEY),
                        List.of(UUID.randomUUID().toString(), StoredFormat.NOW))
                .map(reply -> UUID.fromString(reply.get(1).toString()))
                .onSuccess(kept -> known = kept);
    }

    /** It is not the one that is kept any more, and is read again. */
    void forget() {
        known = null;
    }
}
