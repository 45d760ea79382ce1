package io.quicksell.common.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One who listens. What comes before the stream begins is kept for it. Whoever does not take what is sent is let go, and resumes where
 * it was when it comes again.
 *
 * <p>Not thread-safe: for the event loop of its connection.
 */
final class EventClient {

    private static final int MAX_OWED_BYTES = 1024 * 1024;
    private static final int QUEUE_BYTES = 64 * 1024;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final HttpServerResponse response;
    private final Consumer<EventClient> onLeft;
    private final Buffer early = Buffer.buffer();
    private boolean begun;
    private long fullSinceNanos;
    private int owed;

    /**
     * @param onLeft told when it has gone, for whatever reason, perhaps more than once
     */
    EventClient(HttpServerResponse response, Consumer<EventClient> onLeft) {
        this.response = response.setWriteQueueMaxSize(QUEUE_BYTES);
        this.onLeft = onLeft;
        response.closeHandler(closed -> onLeft.accept(this));
        response.exceptionHandler(broken -> onLeft.accept(this));
    }

    /** Begins the stream with these frames, then what came meanwhile. */
    void begin(Buffer frames) {
        begun = true;
        write(frames.appendBuffer(early));
    }

    void write(Buffer frames) {
        if (response.closed()) {
            onLeft.accept(this);
        } else if (isPatienceOver(frames.length())) {
            abandon();
            response.reset();
        } else if (begun) {
            response.write(frames);
        } else {
            early.appendBuffer(frames);
        }
    }

    void end() {
        abandon();
        if (begun) {
            response.end();
        }
    }

    /** Sends it no more. */
    void abandon() {
        onLeft.accept(this);
    }

    private boolean isPatienceOver(int bytes) {
        if (begun && !response.writeQueueFull()) {
            owed = 0;
            return false;
        }
        if (owed == 0) {
            fullSinceNanos = System.nanoTime();
        }
        owed += bytes;
        return owed > MAX_OWED_BYTES || System.nanoTime() - fullSinceNanos > PATIENCE_NANOS;
    }
}
