package io.quicksell.testing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** One event loop for a test's object that belongs to one. It collects what was thrown on it. */
public final class EventLoop {

    private final Context context;
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();

    public EventLoop(Vertx vertx) {
        context = vertx.getOrCreateContext().exceptionHandler(thrown::add);
    }

    /** Runs work on the loop; the future ends with the work's own. */
    public <T> Future<T> run(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }

    /** Makes something on the loop. */
    public <T> T make(Supplier<T> maker) {
        return run(() -> Future.succeededFuture(maker.get())).await();
    }

    /** What was thrown on the loop and not caught. */
    public List<Throwable> thrown() {
        return thrown;
    }
}
