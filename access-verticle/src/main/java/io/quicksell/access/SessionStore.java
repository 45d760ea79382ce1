package io.quicksell.access;

import static io.quicksell.access.AccessKeys.AUDIT;

import io.quicksell.access.UserStore.Account;
import io.quicksell.common.access.Caller;
import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.common.domain.Ids;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The sessions of users in Redis, and the tries to begin one. */
final class SessionStore {

    private enum Try {
        ALLOWED,
        PAUSED
    }

    private enum Opened {
        OPENED,
        CHANGED
    }

    private enum Ended {
        ENDED,
        UNKNOWN
    }

    private enum Noted {
        NOTED
    }

    private enum Secret {
        KEPT
    }

    /** What is tried with a password; the audit trail names it if it fails. */
    enum Attempt {
        LOG_IN("log_in"),
        CHANGE_PASSWORD("change_password");

        private final String text;

        Attempt(String text) {
            this.text = text;
        }
    }

    /** Who may mistype a password how often before pauses begin. At one address there may be a whole office. */
    static final int FREE_TRIES = 5;

    static final int FREE_TRIES_OF_ADDRESS = 25;
    static final long LONGEST_PAUSE_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final long TRIES_KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);

    static final int MAX_SESSIONS = 50;

    private static final Script<Try> TAKE_TRY = Script.load("take_try", Try.class);
    private static final Script<Opened> OPEN = Script.load("open_session", Opened.class);
    private static final Script<Ended> END = Script.load("end_session", Ended.class);
    private static final Script<Noted> TAKE_BACK_TRY = Script.load("take_back_try", Noted.class);
    private static final Script<Noted> NOTE_FAILED_TRY = Script.load("note_failed_try", Noted.class);
    private static final Script<Secret> TAKE_SECRET = Script.load("take_secret", Secret.class);

    private final RedisLink redis;
    private final long longestMillis;
    private final PasswordCosts costs;

    /**
     * @param hours how long a session lasts at most
     */
    SessionStore(RedisLink redis, int hours, PasswordCosts costs) {
        this.redis = redis;
        this.costs = costs;
        this.longestMillis = TimeUnit.HOURS.toMillis(hours);
    }

    /** By which devices are known again. */
    Future<String> secret() {
        return redis.run(TAKE_SECRET, List.of(AccessKeys.SECRET), List.of(Ids.random() + Ids.random()))
                .map(reply -> reply.get(1).toString());
    }

    /**
     * Takes the right to try the password of a user.
     *
     * @param place where it is tried, as tries are counted
     * @return the milliseconds to wait instead, if the user at that place, or the place, has tried too often; else empty
     */
    Future<OptionalLong> takeTry(UserName name, String place) {
        return redis.run(
                        TAKE_TRY,
                        List.of(AccessKeys.tries(name, place), AccessKeys.tries(place)),
                        List.of(
                                Ids.random(),
                                String.valueOf(FREE_TRIES),
                                String.valueOf(FREE_TRIES_OF_ADDRESS),
                                String.valueOf(costs.firstPauseMillis()),
                                String.valueOf(LONGEST_PAUSE_MILLIS),
                                String.valueOf(TRIES_KEPT_MILLIS)))
                .map(reply -> reply.word() == Try.PAUSED
                        ? OptionalLong.of(reply.get(1).toLong())
                        : OptionalLong.empty());
    }

    /** Takes a try back that was right. */
    Future<Void> takeBackTry(UserName name, String place) {
        return redis.run(TAKE_BACK_TRY, List.of(AccessKeys.tries(name, place), AccessKeys.tries(place)), List.of())
                .mapEmpty();
    }

    /**
     * Opens a session for a user whose password was right, and ends the one that it replaces, whosever that is.
     *
     * @param scopes what the user may do, separated by spaces
     * @param token a new one
     * @param shown the one that the browser has; one that is no session's stays
     * @param place where the password was tried
     * @return until when it lasts, in milliseconds since 1970; empty if the user was changed meanwhile
     */
    Future<OptionalLong> open(
            Account account, String scopes, Token token, Optional<Token> shown, String place, Act act) {
        return shown.map(this::userOf)
                .orElse(Future.succeededFuture(Optional.empty()))
                .compose(whose -> open(account, scopes, token, whose.flatMap(user -> shown), whose, place, act));
    }

    private Future<OptionalLong> open(
            Account account,
            String scopes,
            Token token,
            Optional<Token> replaced,
            Optional<UserName> whose,
            String place,
            Act act) {
        UserName name = new UserName(account.user().name());
        return redis.run(
                        OPEN,
                        List.of(
                                AccessKeys.user(name),
                                TokenStore.key(token),
                                AccessKeys.tokensOf(name),
                                AccessKeys.tries(name, place),
                                AccessKeys.tries(place),
                                AccessKeys.times("log_in", "done", name),
                                TokenStore.key(replaced.orElse(token)),
                                AccessKeys.tokensOf(whose.orElse(name)),
                                AccessKeys.times("log_out", "done", whose.orElse(name)),
                                AUDIT),
                        act.by(account.user().name())
                                .after(
                                        account.password(),
                                        account.user().role(),
                                        scopes,
                                        String.valueOf(TokenStore.IDLE_MILLIS),
                                        String.valueOf(longestMillis),
                                        String.valueOf(MAX_SESSIONS)))
                .map(reply -> reply.word() == Opened.OPENED
                        ? OptionalLong.of(reply.get(1).toLong())
                        : OptionalLong.empty());
    }

    /**
     * Ends the session of a token, or all of its user.
     *
     * @return whether there was one
     */
    Future<Boolean> end(UserName name, Token token, boolean everywhere, Act act) {
        return redis.run(
                        END,
                        List.of(
                                TokenStore.key(token),
                                AccessKeys.tokensOf(name),
                                AccessKeys.times("log_out", "done", name),
                                AUDIT),
                        act.after(everywhere ? "all" : "one"))
                .map(reply -> reply.word() == Ended.ENDED);
    }

    /** Whose session a token is; empty if it is none. */
    private Future<Optional<UserName>> userOf(Token token) {
        return redis.send(Request.cmd(Command.HMGET)
                        .arg(TokenStore.key(token))
                        .arg("kind")
                        .arg("who"))
                .map(found -> String.valueOf(found.get(0)).equals(Caller.Kind.SESSION.text())
                        ? Optional.of(new UserName(found.get(1).toString()))
                        : Optional.empty());
    }

    /**
     * Notes that somebody was not let in.
     *
     * @param id of the try: it is noted once
     * @param name of the user, or empty if there is no such user
     */
    Future<Void> noteFailure(String id, Attempt attempt, String name, String why, Act act) {
        return redis.run(
                        NOTE_FAILED_TRY,
                        List.of(AccessKeys.times(attempt.text, "refused", new UserName(name)), AUDIT),
                        act.after(attempt.text, name, why, id))
                .mapEmpty();
    }
}
