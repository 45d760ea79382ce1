package io.quicksell.common.access;

import io.quicksell.redis.RedisLink;
import io.quicksell.redis.ScriptReply;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads whose a token is. The service that lets people in writes {@code access:token:<hash>}, a hash that expires with the token: {@code kind},
 * {@code who}, {@code client}, {@code scopes} (names separated by spaces) and {@code until} (milliseconds since 1970).
 */
public final class TokenStore {

    private static final String KEY = "access:token:";

    private final RedisLink redis;

    public TokenStore(RedisLink redis) {
        this.redis = redis;
    }

    /** Where a token is kept. */
    public static String key(Token token) {
        return KEY + token.hash();
    }

    /** Whose it is; empty if it is not known, not any more, or what is kept of it makes no sense. */
    Future<Optional<Caller>> find(Token token) {
        return redis.send(Request.cmd(Command.HGETALL).arg(key(token))).map(kept -> caller(ScriptReply.fields(kept)));
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
        return new Caller(kind, who, kind == Caller.Kind.KEY ? text(kept, "client") : who, scopes);
    }

    private static String text(Map<String, String> kept, String field) {
        return kept.getOrDefault(field, "");
    }
}
