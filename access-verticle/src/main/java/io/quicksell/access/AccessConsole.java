package io.quicksell.access;

import io.quicksell.access.UserStore.Changed;
import io.quicksell.access.UserStore.Edit;
import io.quicksell.common.access.Caller;
import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.StoredFormat;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.TransientFailure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Carries out what an operator does to users and keys on the command line. It works on the Redis of the running system, so whoever may
 * read where that is, and its password, may do this without being a user. So the first user comes to be. Blocks.
 */
public final class AccessConsole {

    /** Why a command was not carried out, in one line. */
    public static final class Refused extends RuntimeException {
        Refused(String line) {
            super(line, null, false, false);
        }
    }

    private static final Pattern OPERATOR = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final int REDIS_LIMIT_MILLIS = 5_000;
    private static final int REDIS_PAUSE_MILLIS = 50;

    private final Roles roles;
    private final RedisEndpoint redis;
    private final PrintStream out;
    private final Act act;

    /**
     * @param redis that of the running system
     * @param out takes what was done, lists, and the token of a new key
     */
    public AccessConsole(AccessServiceConfig config, RedisEndpoint redis, PrintStream out) {
        this.roles = config.checkedRoles();
        this.redis = redis;
        this.out = out;
        this.act = new Act(
                operator(System.getProperty("user.name", "")),
                "command line",
                Ids.random(),
                config.auditDays(),
                Optional.empty());
    }

    /** Who is at the prompt, as the machine says. No name of a user has brackets. */
    static String operator(String user) {
        return Caller.LOCAL.who() + (OPERATOR.matcher(user).matches() ? " (" + user + ")" : "");
    }

    /**
     * Carries a command out.
     *
     * @param password asks for a new one
     * @throws Refused if it cannot be
     */
    public void run(AccessCommand command, Function<String, String> password) {
        if (command instanceof AccessCommand.AddUser add) {
            addUser(name(add.user()), known(add.role()), password);
        } else if (command instanceof AccessCommand.SetPassword set) {
            UserName name = name(set.user());
            checkExists(name);
            change(name, Edit.ofPassword(hashed(name, password)), "has a new password, and is logged out everywhere");
        } else if (command instanceof AccessCommand.SetRole set) {
            change(name(set.user()), Edit.ofRole(known(set.role())), "is " + set.role() + " from the next log-in on");
        } else if (command instanceof AccessCommand.Disable disable) {
            disable(disable, name(disable.user()));
        } else if (command instanceof AccessCommand.ListUsers) {
            withRedis(link -> new UserStore(link).all()).forEach(this::print);
        } else if (command instanceof AccessCommand.AddKey add) {
            addKey(add);
        } else if (command instanceof AccessCommand.RevokeKey revoke) {
            revokeKey(revoke.id());
        } else if (command instanceof AccessCommand.GiveUpAccess) {
            giveUpAccess();
        } else {
            withRedis(link -> new KeyStore(link).all()).forEach(this::print);
        }
    }

    private void addUser(UserName name, String role, Function<String, String> password) {
        String kept = hashed(name, password);
        Changed changed = withRedis(link -> new UserStore(link).add(name, Change.single(), kept, role, act));
        if (changed instanceof Changed.Taken taken) {
            throw new Refused("There is a user " + taken.user().name() + " already");
        } else if (changed instanceof Changed.Full) {
            throw new Refused("There are " + UserStore.MAX_USERS + " users, as many as there may be");
        }
        out.println(name.shown() + " is added as " + role);
    }

    private void disable(AccessCommand.Disable disable, UserName name) {
        if (!disable.disabled()) {
            change(name, Edit.ofDisabled(false), "may log in again");
            return;
        }
        Edit edit = Edit.ofDisabled(true).revokingKeys(disable.withKeys());
        Changed.Done done = change(name, edit, "is disabled, and logged out everywhere");
        done.revokedKeys().forEach(id -> out.println(id + " is revoked"));
        List<ProgramKey> keys = done.user().keys();
        if (!keys.isEmpty()) {
            out.println("These keys, which " + done.user().name()
                    + " has made and so may know, still count; the same with --with-keys revokes them:");
            keys.forEach(this::print);
        }
    }

    private Changed.Done change(UserName name, Edit edit, String done) {
        Changed changed = withRedis(
                link -> new UserStore(link).change(name, Change.single(), EntityTags.ANY, edit, roles.managing(), act));
        if (changed instanceof Changed.LastToManage last) {
            throw new Refused(last.user().name() + " is the last who manages access; let another one do so first");
        } else if (!(changed instanceof Changed.Done made)) {
            throw unknown(name);
        } else {
            out.println(name.shown() + " " + done);
            return made;
        }
    }

