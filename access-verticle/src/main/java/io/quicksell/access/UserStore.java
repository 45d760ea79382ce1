package io.quicksell.access;

import static io.quicksell.access.AccessKeys.ENABLED;
import static io.quicksell.access.AccessKeys.KEYS;
import static io.quicksell.access.AccessKeys.USERS;
import static java.util.stream.Collectors.joining;

import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.quicksell.redis.ScriptReply;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The users in Redis. None is ever deleted: a name that did something is never given to somebody else. Changes fail with a 401 if who makes
 * them was locked out meanwhile.
 */
final class UserStore {

    static final int MAX_USERS = 1_000;

    /**
     * A user with what a log-in needs.
     *
     * @param password as it is kept
     */
    record Account(User user, String password) {}

    /**
     * What to change of a user; what is empty stays.
     *
     * @param password as it is kept
     * @param keptToken the token whose session does not end
     * @param revokingKeys whether the keys that the user has made are revoked, if the user is disabled then
     */
    record Edit(
            Optional<String> role,
            Optional<Boolean> disabled,
            Optional<String> password,
            Optional<Token> keptToken,
            boolean revokingKeys) {

        static Edit ofRole(String role) {
            return new Edit(Optional.of(role), Optional.empty(), Optional.empty(), Optional.empty(), false);
        }

        static Edit ofDisabled(boolean disabled) {
            return new Edit(Optional.empty(), Optional.of(disabled), Optional.empty(), Optional.empty(), false);
        }

        static Edit ofPassword(String kept) {
            return new Edit(Optional.empty(), Optional.empty(), Optional.of(kept), Optional.empty(), false);
        }

        Edit keeping(Token token) {
            return new Edit(role, disabled, password, Optional.of(token), revokingKeys);
        }

        Edit revokingKeys(boolean revoking) {
            return new Edit(role, disabled, password, keptToken, revoking);
        }
    }

    /** The result of a request to add or change a user. */
    sealed interface Changed {
        /**
         * @param user as the user is now; after a change of a disabled one with the keys that still count
         * @param revokedKeys the ids of the keys that were revoked in the same step
         * @param replayed whether it was done before; the user is then as in the first response
         */
        record Done(User user, List<String> revokedKeys, boolean replayed) implements Changed {}

        /** Another change with the same id was made before; nothing was changed. */
        record OtherRequest() implements Changed {}

        /** Somebody has that name; nothing was changed. */
        record Taken(User user) implements Changed {}

        /** There are as many users as there may be. */
        record Full() implements Changed {}

        /** The user is at another version than the client knows; nothing was changed. */
        record Stale(User user) implements Changed {}

        /** Nobody would be left who manages access; nothing was changed. */
        record LastToManage(User user) implements Changed {}

        /** There is no such user. */
        record Unknown() implements Changed {}
    }

    private enum Outcome {
        ADDED,
        CHANGED,
        REPLAYED,
        OTHER_REQUEST,
        TAKEN,
        FULL,
        STALE,
        LAST_MANAGER,
        UNKNOWN,
        OUT
    }

    private static final Script<Outcome> ADD = Script.load("add_user", Outcome.class);
    private static final Script<Outcome> CHANGE = Script.load("change_user", Outcome.class);

    private final RedisLink redis;
    private final int maxUsers;

    UserStore(RedisLink redis) {
        this(redis, MAX_USERS);
    }

    UserStore(RedisLink redis, int maxUsers) {
        this.redis = redis;
        this.maxUsers = maxUsers;
    }

    Future<Optional<Account>> find(UserName name) {
        return findAt(AccessKeys.user(name));
    }

    /** All users, oldest first. */
    Future<List<User>> all() {
        return redis.withPermit(() -> redis.send(
                        Request.cmd(Command.ZRANGE).arg(USERS).arg(0).arg(-1))
                .compose(keys -> Future.all(keys.stream()
                        .map(key -> findAt(AccessKeys.user(key.toString())))
                        .toList()))
                .map(found -> found.<Optional<Account>>list().stream()
                        .flatMap(Optional::stream)
                        .map(Account::user)
                        .toList()));
    }

    /**
     * Adds a user.
     *
     * @param password as it is kept
     */
    Future<Changed> add(UserName name, Change change, String password, String role, Act act) {
        return redis.run(
                        ADD,
                        act.managing(AccessKeys.user(name), USERS, ENABLED, AccessKeys.change(change.id())),
                        act.after(
                                arguments(change, name.key(), name.shown(), password, role, String.valueOf(maxUsers))))
                .map(UserStore::changed);
    }

    /**
     * Changes a user who is at one of the versions, and ends the user's sessions if anything was changed. The keys that a disabled user
     * has made, and those that were made with one of these, are revoked in the same step if that is requested.
     *
     * @param managing the roles that manage access
     */
    Future<Changed> change(
            UserName name, Change change, EntityTags versions, Edit edit, Set<String> managing, Act act) {
        return redis.run(
                        CHANGE,
                        act.managing(
                                AccessKeys.user(name),
                                ENABLED,
                                AccessKeys.tokensOf(name),
                                AccessKeys.change(change.id()),
                                KEYS),
                        act.after(arguments(
                                change,
                                name.key(),
                                versions.strongTags(),
                                edit.role().orElse(""),
                                edit.disabled()
                                        .map(disabled -> disabled ? "1" : "0")
                                        .orElse(""),
                                edit.password().orElse(""),
                                managing.stream().collect(joining(" ", " ", " ")),
                                edit.keptToken().map(TokenStore::key).orElse(""),
                                edit.revokingKeys() ? "1" : "0")))
                .map(UserStore::changed);
    }

    private Future<Optional<Account>> findAt(String key) {
        return redis.send(Request.cmd(Command.HGETALL).arg(key)).map(reply -> {
            Map<String, String> fields = ScriptReply.fields(reply);
            return fields.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Account(User.of(fields), Objects.requireNonNull(fields.get("password"))));
        });
    }

    private static List<String> arguments(Change change, String... own) {
        return Stream.concat(change.arguments().stream(), Stream.of(own)).toList();
    }

    private static Changed changed(ScriptReply<Outcome> reply) {
        return switch (reply.word()) {
            case ADDED, CHANGED -> done(reply, false);
            case REPLAYED -> done(reply, true);
            case OTHER_REQUEST -> new Changed.OtherRequest();
            case TAKEN -> new Changed.Taken(user(reply));
            case FULL -> new Changed.Full();
            case STALE -> new Changed.Stale(user(reply));
            case LAST_MANAGER -> new Changed.LastToManage(user(reply));
            case UNKNOWN -> new Changed.Unknown();
            case OUT -> throw Act.outMeanwhile();
        };
    }

    private static Changed.Done done(ScriptReply<Outcome> reply, boolean replayed) {
        User user = user(reply);
        String revoked = reply.fields(1).getOrDefault("revoked", "");
        return new Changed.Done(
                user.disabled() ? user.withKeys(keys(reply.get(2))) : user,
                revoked.isEmpty() ? List.of() : List.of(revoked.split(" ")),
                replayed);
    }

    private static List<ProgramKey> keys(Response found) {
        return found.stream()
                .map(ScriptReply::fields)
                .map(fields -> ProgramKey.of(fields.get("id"), fields))
                .toList();
    }

    private static User user(ScriptReply<?> reply) {
        return User.of(reply.fields(1));
    }
}
