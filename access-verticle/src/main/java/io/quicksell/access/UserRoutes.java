package io.quicksell.access;

import io.quicksell.access.UserStore.Account;
import io.quicksell.access.UserStore.Changed;
import io.quicksell.access.UserStore.Edit;
import io.quicksell.common.access.Scope;
import io.quicksell.common.http.Body;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Reply;
import io.quicksell.common.once.Change;
import io.quicksell.common.once.ChangesInFlight;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The users over HTTP, and the roles that they may have: {@code /users} and {@code /roles}. */
final class UserRoutes {

    /**
     * What is requested of a new user. The password is not in it: its digest is kept, and could be guessed from. It is compared with the
     * user's own instead.
     */
    private record Requested(String name, String role) {}

    /** A role of the conf. */
    private record Role(String name, List<String> scopes) {}

    private final UserStore users;
    private final Passwords passwords;
    private final Roles roles;
    private final Function<RoutingContext, Act> acts;
    private final ChangesInFlight changes = new ChangesInFlight();

    UserRoutes(UserStore users, Passwords passwords, Roles roles, Function<RoutingContext, Act> acts) {
        this.users = users;
        this.passwords = passwords;
        this.roles = roles;
        this.acts = acts;
    }

    void mount(HttpEdge edge) {
        edge.at("/users")
                .get(Scope.ACCESS_MANAGE, this::list)
                .post(Scope.ACCESS_MANAGE, this::add)
                .end();
        edge.at("/users/:name")
                .get(Scope.ACCESS_MANAGE, this::show)
                .put(Scope.ACCESS_MANAGE, this::change)
                .end();
        edge.at("/roles").get(Scope.ACCESS_MANAGE, this::listRoles).end();
    }

    private Future<Reply> list(RoutingContext request) {
        return users.all().map(Reply::ok);
    }

    private Future<Reply> add(RoutingContext request) {
        Body body = Body.parse(request.body().buffer());
        UserName name = UserName.read(body, "name");
        String role = role(body);
        String password = PasswordRules.read(body, "password", name);
        body.end();
        Change change = Change.of(request, "/users", new Requested(name.key(), role));
        Act act = acts.apply(request);
        return changes.make(
                change,
                () -> passwords
                        .hash(password)
                        .compose(kept -> users.add(name, change, kept, role, act))
                        .map(changed -> done(name, changed))
                        .compose(done -> change.hasKey() && done.replayed()
                                ? sameRequest(done, name, password)
                                : Future.succeededFuture(done))
                        .map(done -> response(change, done)));
    }

    /** With another password it is another request. That is known as long as nothing of the user was changed. */
    private Future<Changed.Done> sameRequest(Changed.Done replayed, UserName name, String password) {
        return users.find(name)
                .map(found -> found.filter(account -> account.user().version() == 1))
                .compose(unchanged -> unchanged.isEmpty()
                        ? Future.succeededFuture(true)
                        : passwords.matches(unchanged.map(Account::password), password))
                .map(same -> {
                    if (!same) {
                        throw Change.otherRequest();
                    }
                    return replayed;
                });
    }

    private Future<Reply> show(RoutingContext request) {
        UserName name = name(request);
        EntityTags known = EntityTags.of(request, EntityTags.IF_NONE_MATCH).orElse(EntityTags.NONE);
        return users.find(name)
                .map(found -> found.map(Account::user).orElseThrow(() -> noUser(name)))
                .map(user -> known.matchWeakly(EntityTags.of(user.version()))
                        ? Reply.notModified(user.version())
                        : shown(user));
    }

    private Future<Reply> change(RoutingContext request) {
        UserName name = name(request);
        Body body = Body.parse(request.body().buffer())
                .ignoring("name", "version", "created_at", "updated_at", "by", "keys")
                .allowingNull("disabled", "password");
        String role = role(body);
        Optional<Boolean> disabled =
                body.has("disabled") ? Optional.of(body.flag("disabled", false)) : Optional.empty();
        Optional<String> password =
                body.has("password") ? Optional.of(PasswordRules.read(body, "password", name)) : Optional.empty();
        boolean revoking = body.flag("revoke_keys", false);
        body.end();
        EntityTags versions = EntityTags.of(request, EntityTags.IF_MATCH).orElse(EntityTags.ANY);
        Act act = acts.apply(request);
        return hashed(password)
                .map(kept -> new Edit(Optional.of(role), disabled, kept, Optional.empty(), revoking))
                .compose(edit -> users.change(name, Change.single(), versions, edit, roles.managing(), act))
                .map(changed -> shown(done(name, changed).user()));
    }

    private Future<Reply> listRoles(RoutingContext request) {
        return Future.succeededFuture(Reply.ok(roles.names().stream()
                .map(name -> new Role(name, Roles.texts(roles.scopesOf(name))))
                .toList()));
    }

    private Future<Optional<String>> hashed(Optional<String> password) {
        return password.map(given -> passwords.hash(given).map(Optional::of))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private String role(Body body) {
        String role = body.text("role", 1, Roles.MAX_NAME);
        if (!role.isEmpty() && !roles.names().contains(role)) {
            body.refuse("role", "must be one of " + String.join(", ", roles.names()));
        }
        return role;
    }

    private static UserName name(RoutingContext request) {
        return new UserName(request.pathParam("name"));
    }

    private static Reply response(Change change, Changed.Done done) {
        String name =
                URLEncoder.encode(done.user().name(), StandardCharsets.UTF_8).replace("+", "%20");
        Reply reply =
                Reply.created("/users/" + name, done.user()).tagged(done.user().version());
        return change.hasKey() && done.replayed() ? reply.replayed() : reply;
    }

    private static Reply shown(User user) {
        return Reply.ok(user).tagged(user.version());
    }

    /** What was done; throws if the change was refused. */
    private static Changed.Done done(UserName name, Changed changed) {
        if (changed instanceof Changed.Done done) {
            return done;
        } else if (changed instanceof Changed.OtherRequest) {
            throw Change.otherRequest();
        } else if (changed instanceof Changed.Taken taken) {
            throw refused(
                    ProblemType.CONFLICT, "There is a user " + taken.user().name() + " already.", taken.user());
        } else if (changed instanceof Changed.Full) {
            throw new Problem(
                    ProblemType.CONFLICT, "There are " + UserStore.MAX_USERS + " users, as many as there may be.");
        } else if (changed instanceof Changed.Stale stale) {
            throw refused(
                    ProblemType.PRECONDITION_FAILED,
                    "The user was changed meanwhile and is at version "
                            + stale.user().version() + " now. Look and try again.",
                    stale.user());
        } else if (changed instanceof Changed.LastToManage last) {
            throw refused(
                    ProblemType.CONFLICT,
                    last.user().name() + " is the last who manages access. Let another one do so first.",
                    last.user());
        } else if (changed instanceof Changed.Unknown) {
            throw noUser(name);
        }
        throw new AssertionError(changed);
    }

    private static Problem refused(ProblemType type, String detail, User now) {
        return new Problem(type, detail).with("user", now);
    }

    private static Problem noUser(UserName name) {
        return new Problem(ProblemType.NOT_FOUND, "There is no user " + name.shown() + ".");
    }
}
