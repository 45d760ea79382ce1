package io.quicksell.common.access;

import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.quicksell.redis.ScriptReply;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads whose a token is. The service that lets people in writes {@code access:token:<hash>}, a hash that expires with the token: {@code kind},
 * {@code who}, {@code client}, {@code scopes} (names separated by spaces) and {@code until} (milliseconds since 1970); of a
 * session {@code seen}, too: about when it was used last.
 */
public final class TokenStore {

    private static final Logger LOG = LoggerFactory.getLogger(TokenStore.class);
    private static final String KEY = "access:token:";

    /** Stands where the {@link #key} of a token is expected and there is no token. */
    public static final String NONE = KEY;

    /** How long a session lasts without a request. */
    public static final long IDLE_MILLIS = TimeUnit.HOURS.toMillis(1);

    private static final long TOUCH_EVERY_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private enum Touch {
        TOUCHED,
        FRESH,
        GONE
    }

    private static final Script<Touch> TOUCH = Script.load("touch_session", Touch.class);

    private final RedisLink redis;

    public TokenStore(RedisLink redis) {
        this.redis = redis;
    }

    /** Where a token is kept. */
    public static String key(Token token) {
        return KEY + token.hash();
    }

    /** As {@link #look}, for a request, which lets a session go on. */
    Future<Optional<Caller>> use(Token token) {
        return kept(token).map(kept -> {
            if (isToBeTouched(kept)) {
                touch(token);
            }
            return caller(kept);
        });
    }

    /** Whose it is; empty if it is not known, not any more, or what is kept of it makes no sense. */
    Future<Optional<Caller>> look(Token token) {
        return kept(token).map(TokenStore::caller);
    }

    private Future<Map<String, String>> kept(Token token) {
        return redis.send(Request.cmd(Command.HGETALL).arg(key(token))).map(ScriptReply::fields);
    }

    private static boolean isToBeTouched(Map<String, String> kept) {
        String seen = text(kept, "seen");
        return seen.matches("[0-9]{1,15}")
                && Math.abs(System.currentTimeMillis() - Long.parseLong(seen)) >= TOUCH_EVERY_MILLIS;
    }

    /** The request does not wait for it: if it fails, a later request touches the session. */
    private void touch(Token token) {
        List<String> arguments = List.of(String.valueOf(IDLE_MILLIS), String.valueOf(TOUCH_EVERY_MILLIS));
        redis.run(TOUCH, List.of(key(token)), arguments)
                .onFailure(away -> LOG.debug("A session was not touched: {}", away.getMessage()));
    }

    private static Optional<Caller> caller(Map<String, String> kept) {
        try {
            return Long.parseLong(text(kept, "until")) > System.currentTimeMillis()
                    ? Caller.Kind.named(text(kept, "kind")).map(kind -> caller(kind, kept))
                    : Optional.empty();
        } catch (IllegalArgumentException senseless) {
            return Optional.empty();
        }
    }

    private static Caller caller(Caller.Kind kind, Map<String, String> kept) {
        String who = text(kept, "who");
        Set<Scope> scopes = Stream.of(text(kept, "scopes").split(" "))
                .flatMap(scope -> Scope.named(scope).stream())
                .collect(Collectors.toSet());
        return kind == Caller.Kind.KEY
                ? Caller.program(who, text(kept, "client"), scopes)
                : new Caller(kind, who, who, scopes);
    }

    private static String text(Map<String, String> kept, String field) {
        return kept.getOrDefault(field, "");
    }
}
