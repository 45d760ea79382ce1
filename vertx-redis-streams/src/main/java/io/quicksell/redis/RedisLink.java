package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection over which an event loop sends its commands, all in flight at once (pipelined). When it breaks it is made
 * again, for ever. While there is none every command fails at once; none waits for it.
 *
 * <p>A command fails with a {@link RedisFault}, which says whether it was certainly not carried out, or with the error that Redis
 * returned. Redis replies to the commands of a connection in order. So one PING a second, whose reply has to come within
 * {@value #REPLY_LIMIT_MILLIS} ms, is a deadline for every command before it: when it passes, the connection is given up.
 *
 * <p>Not thread-safe: for the event loop that called {@link #open()}.
 */
public final class RedisLink {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final int MAX_WAITING = 32_768;

    /** Each sends up to 500 commands at once, so half of what may wait is left for single commands. */
    private static final int LISTS_AT_ONCE = 32;

    private static final int MAX_WAITING_LISTS = 1_024;
    private static final long PING_EVERY_MILLIS = 1_000;
    private static final int REPLY_LIMIT_MILLIS = 3_000;
    private static final long COMMAND_LIMIT_MILLIS = REPLY_LIMIT_MILLIS + PING_EVERY_MILLIS;
    private static final long REPEAT_MILLIS = 4_000;
    private static final long REPEAT_PAUSE_MILLIS = 50;

    private final Vertx vertx;
    private final KeptConnection kept;
    private final Permits lists = new Permits(LISTS_AT_ONCE, MAX_WAITING_LISTS);
    private long pingTimer;
    private List<String> warned = List.of();

    /**
     * @param name for the log
     */
    public RedisLink(Vertx vertx, RedisEndpoint endpoint, String name) {
        this.vertx = vertx;
        this.kept = new KeptConnection(vertx, endpoint, name, MAX_WAITING, REPLY_LIMIT_MILLIS, fresh -> warn());
    }

    /** Begins to connect; returns at once. */
    public RedisLink open() {
        kept.open();
        pingTimer = vertx.setPeriodic(PING_EVERY_MILLIS, timer -> expectReply());
        return this;
    }

    public Future<Void> close() {
        vertx.cancelTimer(pingTimer);
        return kept.close();
    }

    /** Sends one command. */
    public Future<Response> send(Request command) {
        RedisConnection connection = kept.current();
        if (connection == null) {
            return Future.failedFuture(RedisFault.notConnected());
        }
        return limited(connection.send(command).recover(failure -> Future.failedFuture(RedisFault.of(failure))));
    }

    /** Runs work that sends hundreds of commands at once as soon as it has a permit, so that there is always room for single commands. */
    public <T> Future<T> withPermit(Supplier<Future<T>> manyCommands) {
        return lists.run(manyCommands);
    }

    /**
     * Runs a script. If its outcome is unknown it is repeated with the same arguments, and only after {@value #REPEAT_MILLIS} ms does it
     * fail with an unknown outcome. So every script has to be harmless when it is carried out twice.
     */
    public <E extends Enum<E>> Future<ScriptReply<E>> run(Script<E> script, List<String> keys, List<String> arguments) {
        long deadlineNanos = System.nanoTime() + REPEAT_MILLIS * 1_000_000;
        return runOnce(script, keys, arguments)
                .recover(failure -> isOutcomeUnknown(failure)
                        ? repeat(script, keys, arguments, (RedisFault) failure, deadlineNanos)
                        : Future.failedFuture(failure));
    }

    private <E extends Enum<E>> Future<ScriptReply<E>> runOnce(
            Script<E> script, List<String> keys, List<String> arguments) {
        RedisConnection connection = kept.current();
        return connection == null
                ? Future.failedFuture(RedisFault.notConnected())
                : limited(script.runOn(connection, keys, arguments));
    }

    /** The client library can forget a command whose connection breaks while it is being sent: it is not waited for any longer. */
    private static <T> Future<T> limited(Future<T> reply) {
        return reply.timeout(COMMAND_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                .recover(failure ->
                        Future.failedFuture(failure instanceof TimeoutException ? RedisFault.of(failure) : failure));
    }

    /** Whatever later tries find out about themselves, the outcome of the first one stays unknown until one of them succeeds. */
    private <E extends Enum<E>> Future<ScriptReply<E>> repeat(
            Script<E> script, List<String> keys, List<String> arguments, RedisFault first, long deadlineNanos) {
        if (System.nanoTime() > deadlineNanos || kept.isClosed()) {
            return Future.failedFuture(first);
        }
        return vertx.timer(REPEAT_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                .compose(pause -> runOnce(script, keys, arguments))
                .recover(failure -> failure instanceof RedisFault
                        ? repeat(script, keys, arguments, first, deadlineNanos)
                        : Future.failedFuture(failure));
    }

    private static boolean isOutcomeUnknown(Throwable failure) {
        return failure instanceof RedisFault fault && fault.outcome() == TransientFailure.Outcome.UNKNOWN;
    }

    /** The time by the Redis clock, milliseconds since 1970. */
    public Future<Long> clock() {
        return send(Request.cmd(Command.TIME))
                .map(time -> time.get(0).toLong() * 1_000 + time.get(1).toLong() / 1_000);
    }

    /** Whether this Redis keeps every write that it acknowledges. */
    public Future<Durability> durability() {
        return Durability.of(this);
    }

    /** How much memory this Redis uses and may use; empty if the user may not ask. */
    public Future<Optional<RedisMemory>> memory() {
        return RedisMemory.of(this);
    }

    /** Succeeds if Redis replies. */
    public Future<Void> ping() {
        return send(Request.cmd(Command.PING)).mapEmpty();
    }

    private void warn() {
        durability().onSuccess(durability -> {
            if (!durability.warnings().equals(warned)) {
                warned = durability.warnings();
                warned.forEach(warning -> LOG.warn("Redis may lose data: {}", warning));
            }
        });
    }

    private void expectReply() {
        RedisConnection connection = kept.current();
        if (connection == null) {
            return;
        }
        long deadline = vertx.setTimer(
                REPLY_LIMIT_MILLIS, timer -> kept.drop(connection, "no reply within " + REPLY_LIMIT_MILLIS + " ms"));
        connection.send(Request.cmd(Command.PING)).onComplete(reply -> vertx.cancelTimer(deadline));
    }
}
