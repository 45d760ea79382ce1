package io.quicksell.common.live;

import io.quicksell.common.live.LiveFeed.Batch;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One who listens. What comes before the stream begins is kept for it. Whoever does not take what is sent is let go, and resumes where
 * it was when it comes again.
 *
 * <p>Not thread-safe: for the event loop of its connection.
 */
final class LiveClient {

    private static final Logger LOG = LoggerFactory.getLogger(LiveClient.class);
    private static final int MAX_OWED_BYTES = 1024 * 1024;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final HttpServerResponse response;
    private final long known;
    private final Consumer<LiveClient> onLeft;
    private final Buffer early = Buffer.buffer();
    private boolean begun;
    private long owedBytes;
    private long tookNanos;

    /**
     * @param known the batch up to which it knows everything, or will know it when its stream begins
     * @param onLeft told when it has gone, for whatever reason, perhaps more than once
     */
    LiveClient(HttpServerResponse response, Batch known, Consumer<LiveClient> onLeft) {
        this.response = response;
        this.known = known.number();
        this.onLeft = onLeft;
        response.closeHandler(closed -> onLeft.accept(this));
        response.exceptionHandler(broken -> onLeft.accept(this));
    }

    /** Begins the stream with these frames, then what came meanwhile. */
    void begin(Buffer frames) {
        begun = true;
        write(frames.appendBuffer(early));
    }

    /** A batch that was on its way to this event loop when the client came is not told twice. */
    void hear(Batch batch) {
        if (batch.number() > known) {
            write(batch.frames());
        }
    }

    void write(Buffer frames) {
        if (response.closed()) {
            onLeft.accept(this);
        } else if (takesNothing()) {
            LOG.info("A client that does not take its events is let go");
            onLeft.accept(this);
            response.reset();
        } else if (begun) {
            send(frames);
        } else {
            early.appendBuffer(frames);
        }
    }

    void end() {
        onLeft.accept(this);
        if (begun) {
            response.end();
        }
    }

    private void send(Buffer frames) {
        if (owedBytes == 0) {
            tookNanos = System.nanoTime();
        }
        owedBytes += frames.length();
        response.write(frames).onSuccess(taken -> {
            owedBytes -= frames.length();
            tookNanos = System.nanoTime();
        });
    }

    private boolean takesNothing() {
        return owedBytes > MAX_OWED_BYTES
                || early.length() > MAX_OWED_BYTES
                || owedBytes > 0 && System.nanoTime() - tookNanos > PATIENCE_NANOS;
    }
}
