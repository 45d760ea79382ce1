package io.quicksell.common.live;

import io.quicksell.common.live.LiveFeed.Batch;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of the live events. Events that arrive before its stream begins are kept for it. A client that does not read what it is
 * sent is disconnected; it resumes where it was when it reconnects.
 *
 * <p>Not thread-safe: for the event loop of its connection.
 */
final class LiveClient {

    private static final Logger LOG = LoggerFactory.getLogger(LiveClient.class);
    private static final int MAX_UNREAD_BYTES = 1024 * 1024;
    private static final long MAX_STALL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final HttpServerResponse response;
    private final long lastKnown;
    private final Consumer<LiveClient> onGone;
    private final Buffer buffered = Buffer.buffer();
    private boolean hasBegun;
    private boolean hasEnded;
    private long unreadBytes;
    private long lastReadNanos;

    /**
     * @param lastKnown the last batch that the client has, or will have when its stream begins
     * @param onGone called once or more when the client has gone
     */
    LiveClient(HttpServerResponse response, Batch lastKnown, Consumer<LiveClient> onGone) {
        this.response = response;
        this.lastKnown = lastKnown.number();
        this.onGone = onGone;
        response.closeHandler(closed -> onGone.accept(this));
        response.exceptionHandler(broken -> onGone.accept(this));
    }

    /** Begins the stream with these frames, followed by what arrived meanwhile. */
    void begin(Buffer frames) {
        hasBegun = true;
        if (hasEnded) {
            response.end();
        } else {
            write(frames.appendBuffer(buffered));
        }
    }

    /** Writes a batch, unless the client has it: it may have been on its way to this event loop when the client came. */
    void receive(Batch batch) {
        if (batch.number() > lastKnown) {
            write(batch.frames());
        }
    }

    void write(Buffer frames) {
        if (response.closed()) {
            onGone.accept(this);
        } else if (isStalled()) {
            LOG.info("Disconnecting a client that does not read its events");
            onGone.accept(this);
            response.reset();
        } else if (hasBegun) {
            send(frames);
        } else {
            buffered.appendBuffer(frames);
        }
    }

    void end() {
        hasEnded = true;
        onGone.accept(this);
        if (hasBegun) {
            response.end();
        }
    }

    private void send(Buffer frames) {
        if (unreadBytes == 0) {
            lastReadNanos = System.nanoTime();
        }
        unreadBytes += frames.length();
        response.write(frames).onSuccess(read -> {
            unreadBytes -= frames.length();
            lastReadNanos = System.nanoTime();
        });
    }

    private boolean isStalled() {
        return unreadBytes > MAX_UNREAD_BYTES
                || buffered.length() > MAX_UNREAD_BYTES
                || unreadBytes > 0 && System.nanoTime() - lastReadNanos > MAX_STALL_NANOS;
    }
}
