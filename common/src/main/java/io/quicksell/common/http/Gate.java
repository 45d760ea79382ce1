package io.quicksell.common.http;

import io.quicksell.common.access.Caller;
import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.access.Tokens;
import io.quicksell.redis.TransientFailure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets those pass to a route who may use it. A caller shows a token as {@code Authorization: Bearer} (RFC 6750), and nowhere else: not in
 * the address, which is logged and remembered, and not in a cookie, which a browser would send by itself.
 *
 * <p>Not thread-safe: for the event loop of its verticle.
 */
final class Gate {

    /** How it is found out whose a token is. */
    @FunctionalInterface
    private interface LookUp {
        Future<Optional<Caller>> callerOf(Tokens tokens, Token token);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String SCHEME = "Bearer ";
    private static final String CHALLENGE = "WWW-Authenticate";

    private final ServiceKey key;
    private final Optional<Tokens> tokens;
    private final RequestLimits limits;

    /**
     * @param key by which the other service is known
     * @param tokens whose they are; empty where nobody is asked for one
     * @param limits how often each may be shown
     */
    Gate(ServiceKey key, Optional<Tokens> tokens, RequestLimits limits) {
        this.key = key;
        this.tokens = tokens;
        this.limits = limits;
    }

    /** Whether callers are asked who they are. */
    boolean isClosed() {
        return tokens.isPresent();
    }

    /**
     * Goes on with a request if its caller may use a route of that scope, and then knows the caller; else it fails with a {@link Problem}:
     * 400, 401, 403, 429, or 503 where it cannot be found out. Its body is not read meanwhile, and a token that is shown too often is not looked
     * up.
     */
    void check(RoutingContext request, Scope scope) {
        Future<Caller> caller = admitted(request, scope, (known, token) -> {
            limits.countForToken(request, token);
            return known.callerOf(token);
        });
        if (!caller.isComplete() && RequestBodies.has(request.request())) {
            request.request().pause();
        }
        caller.onSuccess(known -> {
                    Caller.set(known);
                    request.next();
                })
                .onFailure(request::fail);
    }

    /**
     * Whether the caller of a request may use a route of that scope, too. That it is asked lets no session go on.
     *
     * @return fails if it cannot be found out just now
     */
    Future<Boolean> lets(RoutingContext request, Scope scope) {
        return admitted(request, scope, Tokens::stillCallerOf)
                .map(true)
                .recover(failure -> failure instanceof Problem problem && problem.type() != ProblemType.UNAVAILABLE
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure));
    }

    private Future<Caller> admitted(RoutingContext context, Scope scope, LookUp lookUp) {
        HttpServerRequest request = context.request();
        if (scope == Scope.INTERNAL) {
            return key.isShownBy(request)
                    ? Future.succeededFuture(isClosed() ? service(request) : Caller.LOCAL)
                    : Future.failedFuture(challenge("This is for the other service, which shows its serviceKey.", ""));
        } else if (tokens.isEmpty()) {
            return Future.succeededFuture(Caller.LOCAL);
        } else if (scope == Scope.PUBLIC) {
            return Future.succeededFuture(Caller.NOBODY);
        }
        return caller(context, token -> lookUp.callerOf(tokens.get(), token))
                .compose(caller ->
                        caller.may(scope) ? Future.succeededFuture(caller) : Future.failedFuture(missing(scope)));
    }

    private Future<Caller> caller(RoutingContext context, Function<Token, Future<Optional<Caller>>> lookUp) {
        HttpServerRequest request = context.request();
        List<String> shown = request.headers().getAll(ServiceKey.HEADER);
        if (shown.size() > 1) {
            return Future.failedFuture(new Problem(ProblemType.MALFORMED, "Send one Authorization header, not two."));
        } else if (context.queryParams().contains("access_token")) {
            return Future.failedFuture(new Problem(
                    ProblemType.MALFORMED,
                    "An address is no place for a token: it is logged and remembered. Send it as Authorization: Bearer,"
                            + " and take this one for lost."));
        } else if (shown.isEmpty()) {
            return Future.failedFuture(
                    challenge("Say who you are: send your token as Authorization: Bearer qs_...", ""));
        } else if (key.isShownBy(request)) {
            return Future.succeededFuture(Caller.SERVICE);
        }
        return token(shown.get(0))
                .map(token -> look(token, lookUp))
                .orElse(Future.succeededFuture(Optional.empty()))
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(challenge(
                                "This token counts here no more, or never did.", " error=\"invalid_token\""))));
    }

    private static Future<Optional<Caller>> look(Token token, Function<Token, Future<Optional<Caller>>> lookUp) {
        return lookUp.apply(token).recover(failure -> {
            if (!(failure instanceof TransientFailure)) {
                LOG.error("A token cannot be looked up", failure);
            }
            return Future.failedFuture(new Problem(
                    ProblemType.UNAVAILABLE,
                    "It cannot be found out just now who you are. Nothing was changed; please try again."));
        });
    }

    private static Optional<Token> token(String shown) {
        return shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Token.parse(shown.substring(SCHEME.length()))
                : Optional.empty();
    }

    /** The other service, or the one for whom it asks, whom it has let in itself. */
    private static Caller service(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(Caller.HEADER))
                .flatMap(Caller::parse)
                .orElse(Caller.SERVICE);
    }

    private static Problem challenge(String detail, String error) {
        return new Problem(ProblemType.UNAUTHENTICATED, detail).header(CHALLENGE, "Bearer" + error);
    }

    private static Problem missing(Scope scope) {
        return new Problem(
                        ProblemType.MISSING_SCOPE,
                        scope.text().isEmpty()
                                ? "This is for people and programs, not for a service."
                                : "This needs " + scope.text() + ", which you were not granted.")
                .with("scope", scope.text());
    }
}
