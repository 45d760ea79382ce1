package io.quicksell.web;

import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.RequestBodies;
import io.quicksell.common.peer.Upstreams;
import io.quicksell.common.tls.Trust;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Passes {@code /api/<service>/...} on to a service, so that the browser sees one origin. Only the routes for people are passed on.
 * If there are several URLs, they take turns; a failed connect tries the next one, and so does a read that gets no response.
 */
final class ServiceProxy {

    /** The wait for one of the connections to a service counts, too. */
    private static final int CONNECT_MILLIS = 2_000;

    private static final PoolOptions FOR_REQUESTS =
            new PoolOptions().setHttp1MaxSize(64).setMaxWaitQueueSize(1_024);
    private static final int SILENCE_MILLIS = 10_000;

    /** Each event stream has a connection of its own; requests never queue for one. */
    private static final PoolOptions FOR_EVENTS =
            new PoolOptions().setHttp1MaxSize(1_000).setMaxWaitQueueSize(0);

    /** A service without events sends a heartbeat every 15 s. */
    private static final int SILENCE_OF_EVENTS_MILLIS = 40_000;

    private static final MediaType PROBLEM = MediaType.parse("application/problem+json");

    private final String service;
    private final String prefix;
    private final Pattern open;
    private final Upstreams upstreams;
    private final PassedOnHead head;
    private final RequestBodies bodies;
    private final HttpProxy requests;
    private final HttpProxy events;
    private final Set<HttpServerResponse> streams = new HashSet<>();
    private int turn;

    /**
     * @param bodies how bodies are read
     * @param open the first path segments that are passed on, as alternatives of a pattern
     * @param urls where the service listens, at least one
     * @param trust by what the service is known
     * @param head writes what the service is told of a request
     */
    ServiceProxy(
            Vertx vertx,
            RequestBodies bodies,
            String service,
            String open,
            List<String> urls,
            Trust trust,
            PassedOnHead head) {
        this.head = head;
        this.bodies = bodies;
        this.service = service;
        this.prefix = "/api/" + service;
        this.open = Pattern.compile(prefix + "/(" + open + ")(/.*)?");
        this.upstreams = new Upstreams(vertx, urls, trust);
        this.requests = proxy(vertx, FOR_REQUESTS, SILENCE_MILLIS);
        this.events = proxy(vertx, FOR_EVENTS, SILENCE_OF_EVENTS_MILLIS);
    }

    private HttpProxy proxy(Vertx vertx, PoolOptions pool, int silenceMillis) {
        HttpClient client = vertx.createHttpClient(pool);
        return HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(context -> connect(client, silenceMillis))
                .addInterceptor(new FailureAsProblem())
                .addInterceptor(ProxyInterceptor.builder()
                        .removingPathPrefix(prefix)
                        .transformingResponseHeaders(this::prefixAddresses)
                        .build());
    }

    /** Looks at what is passed on in another way, too. */
    ServiceProxy with(ProxyInterceptor own) {
        requests.addInterceptor(own);
        return this;
    }

    void mount(HttpEdge edge) {
        edge.passOn(prefix, this::pass);
    }

    /** Refuses paths that are not in normal form: the service could read them in another way. */
    private void pass(RoutingContext context) {
        String path = context.request().path();
        if (!path.equals(context.normalizedPath()) || !open.matcher(path).matches()) {
            throw new Problem(ProblemType.NOT_FOUND, "There is nothing at " + path + ".");
        }
        head.write(context.request());
        context.response().headers().clear();
        MultiMap headers = context.request().headers();
        headers.set(HttpEdge.REQUEST_ID, HttpEdge.requestId(context));
        if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
            headers.set("Transfer-Encoding", "chunked"); // the only way of writing that the proxy knows
        }
        HttpServerRequest request = new AsHttp11(context.request());
        if (path.equals(prefix + "/events") || path.equals(prefix + "/events/")) {
            streams.add(context.response());
            context.addEndHandler(ended -> streams.remove(context.response()));
            events.handle(request);
        } else {
            requests.handle(request);
        }
    }

    /** Ends every event stream, which no stop would see the end of; browsers reconnect. */
    void endStreams() {
        List.copyOf(streams).stream().filter(stream -> !stream.ended()).forEach(HttpServerResponse::end);
    }

    /** Fails only if no URL takes a request. */
    private Future<HttpClientRequest> connect(HttpClient client, int silenceMillis) {
        return upstreams
                .request(
                        client,
                        turn++,
                        url -> new RequestOptions()
                                .setAbsoluteURI(url)
                                .setConnectTimeout(CONNECT_MILLIS)
                                .setIdleTimeout(silenceMillis))
                .recover(failure -> Future.failedFuture(away()));
    }

    private Problem away() {
        return new Problem(
                ProblemType.UNAVAILABLE,
                "The " + service + " service is not there just now. Nothing was changed; please try again.");
    }

    /** Addresses in responses are those of the service; for the browser they need the prefix. */
    private void prefixAddresses(MultiMap headers) {
        String location = headers.get("Location");
        if (location != null && location.startsWith("/")) {
            headers.set("Location", prefix + location);
        }
        String link = headers.get("Link");
        if (link != null) {
            headers.set("Link", link.replace("</", "<" + prefix + "/"));
        }
    }

    /**
     * A request that is of HTTP/1.1 to the proxy, with a path as its target: it would keep the response to one of HTTP/1.0 back until its end, and other proxies ask so
     * by default. The server writes the response as the client can read it.
     */
    private static final class AsHttp11 extends HttpServerRequestWrapper {

        private AsHttp11(HttpServerRequest request) {
            super((HttpServerRequestInternal) request);
        }

        /** Without the host of a whole URL, which is the desk's. */
        @Override
        public String uri() {
            return query() == null ? path() : path() + "?" + query();
        }

        @Override
        public HttpVersion version() {
            return HttpVersion.HTTP_1_1;
        }

        /** What the edge knows of it, and not the connection. */
        @Override
        public boolean isSSL() {
            return delegate.isSSL();
        }
    }

    /** Reports a service that cannot be reached or breaks off like every other error. */
    private final class FailureAsProblem implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            return body(context.request())
                    .compose(body -> send(context, body).recover(failure -> sendAgain(context, body, failure)))
                    .recover(failure -> Future.succeededFuture(response(context, failure)));
        }

        /** The whole body is here before the request asks for a connection to the service. */
        private Future<Buffer> body(ProxyRequest request) {
            HttpServerRequest received = request.proxiedRequest();
            return RequestBodies.has(received) ? bodies.read(received) : Future.succeededFuture(Buffer.buffer());
        }

        private Future<ProxyResponse> send(ProxyContext context, Buffer body) {
            context.request().setBody(Body.body(body)).headers().remove("Expect");
            return context.sendRequest();
        }

        /** Only what changes nothing, and only for a client that still waits. */
        private Future<ProxyResponse> sendAgain(ProxyContext context, Buffer body, Throwable failure) {
            HttpServerRequest received = context.request().proxiedRequest();
            boolean isRead = received.method() == HttpMethod.GET || received.method() == HttpMethod.HEAD;
            boolean isUnanswered =
                    !(failure instanceof Problem) && !received.response().closed();
            return isRead && isUnanswered && upstreams.areSeveral()
                    ? send(context, body)
                    : Future.failedFuture(failure);
        }

        private ProxyResponse response(ProxyContext context, Throwable failure) {
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
                    .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                    .putHeader(HttpEdge.REQUEST_ID, requestId);
            problem.headers().forEach(response::putHeader);
            return response.setBody(Body.body(problem.body(requestId), PROBLEM));
        }
    }
}
