package io.quicksell.access;

import io.quicksell.access.KeyStore.Added;
import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.Body;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Query;
import io.quicksell.common.http.Reply;
import io.quicksell.common.once.Change;
import io.quicksell.common.once.ChangesInFlight;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/** The keys of programs over HTTP: {@code /keys}. */
final class KeyRoutes {

    /** What is requested of a new key. */
    private record Requested(String client, String scopes, int days) {}

    private final KeyStore keys;
    private final Function<RoutingContext, Act> acts;
    private final ChangesInFlight changes = new ChangesInFlight();

    KeyRoutes(KeyStore keys, Function<RoutingContext, Act> acts) {
        this.keys = keys;
        this.acts = acts;
    }

    void mount(HttpEdge edge) {
        edge.at("/keys")
                .get(Scope.ACCESS_MANAGE, this::list)
                .post(Scope.ACCESS_MANAGE, this::add)
                .end();
        edge.at("/keys/:id").delete(Scope.ACCESS_MANAGE, this::revoke).end();
    }

    private Future<Reply> list(RoutingContext request) {
        return keys.all().map(Reply::ok);
    }

    private Future<Reply> add(RoutingContext request) {
        Body body = Body.parse(request.body().buffer());
        UserName client = UserName.read(body, "client");
        String scopes = Roles.listed(scopes(body));
        int days = body.has("days") ? (int) body.whole("days", 1, KeyStore.MAX_DAYS) : KeyStore.DEFAULT_DAYS;
        body.allowingNull("days").end();
        Change change = Change.of(request, "/keys", new Requested(client.key(), scopes, days));
        Act act = acts.apply(request);
        Token token = Token.random(Token.SHOP);
        return changes.make(
                change,
                () -> keys.add(Ids.random(), change, client, scopes, days, token, act)
                        .map(added -> response(done(added), token)));
    }

    private Future<Reply> revoke(RoutingContext request) {
        String id = Query.id(request);
        return keys.revoke(id, Change.single(), acts.apply(request)).map(revoked -> {
            if (!revoked) {
                throw new Problem(ProblemType.NOT_FOUND, "There is no key " + id + ".");
            }
            return Reply.noContent();
        });
    }

    private static Set<Scope> scopes(Body body) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String text : body.texts("scopes", 1, Scope.granted().size())) {
            Scope.named(text)
                    .ifPresentOrElse(
                            scopes::add,
                            () -> body.refuse(
                                    "scopes",
                                    "must be scopes; there are " + String.join(", ", Roles.texts(Scope.granted()))));
        }
        return scopes;
    }

    private static Added.Done done(Added added) {
        if (added instanceof Added.Done done) {
            return done;
        } else if (added instanceof Added.OtherRequest) {
            throw Change.otherRequest();
        } else if (added instanceof Added.Full) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    "There are " + KeyStore.MAX_KEYS + " keys, as many as there may be. Revoke one first.");
        }
        throw new AssertionError(added);
    }

    /** The token is not kept, so a repeat cannot have it; its key can be revoked. */
    private static Reply response(Added.Done done, Token token) {
        return done.replayed()
                ? Reply.json(201, done.key()).replayed()
                : Reply.json(201, done.key().withToken(token.text()));
    }
}
