package io.quicksell.redis;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.util.Optional;

/**
 * Asks a connection once a second whether Redis still replies, and gives it up if it does not in time. Redis replies to the commands of a
 * connection in order, so this is a deadline for every command before it. Every few beats the Redis behind it is looked at, too.
 *
 * <p>Not thread-safe: for the event loop that called {@link #start}.
 */
final class Heartbeat {

    static final long EVERY_MILLIS = 1_000;
    static final int REPLY_LIMIT_MILLIS = 3_000;
    private static final int BEATS_BETWEEN_LOOKS = 5;

    private final Vertx vertx;
    private final KeptConnection kept;
    private final Examination examination;
    private final Optional<ReplicatedCalls> replicated;
    private LinkObserver observer = LinkObserver.NONE;
    private long timer;
    private long beats;

    Heartbeat(Vertx vertx, KeptConnection kept, Examination examination, Optional<ReplicatedCalls> replicated) {
        this.vertx = vertx;
        this.kept = kept;
        this.examination = examination;
        this.replicated = replicated;
    }

    /** Tells somebody how long each reply took. */
    void observedBy(LinkObserver other) {
        observer = other;
    }

    void start() {
        timer = vertx.setPeriodic(EVERY_MILLIS, tick -> beat());
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void beat() {
        RedisConnection connection = kept.current();
        if (connection == null) {
            examination.forgetDefect();
            return;
        }
        if (examination.fit() == null || ++beats % BEATS_BETWEEN_LOOKS == 0) {
            examination.look(connection);
        }
        long deadline = vertx.setTimer(
                REPLY_LIMIT_MILLIS, late -> kept.drop(connection, "no reply within " + REPLY_LIMIT_MILLIS + " ms"));
        long sent = System.nanoTime();
        connection
                .send(Request.cmd(Command.PING))
                .onComplete(reply -> vertx.cancelTimer(deadline))
                .onSuccess(reply -> observer.replied(System.nanoTime() - sent));
        replicated.ifPresent(ReplicatedCalls::keepAlive);
    }
}
