package io.quicksell.launcher.metrics;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/** A text that takes time to make: whoever asks within a second gets the same one. For the event loop of its verticle. */
final class SharedText {

    static final long KEPT_NANOS = 1_000_000_000;

    private final Vertx vertx;
    private final Supplier<String> gather;
    private Future<Buffer> last;
    private long begunNanos;

    /**
     * @param gather makes it; blocks
     */
    SharedText(Vertx vertx, Supplier<String> gather) {
        this.vertx = vertx;
        this.gather = gather;
    }

    /** The text as it was a second ago, or later. */
    Future<Buffer> now() {
        if (last == null || last.isComplete() && System.nanoTime() - begunNanos > KEPT_NANOS) {
            begunNanos = System.nanoTime();
            last = vertx.executeBlocking(() -> Buffer.buffer(gather.get()), false);
        }
        return last;
    }
}
