package io.quicksell.common.once;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Reply;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The changes with an {@code Idempotency-Key} that are in flight. A second request for one of them gets 409 and may be sent again
 * later, as draft-ietf-httpapi-idempotency-key-header says. Nothing depends on this, because the script makes a change only once
 * anyway. So it is kept in memory alone, and a crash leaves nothing behind.
 *
 * <p>Not thread-safe: for the event loop of its verticle.
 */
public final class ChangesInFlight {

    private final Set<String> ids = new HashSet<>();

    /** Makes a change, unless it is in flight. */
    public Future<Reply> make(Change change, Supplier<Future<Reply>> making) {
        if (!change.hasKey()) {
            return making.get();
        }
        if (!ids.add(change.id())) {
            return Future.failedFuture(new Problem(
                    ProblemType.REQUEST_IN_PROGRESS,
                    "A request with this Idempotency-Key is being worked on. Please send it again in a moment."));
        }
        return Future.succeededFuture().compose(begun -> making.get()).onComplete(made -> ids.remove(change.id()));
    }
}
