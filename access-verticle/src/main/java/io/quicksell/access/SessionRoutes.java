package io.quicksell.access;

import io.quicksell.access.SessionStore.Attempt;
import io.quicksell.access.UserStore.Account;
import io.quicksell.access.UserStore.Changed;
import io.quicksell.access.UserStore.Edit;
import io.quicksell.common.access.Caller;
import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Times;
import io.quicksell.common.http.Body;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.Problem.FieldError;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Query;
import io.quicksell.common.http.Reply;
import io.quicksell.common.once.Change;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Logging in and out over HTTP, and what the caller may do: {@code /session} and {@code /me}. */
final class SessionRoutes {

    /** A session that was just opened; the token is shown this once. The device is known by its proof from now on. */
    private record Opened(String token, String name, String role, List<String> scopes, String until, String device) {}

    /** Who asks; a program has no role. */
    private record Me(String kind, String name, String role, List<String> scopes) {}

    private final SessionStore sessions;
    private final UserStore users;
    private final Passwords passwords;
    private final Roles roles;
    private final Function<RoutingContext, Act> acts;

    SessionRoutes(
            SessionStore sessions,
            UserStore users,
            Passwords passwords,
            Roles roles,
            Function<RoutingContext, Act> acts) {
        this.sessions = sessions;
        this.users = users;
        this.passwords = passwords;
        this.roles = roles;
        this.acts = acts;
    }

    void mount(HttpEdge edge) {
        edge.at("/session")
                .post(Scope.PUBLIC, this::logIn)
                .delete(Scope.SIGNED_IN, this::logOut)
                .end();
        edge.at("/me").get(Scope.SIGNED_IN, this::me).end();
        edge.at("/me/password").post(Scope.SIGNED_IN, this::changePassword).end();
    }

    private Future<Reply> logIn(RoutingContext request) {
        Body body = Body.parse(request.body().buffer());
        UserName name = new UserName(body.text("name", 1, UserName.MAX_LENGTH));
        String password = body.secret("password", PasswordRules.MAX_LENGTH);
        body.end();
        Act act = acts.apply(request);
        return sessions.secret().compose(secret -> {
            Optional<KnownDevice> known = KnownDevice.shownBy(request.request(), name, secret);
            String place = known.map(KnownDevice::place).orElse(act.from());
            KnownDevice device = known.orElseGet(() -> KnownDevice.unknownTo(name, secret));
            return checked(name, password, Attempt.LOG_IN, place, act)
                    .map(account -> account.orElseThrow(SessionRoutes::wrongPassword))
                    .compose(account -> open(account, shown(request), device, place, act));
        });
    }

    private Future<Reply> open(Account account, Optional<Token> shown, KnownDevice device, String place, Act act) {
        Set<Scope> scopes = roles.scopesOf(account.user().role());
        Token token = Token.random(Token.SHOP);
        return sessions.open(account, Roles.listed(scopes), token, shown, place, act)
                .map(until -> Reply.ok(new Opened(
                        token.text(),
                        account.user().name(),
                        account.user().role(),
                        Roles.texts(scopes),
                        Times.text(until.orElseThrow(SessionRoutes::wrongPassword)),
                        device.proof())));
    }

    private Future<Reply> logOut(RoutingContext request) {
        boolean everywhere =
                new Query(request, Set.of("everywhere")).flag("everywhere").orElse(false);
        Caller caller = caller();
        if (caller.kind() != Caller.Kind.SESSION) {
            throw new Problem(ProblemType.CONFLICT, "A program cannot log out; revoke its key instead.");
        }
        return sessions.end(new UserName(caller.who()), token(request), everywhere, acts.apply(request))
                .map(ended -> Reply.noContent());
    }

    private Future<Reply> me(RoutingContext request) {
        Caller caller = caller();
        List<String> scopes = Roles.texts(caller.scopes());
        return caller.kind() == Caller.Kind.SESSION
                ? users.find(new UserName(caller.who()))
                        .map(found ->
                                found.map(account -> account.user().role()).orElse(null))
                        .map(role -> Reply.ok(new Me("user", caller.who(), role, scopes)))
                : Future.succeededFuture(Reply.ok(new Me("key", caller.name(), null, scopes)));
    }

