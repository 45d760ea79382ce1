package io.quicksell.web;

import io.quicksell.common.domain.Times;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.BodyTransformers;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Gives a browser the token of the session that it opens through the desk, in a cookie that no script reads and no other site sends, and
 * takes it back when the session ends. {@link ShownToken} reads it.
 */
final class SessionCookies implements ProxyInterceptor {

    private static final Pattern SESSION = Pattern.compile("/api/access/session/?");
    private static final long MAX_BYTES = 65_536;
    private static final int FAILED = 500;

    /** Statuses of a log-out that does not reach access: too many requests, or two cookies of one name. */
    private static final Set<Integer> REFUSED = Set.of(400, 429);

    /** Where else a cookie can stand that a log-in sees. */
    private static final List<String> OTHER_PATHS =
            List.of("/api", "/api/", "/api/access", "/api/access/", "/api/access/session");

    private static final MediaType PROBLEM = MediaType.parse("application/problem+json");

    /** What somebody is told who leaves while access is away. */
    private static final Problem LEFT = new Problem(
            ProblemType.UNAVAILABLE,
            "You are logged out in this browser. The session itself could not be ended just now: it ends an hour after its"
                    + " last request. If somebody may know its token, ask who manages users to set a new password.");

    /** Of what the desk keeps in the browser, drafts too. */
    private static final String FORGET_ALL = "\"storage\"";

    /** The response is to be read here. */
    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest request = context.request();
        if (isSession(request.proxiedRequest())) {
            request.headers().remove("Accept-Encoding");
        }
        return context.sendRequest();
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        HttpServerRequest request = context.request().proxiedRequest();
        ProxyResponse response = context.response();
        if (!isSession(request)) {
            return context.sendResponse();
        } else if (request.method() == HttpMethod.POST && response.getStatusCode() == 200) {
            return BodyTransformers.jsonObject(MAX_BYTES, session -> withoutToken(session, request, response))
                    .transform(response.getBody())
                    .compose(body -> {
                        response.setBody(body);
                        return context.sendResponse();
                    });
        } else if (request.method() == HttpMethod.DELETE && leaves(response.getStatusCode())) {
            forget(request, response.headers());
            if (response.getStatusCode() >= FAILED) {
                response.setStatusCode(LEFT.type().status()).setBody(Body.body(LEFT.body(requestId(request)), PROBLEM));
            }
        }
        return context.sendResponse();
    }

    /** A log-out that is refused before it is passed on: who wants to leave leaves. */
    static void takeFromWhoIsRefused(HttpServerRequest request) {
        if (request.method() == HttpMethod.DELETE
                && isSession(request)
                && REFUSED.contains(request.response().getStatusCode())) {
            forget(request, request.response().headers());
        }
    }

    private static void forget(HttpServerRequest request, MultiMap headers) {
        headers.set("Set-Cookie", cookie(request, "", 0)).set("Clear-Site-Data", FORGET_ALL);
        forgetPlanted(request, headers);
    }

    /** On loopback programs at other ports can set a cookie of the same name, which counts beside this one if its path is another. */
    private static void forgetPlanted(HttpServerRequest request, MultiMap headers) {
        if (ShownToken.isOnLoopback(request)) {
            OTHER_PATHS.forEach(
                    path -> headers.add("Set-Cookie", cookie(request, "", 0).replace("Path=/;", "Path=" + path + ";")));
        }
    }

    private static String requestId(HttpServerRequest request) {
        return request.getHeader(HttpEdge.REQUEST_ID);
    }

    static boolean isSession(HttpServerRequest request) {
        return SESSION.matcher(request.path()).matches();
    }

    /** The session has ended, now or before, or whether it has cannot be found out: who wants to leave leaves. */
    private static boolean leaves(int status) {
        return status == 204 || status == 401 || status >= FAILED;
    }

    private static JsonObject withoutToken(JsonObject session, HttpServerRequest request, ProxyResponse response) {
        long millis = Times.millis(session.getString("until")) - System.currentTimeMillis();
        String token = (String) session.remove("token");
        response.putHeader("Set-Cookie", cookie(request, token, TimeUnit.MILLISECONDS.toSeconds(millis)));
        DeviceCookies.take(session, request)
                .ifPresent(cookie -> response.headers().add("Set-Cookie", cookie));
        forgetPlanted(request, response.headers());
        return session;
    }

    /** Where the connection is not encrypted and the host is not loopback, a proxy in front of the desk encrypts it, or browsers refuse it. */
    private static String cookie(HttpServerRequest request, String value, long seconds) {
        boolean plain = ShownToken.isOnLoopback(request);
        return (plain ? ShownToken.COOKIE_ON_LOOPBACK : ShownToken.COOKIE) + "=" + value + "; Path=/; Max-Age="
                + Math.max(0, seconds) + "; HttpOnly; SameSite=Strict" + (plain ? "" : "; Secure");
    }
}
