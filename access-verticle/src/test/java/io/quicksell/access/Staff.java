package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quicksell.access.UserStore.Account;
import io.quicksell.access.UserStore.Changed;
import io.quicksell.access.UserStore.Edit;
import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.redis.RedisLink;
import io.quicksell.testing.RealRedis;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Access' stores on a real Redis, with what people of a shop do with them. */
final class Staff implements BeforeEachCallback, AfterEachCallback {

    /** Quick to compute. */
    static final int ROUNDS = 1_000;

    /** Longer pauses than a slow machine makes by itself. */
    static final PasswordCosts COSTS = new PasswordCosts(ROUNDS, 60_000);

    static final String PASSWORD = "correct horse battery";
    static final String KEPT = PasswordHash.of(PASSWORD, ROUNDS);
    static final String ADDRESS = "192.0.2.7";
    static final Act ACT = new Act("olga", ADDRESS, "request-1", 400, Optional.empty());
    static final Set<String> MANAGING = Set.of("boss", "operator");
    static final int HOURS = 12;
    static final int MAX_USERS = 5;

    private final RealRedis redis;
    private RedisLink link;
    private UserStore users;
    private SessionStore sessions;
    private KeyStore keys;

    Staff(RealRedis redis) {
        this.redis = redis;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        link = redis.link();
        users = new UserStore(link, MAX_USERS);
        sessions = new SessionStore(link, HOURS, COSTS);
        keys = new KeyStore(link, 2);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        link.close().await();
    }

    UserStore users() {
        return users;
    }

    SessionStore sessions() {
        return sessions;
    }

    KeyStore keys() {
        return keys;
    }

    AuditStore audit() {
        return new AuditStore(link);
    }

    /** A user with that role, whose password is {@link #PASSWORD}. */
    User user(String name, String role) {
        return assertInstanceOf(Changed.Done.class, add(name, role, Change.single()))
                .user();
    }

    Changed add(String name, String role, Change change) {
        return users.add(new UserName(name), change, KEPT, role, ACT).await();
    }

    Changed change(String name, Edit edit) {
        return users.change(new UserName(name), Change.single(), EntityTags.ANY, edit, MANAGING, ACT)
                .await();
    }

    static Edit otherPassword() {
        return Edit.ofPassword(PasswordHash.of("another long password", ROUNDS));
    }

    Account account(String name) {
        return users.find(new UserName(name)).await().orElseThrow();
    }

    /** Opens a session and returns its token. */
    Token session(String name) {
        return session(name, HOURS);
    }

    /** Opens one that lasts so long. */
    Token session(String name, int hours) {
        Token token = Token.random(Token.SHOP);
        OptionalLong until = new SessionStore(link, hours, COSTS)
                .open(account(name), "orders:read", token, Optional.empty(), ADDRESS, ACT)
                .await();
        if (until.isEmpty()) {
            throw new AssertionError(name + " cannot log in");
        }
        return token;
    }

    /** A key for a program, made by whoever is named, in a store that has room for it. */
    Token key(String client, String scopes, String maker) {
        Token token = Token.random(Token.SHOP);
        new KeyStore(link)
                .add(Ids.random(), Change.single(), new UserName(client), scopes, 30, token, ACT.by(maker))
                .await();
        return token;
    }

    boolean isOpen(Token token) {
        return !redis.hash(TokenStore.key(token)).isEmpty();
    }

    /** The last entry of the audit trail. */
    Map<String, String> lastAct() {
        List<Map<String, String>> acts = redis.stream("access:audit");
        return acts.get(acts.size() - 1);
    }

    static Map<String, String> act(String what, String thing, String status, String detail) {
        return Map.of(
                "who",
                ACT.who(),
                "what",
                what,
                "thing",
                thing,
                "status",
                status,
                "detail",
                detail,
                "from",
                ADDRESS,
                "request",
                "request-1");
    }
}
