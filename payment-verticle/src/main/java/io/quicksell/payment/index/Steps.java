package io.quicksell.payment.index;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Work of any number of steps. (A chain in which each future is made of the next ends too deep after some thousands.) */
public final class Steps {

    private Steps() {}

    /**
     * Takes one step after the other until one says that it is the last.
     *
     * @return fails with the first step that does
     */
    public static Future<Void> untilLast(Supplier<Future<Boolean>> step) {
        Promise<Void> ended = Promise.promise();
        take(step, ended);
        return ended.future();
    }

    private static void take(Supplier<Future<Boolean>> step, Promise<Void> ended) {
        Future.succeededFuture()
                .compose(now -> step.get())
                .onFailure(ended::fail)
                .onSuccess(isLast -> {
                    if (isLast) {
                        ended.complete();
                    } else {
                        take(step, ended);
                    }
                });
    }
}
