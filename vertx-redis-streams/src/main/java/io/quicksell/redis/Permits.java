package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Limits how much work runs at a time. The rest waits for a permit, in a queue that has a limit too.
 *
 * <p>Not thread-safe: for one event loop.
 */
public final class Permits {

    private final int atOnce;
    private final int maxWaiting;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private boolean starting;

    public Permits(int atOnce, int maxWaiting) {
        this.atOnce = atOnce;
        this.maxWaiting = maxWaiting;
    }

    /** Runs the work as soon as it has a permit. If the queue is full it fails at once, and nothing was done. */
    public <T> Future<T> run(Supplier<Future<T>> work) {
        if (running < atOnce) {
            running++;
            return start(work);
        } else if (waiting.size() == maxWaiting) {
            return Future.failedFuture(RedisFault.tooManyWaiting());
        }
        Promise<T> done = Promise.promise();
        waiting.add(() -> start(work).onComplete(done));
        return done.future();
    }

    /** As {@link #run(Supplier)}, for more work of somebody whose first has been done: it is never refused, and comes before what has not begun. */
    public <T> Future<T> goOn(Supplier<Future<T>> work) {
        if (running < atOnce) {
            return run(work);
        }
        Promise<T> done = Promise.promise();
        waiting.addFirst(() -> start(work).onComplete(done));
        return done.future();
    }

    private <T> Future<T> start(Supplier<Future<T>> work) {
        return Future.succeededFuture().compose(now -> work.get()).onComplete(ended -> release());
    }

    /** A loop, not a recursion: while Redis is away work ends as soon as it starts, and would start the next within itself. */
    private void release() {
        running--;
        if (starting) {
            return;
        }
        starting = true;
        while (running < atOnce && !waiting.isEmpty()) {
            running++;
            waiting.poll().run();
        }
        starting = false;
    }
}
