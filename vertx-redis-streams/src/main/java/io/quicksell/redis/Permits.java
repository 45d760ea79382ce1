package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Lets only so much work run at a time; the rest waits for its turn, in a queue that has a limit too.
 *
 * <p>Not thread-safe: for one event loop.
 */
final class Permits {

    private final int atOnce;
    private final int maxWaiting;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private boolean beginning;

    Permits(int atOnce, int maxWaiting) {
        this.atOnce = atOnce;
        this.maxWaiting = maxWaiting;
    }

    /** Runs the work when it is its turn; with the queue full it fails at once, and surely nothing was done. */
    <T> Future<T> take(Supplier<Future<T>> work) {
        if (running < atOnce) {
            running++;
            return run(work);
        } else if (waiting.size() == maxWaiting) {
            return Future.failedFuture(RedisFault.tooMuchWaits());
        }
        Promise<T> done = Promise.promise();
        waiting.add(() -> run(work).onComplete(done));
        return done.future();
    }

    private <T> Future<T> run(Supplier<Future<T>> work) {
        return Future.succeededFuture().compose(begin -> work.get()).onComplete(ended -> next());
    }

    /** A loop, because with Redis away work ends as soon as it begins, and would begin the next within itself. */
    private void next() {
        running--;
        if (beginning) {
            return;
        }
        beginning = true;
        while (running < atOnce && !waiting.isEmpty()) {
            running++;
            waiting.poll().run();
        }
        beginning = false;
    }
}
