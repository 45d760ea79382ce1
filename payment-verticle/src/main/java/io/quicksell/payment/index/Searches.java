package io.quicksell.payment.index;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for searches: some at once, and a limit to what waits for them. Thread-safe. */
final class Searches {

    private static final int AT_ONCE = 2;
    private static final int MAX = 256;

    private final WorkerExecutor threads;
    private final AtomicInteger running = new AtomicInteger();

    Searches(Vertx vertx, String name) {
        this.threads = vertx.createSharedWorkerExecutor(name, AT_ONCE);
    }

    /**
     * Runs a search as soon as there is a thread.
     *
     * @return fails with a {@link Problem} 503 if too many wait already, or if it takes too long
     */
    <T> Future<T> run(Callable<T> search) {
        if (running.incrementAndGet() > MAX) {
            running.decrementAndGet();
            return Future.failedFuture(
                    new Problem(ProblemType.UNAVAILABLE, "Too many lists of orders are searched just now."));
        }
        return threads.executeBlocking(search, false)
                .onComplete(done -> running.decrementAndGet())
                .recover(failure -> Future.failedFuture(failure instanceof SearchTooLong ? tooLong() : failure));
    }

    Future<Void> close() {
        return threads.close();
    }

    private static Problem tooLong() {
        return new Problem(
                ProblemType.UNAVAILABLE,
                "This search takes too long just now. Longer words, or a status or a time besides, make it shorter.");
    }
}
