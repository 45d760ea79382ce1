package io.quicksell.redis;

import static java.util.Comparator.comparing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One sentinel.
 *
 * @param masterName under which it knows the master
 * @param endpoint its own
 */
record Sentinel(String masterName, RedisEndpoint endpoint) {

    private static final int LIMIT_MILLIS = 1_000;
    private static final int MAX_WAITING = 8;

    /**
     * What it says.
     *
     * @param isDown whether the master seems to it to be away
     */
    record Answer(Master master, boolean isDown) {

        /** The newest decision is worth most, and of those that disagree about it, who sees its master. */
        static final Comparator<Answer> BY_WORTH = comparing(
                        (Answer answer) -> answer.master().epoch())
                .thenComparing(Answer::isDown, Comparator.reverseOrder());
    }

    /** Asks on a connection of its own. If it fails, its message names this sentinel and says why. */
    Future<Answer> ask(Vertx vertx) {
        Redis client = Redis.createClient(
                vertx,
                endpoint.options(LIMIT_MILLIS, LIMIT_MILLIS, MAX_WAITING)
                        .setConnectionString(endpoint.url(endpoint.address())));
        Future<RedisConnection> connecting = client.connect();
        return connecting
                .compose(this::ask)
                .timeout(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                // Not before it has connected: the socket would stay open.
                .onComplete(ended -> connecting.onComplete(settled -> client.close()))
                .recover(failure -> Future.failedFuture(this + " " + why(failure)));
    }

    /** The address after the epoch, so that it is never older than that. */
    private Future<Answer> ask(RedisConnection connection) {
        Future<Response> state = connection.send(sentinel("MASTER"));
        Future<Response> address = connection.send(sentinel("GET-MASTER-ADDR-BY-NAME"));
        return Future.all(state, address).map(both -> answer(ScriptReply.fields(state.result()), address.result()));
    }

    private Request sentinel(String question) {
        return Request.cmd(Command.SENTINEL).arg(question).arg(masterName);
    }

    private static Answer answer(Map<String, String> state, Response address) {
        Address named = new Address(address.get(0).toString(), address.get(1).toInteger());
        return new Answer(
                new Master(named, Long.parseLong(state.get("config-epoch"))),
                state.get("flags").contains("_down"));
    }

    private String why(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "does not answer within " + LIMIT_MILLIS + " ms";
        } else if (!(failure instanceof ErrorType reply) || LostConnection.isBreak(failure)) {
            return "does not answer (" + LostConnection.reason(failure) + ")";
        } else if (reply.getMessage().startsWith("ERR No such master")) {
            return "does not know the master " + masterName;
        } else if (RedisFault.isUnknownCommand(reply)) {
            return "is not a sentinel";
        } else {
            return "refuses: " + reply.getMessage();
        }
    }

    @Override
    public String toString() {
        return endpoint.address().toString();
    }
}
