package io.quicksell.web;

import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Passes {@code /api/<service>/...} on to a service, so that the browser sees one origin. Of its routes only those for people
 * are passed on. With several URLs the next one is tried when a connect fails.
 */
final class ServiceProxy {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int SILENCE_MILLIS = 10_000;
    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_WAITING = 1_024;
    private static final MediaType PROBLEM = MediaType.parse("application/problem+json");

    private final String service;
    private final String prefix;
    private final Pattern open;
    private final List<String> urls;
    private final HttpClient client;
    private final HttpProxy proxy;
    private int current;

    /**
     * @param open the first path segments that are passed on, as alternatives of a pattern
     * @param urls where the service answers, at least one
     */
    ServiceProxy(Vertx vertx, String service, String open, List<String> urls) {
        this.service = service;
        this.prefix = "/api/" + service;
        this.open = Pattern.compile(prefix + "/(" + open + ")(/.*)?");
        this.urls = urls;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS),
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING));
        this.proxy = HttpProxy.reverseProxy(client)
                .origin(context -> connect(current, urls.size()))
                .addInterceptor(new FailureAsProblem())
                .addInterceptor(ProxyInterceptor.builder()
                        .removingPathPrefix(prefix)
                        .transformingResponseHeaders(this::comeBackThroughHere)
                        .build());
    }

    void mount(HttpEdge edge) {
        edge.router().route(prefix + "/*").handler(this::pass);
    }

    /** A path that is not written in its plain form could mean another one to the service than it does here. */
    private void pass(RoutingContext context) {
        String path = context.request().path();
        if (!path.equals(context.normalizedPath()) || !open.matcher(path).matches()) {
            throw new Problem(ProblemType.NOT_FOUND, "There is nothing at " + path + ".");
        }
        context.response().headers().clear();
        context.request().headers().set(HttpEdge.REQUEST_ID, HttpEdge.requestId(context));
        proxy.handle(context.request());
    }

    /** Stays with the URL that answered last; each request goes through all of them, whatever others do meanwhile. */
    private Future<HttpClientRequest> connect(int url, int triesLeft) {
        RequestOptions options =
                new RequestOptions().setAbsoluteURI(urls.get(url)).setIdleTimeout(SILENCE_MILLIS);
        return client.request(options)
                .onSuccess(connected -> current = url)
                .recover(failure ->
                        triesLeft > 1 ? connect((url + 1) % urls.size(), triesLeft - 1) : Future.failedFuture(away()));
    }

    private Problem away() {
        return new Problem(
                ProblemType.UNAVAILABLE,
                "The " + service + " service is not there just now. Nothing was changed; please try again.");
    }

    /** Addresses in answers are those of the service; seen from the browser they begin with the prefix. */
    private void comeBackThroughHere(MultiMap headers) {
        String location = headers.get("Location");
        if (location != null && location.startsWith("/")) {
            headers.set("Location", prefix + location);
        }
        String link = headers.get("Link");
        if (link != null) {
            headers.set("Link", link.replace("</", "<" + prefix + "/"));
        }
    }

    /** A service that cannot be reached or breaks off is told of as every other error is. */
    private final class FailureAsProblem implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            return context.sendRequest().recover(failure -> {
                current = (current + 1) % urls.size();
                return Future.succeededFuture(answer(context, failure));
            });
        }

        private ProxyResponse answer(ProxyContext context, Throwable failure) {
            Problem problem = failure instanceof Problem known
                    ? known
                    : new Problem(
                            ProblemType.OUTCOME_UNKNOWN,
                            "The " + service
                                    + " service broke off. Please look before you repeat it; an order is safe to repeat"
                                    + " with the same Idempotency-Key.");
            String requestId = context.request().headers().get(HttpEdge.REQUEST_ID);
            ProxyResponse response = context.request()
                    .release()
                    .response()
                    .setStatusCode(problem.type().status())
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader(HttpEdge.REQUEST_ID, requestId);
            problem.headers().forEach(response::putHeader);
            return response.setBody(Body.body(problem.body(requestId), PROBLEM));
        }
    }
}
