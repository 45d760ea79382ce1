package io.quicksell.common.redis;

import io.quicksell.common.config.RedisEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;

/**
 * The one connection over which an event loop sends its commands, all in flight at once (pipelined). It comes back by itself
 * for ever. While it is away every command fails at once, and never waits.
 *
 * <p>A failed command fails with a {@link RedisFault} that tells whether it was surely not carried out, or with the error that
 * Redis answered. Redis answers a connection in order, so one PING a second that has to come back within
 * {@value #ANSWER_LIMIT_MILLIS} ms is a deadline for every command before it: past it the connection is given up.
 *
 * <p>Not thread-safe: for the event loop that called {@link #open()}.
 */
public final class RedisLink {

    private static final int MAX_WAITING = 32_768;
    private static final long PING_EVERY_MILLIS = 1_000;
    private static final int ANSWER_LIMIT_MILLIS = 3_000;

    private final Vertx vertx;
    private final KeptConnection kept;
    private long pingTimer;

    /**
     * @param name what the log calls it
     */
    public RedisLink(Vertx vertx, RedisEndpoint endpoint, String name) {
        this.vertx = vertx;
        this.kept = new KeptConnection(vertx, endpoint, name, MAX_WAITING, ANSWER_LIMIT_MILLIS, fresh -> {});
    }

    /** Begins to connect; returns at once. */
    public RedisLink open() {
        kept.open();
        pingTimer = vertx.setPeriodic(PING_EVERY_MILLIS, timer -> expectAnswer());
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
        return connection.send(command).recover(failure -> Future.failedFuture(RedisFault.of(failure)));
    }

    /** Runs a script. One that Redis does not know yet (it forgets them at every restart) is sent along, once. */
    public <E extends Enum<E>> Future<ScriptReply<E>> run(Script<E> script, List<String> keys, List<String> arguments) {
        RedisConnection connection = kept.current();
        if (connection == null) {
            return Future.failedFuture(RedisFault.notConnected());
        }
        return connection
                .send(call(Command.EVALSHA, script.sha1(), keys, arguments))
                .recover(failure -> failure instanceof ErrorType reply && reply.is("NOSCRIPT")
                        ? connection.send(call(Command.EVAL, script.source(), keys, arguments))
                        : Future.failedFuture(failure))
                .map(answer -> new ScriptReply<>(script.word(answer.get(0).toString()), answer))
                .recover(failure -> Future.failedFuture(RedisFault.of(failure)));
    }

    /** Succeeds if Redis answers. */
    public Future<Void> ping() {
        return send(Request.cmd(Command.PING)).mapEmpty();
    }

    private static Request call(Command command, String script, List<String> keys, List<String> arguments) {
        Request call = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(call::arg);
        arguments.forEach(call::arg);
        return call;
    }

    private void expectAnswer() {
        RedisConnection connection = kept.current();
        if (connection == null) {
            return;
        }
        long deadline = vertx.setTimer(
                ANSWER_LIMIT_MILLIS, timer -> kept.drop(connection, "no answer within " + ANSWER_LIMIT_MILLIS + " ms"));
        connection.send(Request.cmd(Command.PING)).onComplete(answer -> vertx.cancelTimer(deadline));
    }
}
