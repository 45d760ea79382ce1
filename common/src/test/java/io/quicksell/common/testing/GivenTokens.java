package io.quicksell.common.testing;

import io.quicksell.common.access.Caller.Kind;
import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Tokens that were given to callers, as Redis has them. */
public final class GivenTokens {

    private static final long KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final RealRedis redis;

    public GivenTokens(RealRedis redis) {
        this.redis = redis;
    }

    /** That of a user who has logged in. */
    public Token session(String who, Set<Scope> scopes) {
        return kept(Token.random(Token.SHOP), Kind.SESSION, who, "", scopes, KEPT_MILLIS);
    }

    /** That of a program. */
    public Token key(String who, String client, Set<Scope> scopes) {
        return kept(Token.random(Token.SHOP), Kind.KEY, who, client, scopes, KEPT_MILLIS);
    }

    /** One that has run out just now, and is still there. */
    public Token expired(Set<Scope> scopes) {
        return kept(Token.random(Token.SHOP), Kind.SESSION, "anna", "", scopes, -1);
    }

    /** One that was taken away. */
    public Token revoked(Set<Scope> scopes) {
        Token token = session("anna", scopes);
        revoke(token);
        return token;
    }

    /** One of a shop that is not ours, and is there all the same. */
    public Token ofAnotherShop(Set<Scope> scopes) {
        return kept(Token.random("other"), Kind.SESSION, "anna", "", scopes, KEPT_MILLIS);
    }

    public void revoke(Token token) {
        redis.call(Command.DEL, TokenStore.key(token));
    }

    private Token kept(Token token, Kind kind, String who, String client, Set<Scope> scopes, long millis) {
        redis.call(
                Command.HSET,
                TokenStore.key(token),
                "kind",
                kind.text(),
                "who",
                who,
                "client",
                client,
                "scopes",
                scopes.stream().map(Scope::text).collect(Collectors.joining(" ")),
                "until",
                System.currentTimeMillis() + millis);
        redis.call(Command.PEXPIRE, TokenStore.key(token), KEPT_MILLIS);
        return token;
    }
}
