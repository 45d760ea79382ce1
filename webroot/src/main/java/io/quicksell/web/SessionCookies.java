package io.quicksell.web;

import io.quicksell.common.domain.Times;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.BodyTransformers;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Gives a browser the token of the session that it opens through the desk, in a cookie that no script reads and no other site sends, and
 * takes it back when the session ends. {@link ShownToken} reads it.
 */
final class SessionCookies implements ProxyInterceptor {

    private static final Pattern SESSION = Pattern.compile("/api/access/session/?");
    private static final long MAX_BYTES = 65_536;

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
        } else if (request.method() == HttpMethod.DELETE && hasEnded(response.getStatusCode())) {
            response.putHeader("Set-Cookie", cookie(request, "", 0)).putHeader("Clear-Site-Data", FORGET_ALL);
        }
        return context.sendResponse();
    }

    private static boolean isSession(HttpServerRequest request) {
        return SESSION.matcher(request.path()).matches();
    }

    /** Now, or before. */
    private static boolean hasEnded(int status) {
        return status == 204 || status == 401;
    }

    private static JsonObject withoutToken(JsonObject session, HttpServerRequest request, ProxyResponse response) {
        long millis = Times.millis(session.getString("until")) - System.currentTimeMillis();
        String token = (String) session.remove("token");
        response.putHeader("Set-Cookie", cookie(request, token, TimeUnit.MILLISECONDS.toSeconds(millis)));
        DeviceCookies.take(session, request)
                .ifPresent(cookie -> response.headers().add("Set-Cookie", cookie));
        return session;
    }

    /** Where the connection is not encrypted and the host is not loopback, a proxy in front of the desk encrypts it, or browsers refuse it. */
    private static String cookie(HttpServerRequest request, String value, long seconds) {
        boolean plain = ShownToken.isOnLoopback(request);
        return (plain ? ShownToken.COOKIE_ON_LOOPBACK : ShownToken.COOKIE) + "=" + value + "; Path=/; Max-Age="
                + Math.max(0, seconds) + "; HttpOnly; SameSite=Strict" + (plain ? "" : "; Secure");
    }
}