    private void checkExists(UserName name) {
        if (withRedis(link -> new UserStore(link).find(name)).isEmpty()) {
            throw unknown(name);
        }
    }

    private void addKey(AccessCommand.AddKey add) {
        UserName client = name(add.client());
        String scopes = scopes(add.scopes());
        int days = days(add.days());
        Token token = Token.random(Token.SHOP);
        KeyStore.Added added = withRedis(
                link -> new KeyStore(link).add(Ids.random(), Change.single(), client, scopes, days, token, act));
        if (!(added instanceof KeyStore.Added.Done done)) {
            throw new Refused("There are " + KeyStore.MAX_KEYS + " keys, as many as there may be; revoke one first");
        }
        print(done.key());
        out.println(token.text());
    }

    private void revokeKey(String id) {
        if (!Ids.isId(id) || !withRedis(link -> new KeyStore(link).revoke(id, Change.single(), act))) {
            throw new Refused("There is no key " + id + "; ./run.sh key list shows those that there are");
        }
        out.println(id + " is revoked");
    }

    private void giveUpAccess() {
        if (!withRedis(link -> new AccessModeStore(link).giveUp(act))) {
            throw new Refused("These data can be used with access.mode off already");
        }
        out.println(
                "From now on processes with access.mode off use these data, and let everybody in. One with required closes"
                        + " them again");
    }

    private String hashed(UserName name, Function<String, String> password) {
        String typed = password.apply("New password of " + name.shown() + ": ");
        if (typed.chars().anyMatch(Character::isISOControl)) {
            throw new Refused("The password must not have control characters, which an arrow key writes, too");
        }
        PasswordRules.fault(typed, name).ifPresent(fault -> {
            throw new Refused("The password " + fault);
        });
        return PasswordHash.of(typed, PasswordCosts.SHIPPED.rounds());
    }

    private static UserName name(String text) {
        UserName.faultOfAny(text).ifPresent(fault -> {
            throw new Refused("The name " + fault);
        });
        return new UserName(text.strip());
    }

    private String known(String role) {
        if (!roles.names().contains(role)) {
            throw new Refused("There is no role " + role + "; there are " + String.join(", ", roles.names()));
        }
        return role;
    }

    private static String scopes(List<String> texts) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        texts.forEach(text -> scopes.add(Scope.named(text)
                .orElseThrow(() -> new Refused("There is no scope " + text + "; there are "
                        + Roles.listed(Scope.granted()).replace(" ", ", ")))));
        return Roles.listed(scopes);
    }

    private static int days(String text) {
        int days = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (days < 1 || days > KeyStore.MAX_DAYS) {
            throw new Refused("--days must be from 1 to " + KeyStore.MAX_DAYS);
        }
        return days;
    }

    private static Refused unknown(UserName name) {
        return new Refused("There is no user " + name.shown() + "; ./run.sh user list shows those that there are");
    }

    private void print(User user) {
        out.println(user.name() + "  " + user.role() + (user.disabled() ? "  disabled" : "") + "  changed "
                + user.updatedAt() + " by " + user.by());
    }

    private void print(ProgramKey key) {
        out.println(key.id() + "  " + key.client() + "  " + String.join(",", key.scopes()) + "  until " + key.until()
                + "  made by " + key.by());
    }

    /** Does something on a connection of its own, once Redis answers. */
    private <T> T withRedis(Function<RedisLink, Future<T>> work) {
        Vertx vertx = Vertx.vertx();
        try {
            Context context = vertx.getOrCreateContext();
            Promise<T> done = Promise.promise();
            context.runOnContext(now -> {
                RedisLink link = new RedisLink(vertx, redis, "command line")
                        .expects(StoredFormat.NOW, AccessKeys.TYPES)
                        .open();
                long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REDIS_LIMIT_MILLIS);
                whenReady(vertx, link, deadline)
                        .compose(ready -> work.apply(link))
                        .recover(AccessConsole::said)
                        .eventually(link::close)
                        .onComplete(done);
            });
            return done.future().await();
        } finally {
            vertx.close().await();
        }
    }

    private static <T> Future<T> said(Throwable failure) {
        return Future.failedFuture(
                failure instanceof TransientFailure
                        ? new Refused("The database does not answer: " + failure.getMessage())
                        : failure);
    }

    private static Future<Void> whenReady(Vertx vertx, RedisLink link, long deadline) {
        return link.ping()
                .recover(failure -> System.nanoTime() > deadline
                        ? Future.failedFuture(failure)
                        : vertx.timer(REDIS_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                                .compose(pause -> whenReady(vertx, link, deadline)));
    }
}