    private Future<Reply> changePassword(RoutingContext request) {
        Caller caller = caller();
        if (caller.kind() != Caller.Kind.SESSION) {
            throw new Problem(ProblemType.CONFLICT, "A program has no password; replace its key instead.");
        }
        UserName name = new UserName(caller.who());
        Body body = Body.parse(request.body().buffer());
        String current = body.secret("current", PasswordRules.MAX_LENGTH);
        String next = PasswordRules.read(body, "password", name);
        body.end();
        Act act = acts.apply(request);
        Token token = token(request);
        return checked(name, current, Attempt.CHANGE_PASSWORD, place(token), act)
                .map(account -> account.orElseThrow(() ->
                        Problem.invalid(List.of(new FieldError("current", "is not the password that you have now")))))
                .compose(account -> sessions.takeBackTry(name, place(token))
                        .compose(right -> passwords.hash(next))
                        .compose(kept -> change(account, kept, token, act)));
    }

    /** Fails if the user was changed meanwhile: then somebody else may have set a password. */
    private Future<Reply> change(Account account, String kept, Token token, Act act) {
        EntityTags version =
                new EntityTags(false, List.of(EntityTags.of(account.user().version())));
        UserName name = new UserName(account.user().name());
        return users.change(
                        name, Change.single(), version, Edit.ofPassword(kept).keeping(token), roles.managing(), act)
                .map(changed -> {
                    if (!(changed instanceof Changed.Done)) {
                        throw new Problem(ProblemType.CONFLICT, "You were changed meanwhile. Look, and try again.");
                    }
                    return Reply.noContent();
                });
    }

    /** Strangers at the same address have no part in a session, so they cannot keep anybody from changing a password. */
    private static String place(Token token) {
        return "session:" + token.hash();
    }

    /** The account of a user who may log in with that password. That there is none takes as long to find out. */
    private Future<Optional<Account>> checked(UserName name, String password, Attempt attempt, String place, Act act) {
        passwords.expectRoom(); // lest a try counts that is not made
        return passwords.ofUser(name, () -> tried(name, password, attempt, place, act));
    }

    private Future<Optional<Account>> tried(UserName name, String password, Attempt attempt, String place, Act act) {
        return sessions.takeTry(name, place)
                .compose(pause -> {
                    pause.ifPresent(SessionRoutes::refuse);
                    return users.find(name);
                })
                .compose(account -> passwords
                        .matches(account.map(Account::password), password)
                        .compose(right -> right && !account.get().user().disabled()
                                ? Future.succeededFuture(account)
                                : noteFailure(account, attempt, right ? "disabled" : "wrong password", act)));
    }

    private Future<Optional<Account>> noteFailure(Optional<Account> account, Attempt attempt, String why, Act act) {
        String known = account.map(found -> found.user().name()).orElse("");
        return sessions.noteFailure(Ids.random(), attempt, known, why, act).map(Optional.empty());
    }

    private static Caller caller() {
        return Caller.current().orElse(Caller.NOBODY);
    }

    /** The one that a browser has while somebody logs in there; nobody has looked whether it is right. */
    private static Optional<Token> shown(RoutingContext request) {
        return Optional.ofNullable(request.request().getHeader("Authorization"))
                .filter(header -> header.startsWith("Bearer "))
                .flatMap(header -> Token.parse(header.substring("Bearer ".length())));
    }

    /** The one that the caller has shown, and that was found right. */
    static Token token(RoutingContext request) {
        return Token.parse(request.request().getHeader("Authorization").substring("Bearer ".length()))
                .orElseThrow();
    }

    private static void refuse(long pauseMillis) {
        long seconds = (pauseMillis + 999) / 1_000;
        throw new Problem(
                        ProblemType.TOO_MANY_REQUESTS,
                        "There were too many tries with a wrong password. Please try again in " + seconds + " s.")
                .header("Retry-After", String.valueOf(seconds));
    }

    private static Problem wrongPassword() {
        return new Problem(
                        ProblemType.UNAUTHENTICATED, "The name or the password is not right, or the user is disabled.")
                .header("WWW-Authenticate", "Bearer");
    }
}
