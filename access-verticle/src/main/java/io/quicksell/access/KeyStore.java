package io.quicksell.access;

import static io.quicksell.access.AccessKeys.KEYS;

import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.common.once.Change;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.quicksell.redis.ScriptReply;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The keys of programs in Redis. One that has ended is listed until it is revoked. Changes fail with a 401 if who makes them was locked out
 * meanwhile.
 */
final class KeyStore {

    static final int MAX_KEYS = 1_000;
    static final int DEFAULT_DAYS = 365;
    static final int MAX_DAYS = 3_650;

    /** The result of a request to make a key. */
    sealed interface Added {
        /**
         * @param key without its token
         * @param replayed whether an earlier request made it; its token was shown then
         */
        record Done(ProgramKey key, boolean replayed) implements Added {}

        /** Another change with the same id was made before; nothing was changed. */
        record OtherRequest() implements Added {}

        /** There are as many keys as there may be. */
        record Full() implements Added {}
    }

    private enum Outcome {
        ADDED,
        REVOKED,
        REPLAYED,
        OTHER_REQUEST,
        FULL,
        UNKNOWN,
        OUT
    }

    private static final Script<Outcome> ADD = Script.load("add_key", Outcome.class);
    private static final Script<Outcome> REVOKE = Script.load("revoke_key", Outcome.class);

    private final RedisLink redis;
    private final int maxKeys;

    KeyStore(RedisLink redis) {
        this(redis, MAX_KEYS);
    }

    KeyStore(RedisLink redis, int maxKeys) {
        this.redis = redis;
        this.maxKeys = maxKeys;
    }

    /** All keys, oldest first. */
    Future<List<ProgramKey>> all() {
        return redis.withPermit(() -> redis.send(
                        Request.cmd(Command.ZRANGE).arg(KEYS).arg(0).arg(-1))
                .compose(ids ->
                        Future.all(ids.stream().map(id -> find(id.toString())).toList()))
                .map(found -> found.<Optional<ProgramKey>>list().stream()
                        .flatMap(Optional::stream)
                        .toList()));
    }

    /**
     * Makes a key under an id that was never used before.
     *
     * @param scopes what it may do, separated by spaces
     * @param token a new one
     */
    Future<Added> add(String id, Change change, UserName client, String scopes, int days, Token token, Act act) {
        List<String> arguments = new ArrayList<>(change.arguments());
        arguments.addAll(List.of(
                id,
                client.shown(),
                client.key(),
                scopes,
                String.valueOf(TimeUnit.DAYS.toMillis(days)),
                String.valueOf(maxKeys)));
        return redis.run(
                        ADD,
                        act.managing(AccessKeys.key(id), KEYS, TokenStore.key(token), AccessKeys.change(change.id())),
                        act.after(arguments))
                .map(reply -> added(id, reply));
    }

    /**
     * Takes a key away.
     *
     * @return whether there was one
     */
    Future<Boolean> revoke(String id, Change change, Act act) {
        List<String> arguments = new ArrayList<>(change.arguments());
        arguments.add(id);
        return redis.run(
                        REVOKE,
                        act.managing(AccessKeys.key(id), KEYS, AccessKeys.change(change.id())),
                        act.after(arguments))
                .map(reply -> switch (reply.word()) {
                    case REVOKED, REPLAYED -> true;
                    case OUT -> throw Act.outMeanwhile();
                    default -> false;
                });
    }

    private Future<Optional<ProgramKey>> find(String id) {
        return redis.send(Request.cmd(Command.HGETALL).arg(AccessKeys.key(id)))
                .map(fields -> fields.size() == 0
                        ? Optional.empty()
                        : Optional.of(ProgramKey.of(id, ScriptReply.fields(fields))));
    }

    private static Added added(String id, ScriptReply<Outcome> reply) {
        return switch (reply.word()) {
            case ADDED -> new Added.Done(ProgramKey.of(id, reply.fields(1)), false);
            case REPLAYED -> made(reply.fields(1), id);
            case OTHER_REQUEST -> new Added.OtherRequest();
            case FULL -> new Added.Full();
            case OUT -> throw Act.outMeanwhile();
            case REVOKED, UNKNOWN -> throw new AssertionError(reply.word());
        };
    }

    /** A script whose reply was lost is repeated, so it can find what it has made itself. */
    private static Added.Done made(Map<String, String> fields, String id) {
        String found = fields.get("id");
        return new Added.Done(ProgramKey.of(found, fields), !found.equals(id));
    }
}
