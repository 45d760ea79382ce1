package io.quicksell.inventory.books;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Work of many steps, with a pause between them that leaves Redis and the event loop to others. */
final class Paced {

    private final Vertx vertx;
    private final long pauseMillis;

    Paced(Vertx vertx, long pauseMillis) {
        this.vertx = vertx;
        this.pauseMillis = pauseMillis;
    }

    /**
     * Takes step after step, however many.
     *
     * @param step succeeds with whether there is another one
     */
    Future<Void> repeat(Supplier<Future<Boolean>> step) {
        Promise<Void> end = Promise.promise();
        next(step, end);
        return end.future();
    }

    private void next(Supplier<Future<Boolean>> step, Promise<Void> end) {
        Future.succeededFuture().compose(now -> step.get()).onFailure(end::fail).onSuccess(goesOn -> {
            if (goesOn) {
                vertx.timer(pauseMillis, TimeUnit.MILLISECONDS).onComplete(rested -> next(step, end));
            } else {
                end.complete();
            }
        });
    }
}
