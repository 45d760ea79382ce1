package io.quicksell.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Calls that are answered when a number of replicas have what the master had when it carried them out: what they changed themselves, and
 * all that was changed before. So a call that finds its work done already waits for what the first one wrote.
 *
 * <p>They go in groups, each with one WAIT behind it (https://redis.io/docs/latest/commands/wait/); what is asked for while a group is
 * under way goes along with the next one. The connection is their own, because all that is sent behind a WAIT waits too.
 *
 * <p>May be asked from any thread, once it is open. The work is done, and answered, on the event loop that opened it.
 */
final class ReplicatedCalls {

    private static final int MAX_GROUP = 1_024;
    private static final int MAX_WAITING = 4_096;
    private static final int MAX_ASKERS = 32_768;
    private static final int SILENCE_LIMIT_MILLIS = 3_000;
    private static final int WAIT_MILLIS = 1_000;

    /**
     * @param ifUnknown what to send instead, if Redis does not know the script of the request
     */
    private record Call(Request request, Optional<Supplier<Request>> ifUnknown, Promise<Response> answer) {

        boolean isUnknown(Future<Response> reply) {
            return ifUnknown.isPresent() && reply.cause() instanceof ErrorType error && error.is("NOSCRIPT");
        }

        Call withItsScript() {
            return new Call(ifUnknown.orElseThrow().get(), Optional.empty(), answer);
        }
    }

    /**
     * @param connection that was in use when it asked: what it has read is of that master
     */
    private record Asker(RedisConnection connection, Promise<Void> reached) {}

    private final Vertx vertx;
    private final int replicas;
    private final KeptConnection kept;
    private final Deque<Call> waiting = new ArrayDeque<>();
    private List<Asker> askers = new ArrayList<>();
    private Context loop;
    private boolean isUnderWay;

    ReplicatedCalls(Vertx vertx, RedisEndpoint endpoint, String name) {
        this.vertx = vertx;
        this.replicas = endpoint.replicas();
        this.kept = new KeptConnection(
                vertx, endpoint, name + " (changes)", MAX_GROUP + MAX_WAITING, SILENCE_LIMIT_MILLIS, up -> sendNext());
    }

    void open() {
        loop = vertx.getOrCreateContext();
        kept.open();
    }

    Future<Void> close() {
        return kept.close();
    }

    /** Where its connection goes; empty while there is none. */
    Optional<Address> address() {
        return kept.address();
    }

    Future<Response> run(Script<?> script, List<String> keys, List<String> arguments) {
        return ask(new Call(
                script.bySha(keys, arguments), Optional.of(() -> script.bySource(keys, arguments)), Promise.promise()));
    }

    /** Succeeds when the replicas have all that the master had when this was called. Those who ask before the next group goes share a PING. */
    Future<Void> all() {
        Asker asker = new Asker(kept.current(), Promise.promise());
        loop.runOnContext(there -> {
            if (askers.size() == MAX_ASKERS) {
                asker.reached().fail(RedisFault.tooManyWaiting());
            } else {
                askers.add(asker);
                sendNext();
            }
        });
        return asker.reached().future();
    }

    /** Keeps the connection from being taken for dead while there is nothing to do. */
    void keepAlive() {
        RedisConnection connection = kept.current();
        if (connection != null && !isUnderWay) {
            connection
                    .send(Request.cmd(Command.PING))
                    .timeout(SILENCE_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                    .onFailure(failure -> kept.drop(connection, failure));
        }
    }

    /** Where the master can move, one that refuses as a replica does is left at once. */
    void leave(RedisConnection connection) {
        if (kept.canMove()) {
            kept.drop(connection, KeptConnection.NO_MASTER);
        }
    }

    RedisConnection connection() {
        return kept.current();
    }

    private Future<Response> ask(Call call) {
        loop.runOnContext(there -> take(call));
        return call.answer().future();
    }

    private void take(Call call) {
        if (waiting.size() == MAX_WAITING) {
            call.answer().fail(RedisFault.tooManyWaiting());
        } else {
            waiting.add(call);
            sendNext();
        }
    }

    private void sendNext() {
        if (isUnderWay || waiting.isEmpty() && askers.isEmpty()) {
            return;
        }
        RedisConnection connection = kept.current();
        List<Call> group = nextGroup(connection);
        if (connection == null) {
            group.forEach(call -> call.answer().fail(RedisFault.notConnected()));
            sendNext();
        } else {
            isUnderWay = true;
            send(connection, group);
        }
    }

    private List<Call> nextGroup(RedisConnection connection) {
        List<Call> group = new ArrayList<>();
        while (group.size() < MAX_GROUP && !waiting.isEmpty()) {
            group.add(waiting.poll());
        }
        if (!askers.isEmpty()) {
            List<Asker> told = askers;
            askers = new ArrayList<>();
            Call ping = new Call(Request.cmd(Command.PING), Optional.empty(), Promise.promise());
            ping.answer()
                    .future()
                    .<Void>mapEmpty()
                    .onComplete(reached -> told.forEach(asker -> asker.reached()
                            .handle(
                                    asker.connection() == connection
                                            ? reached
                                            : Future.failedFuture(RedisFault.notReplicated(replicas)))));
            group.add(ping);
        }
        return group;
    }

    private void send(RedisConnection connection, List<Call> group) {
        List<Future<Response>> replies =
                group.stream().map(call -> connection.send(call.request())).toList();
        connection
                .send(Request.cmd(Command.WAIT, replicas, WAIT_MILLIS))
                .timeout(SILENCE_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(failure -> kept.drop(connection, failure))
                .onComplete(waited -> ended(
                        connection,
                        group,
                        replies,
                        waited.succeeded() ? waited.result().toInteger() : 0));
    }

    /** All replies came before that to WAIT, or none comes any more. */
    private void ended(RedisConnection connection, List<Call> group, List<Future<Response>> replies, int reached) {
        List<Runnable> answers = new ArrayList<>();
        for (int n = group.size() - 1; n >= 0; n--) {
            Call call = group.get(n);
            Future<Response> reply = replies.get(n);
            if (call.isUnknown(reply)) {
                waiting.addFirst(call.withItsScript());
            } else {
                answers.add(0, () -> answer(connection, call, reply, reached));
            }
        }
        isUnderWay = false;
        answers.forEach(Runnable::run);
        sendNext();
    }

    private void answer(RedisConnection connection, Call call, Future<Response> reply, int reached) {
        if (reply.failed()) {
            Throwable fault = RedisFault.of(reply.cause());
            if (RedisFault.isOfAReplica(fault)) {
                leave(connection);
            }
            call.answer().fail(fault);
        } else if (reply.succeeded() && reached >= replicas) {
            call.answer().complete(reply.result());
        } else {
            call.answer().fail(RedisFault.notReplicated(replicas));
        }
    }
}
