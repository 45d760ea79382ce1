package io.quicksell.common.http;

import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Tokens;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.tls.ServerCertificate;
import io.quicksell.common.trace.Route;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a service: limits, request ids and routes. Every error is written as {@code application/problem+json},
 * whatever its status and however the request failed.
 *
 * <p>Not thread-safe: for the event loop of its verticle.
 */
public final class HttpEdge {

    /** The header that names a request in responses and logs; taken from the client, or generated. */
    public static final String REQUEST_ID = "X-Request-Id";

    private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);

    static final int MAX_LINE_BYTES = 4096;
    static final int MAX_HEADER_BYTES = 8192;
    private static final int IDLE_SECONDS = 60;

    /** Longer than any request may take. */
    private static final int SHUTDOWN_SECONDS = 6;

    private final Vertx vertx;
    private final Router router;
    private final Doorkeeper doorkeeper;
    private final RequestLimits limits;
    private final Gate gate;
    private final RequestBodies bodies;
    private final UnreadResponses unread;
    private final Responses responses;
    private final Connections connections = new Connections();
    private final Map<String, Map<String, Scope>> resources = new LinkedHashMap<>();
    private HttpServer server;
    private boolean stopping;
    private Runnable unfollow = () -> {};
    private Consumer<HttpServerRequest> atHead = request -> {};
    private RequestTimes times = new RequestTimes("", Meters.NONE);

    /** Answers to the names that every machine has. */
    public HttpEdge(Vertx vertx) {
        this(vertx, new Doorkeeper(Set.of()));
    }

    /**
     * @param doorkeeper asked before anything else, for every request
     */
    public HttpEdge(Vertx vertx, Doorkeeper doorkeeper) {
        this(vertx, doorkeeper, Optional.empty(), LimitsConfig.NONE);
    }

    /**
     * @param doorkeeper asked before anything else, for every request
     * @param tokens by which callers are known; empty where nobody is asked who they are
     * @param limits how often a client may ask
     */
    public HttpEdge(Vertx vertx, Doorkeeper doorkeeper, Optional<Tokens> tokens, LimitsConfig limits) {
        this(
                vertx,
                doorkeeper,
                tokens,
                new RequestLimits(limits, doorkeeper),
                new RequestBodies(vertx, doorkeeper::clientOf),
                new UnreadResponses(doorkeeper::clientOf));
    }

    HttpEdge(
            Vertx vertx,
            Doorkeeper doorkeeper,
            Optional<Tokens> tokens,
            RequestLimits limits,
            RequestBodies bodies,
            UnreadResponses unread) {
        this.vertx = vertx;
        this.router = Router.router(vertx);
        this.doorkeeper = doorkeeper;
        this.limits = limits;
        this.gate = new Gate(doorkeeper.key(), tokens, limits);
        this.bodies = bodies;
        this.unread = unread;
        this.responses = new Responses(unread);
        router.route().handler(this::mark).handler(context -> {
            this.limits.countForAddress(context);
            doorkeeper.check(context.request());
            context.next();
        });
        Failures.respondOn(router);
    }

    /**
     * Measures the requests of the routes that are added from now on.
     *
     * @param service by which name they are known
     */
    public HttpEdge measuredBy(Meters meters, String service) {
        times = new RequestTimes(service, meters);
        return this;
    }

    /** Looks at each response just before its head is written, also where a request is refused before it reaches a route. */
    public void beforeHeads(Consumer<HttpServerRequest> look) {
        atHead = look;
    }

    /** Begins the routes of one path. A handler whose future yields {@code null} has written the response itself. */
    public Resource at(String path) {
        return at(path, path.replaceAll(":([a-z]+)", "{$1}"));
    }

    /** The same, as one of several paths that are measured together. */
    public Resource at(String path, String measuredAs) {
        times.name(router.route(path), measuredAs);
        return new Resource(router, gate, bodies, responses, resources, path);
    }

    /** Serves what no route before it does, if the function has a response to it; otherwise that is 404. */
    public void otherwise(Function<RoutingContext, Optional<Reply>> handler) {
        router.route()
                .handler(context -> handler.apply(context)
                        .ifPresentOrElse(
                                reply -> responses.respond(context, Future.succeededFuture(reply)), context::next));
    }

    /** The methods of each path that is served, with who may use them; a variable in a path is written as {@code {id}}. */
    public Map<String, Map<String, Scope>> resources() {
        return Collections.unmodifiableMap(resources);
    }

    /** How bodies are read here, for routes that are not resources. */
    public RequestBodies bodies() {
        return bodies;
    }

    /** Hands on every request below a path, for a service elsewhere, which decides who may use its routes. */
    public void passOn(String prefix, Handler<RoutingContext> handler) {
        String route = prefix + "/*";
        times.name(router.route(route), route);
        router.route(route).handler(context -> {
            Route.set(route);
            handler.handle(context);
        });
    }

    /**
     * Listens.
     *
     * @param port 0 means a free one, the same for all instances of a deployment
     * @return the port that was bound
     */
    public Future<Integer> listen(String host, int port) {
        return listen(Entrance.at(host), port);
    }

    /**
     * Listens, over TLS alone where there is a certificate.
     *
     * @param port 0 means a free one, the same for all instances of a deployment
     * @return the port that was bound
     */
    public Future<Integer> listen(Entrance entrance, int port) {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(false)
                // What serves them gives up a connection with 128 requests in flight, with a stack trace for
                // each.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES);
        entrance.certificate().ifPresent(certificate -> encrypt(options, certificate.options()));
        server = vertx.createHttpServer(options)
                .exceptionHandler(failure -> LOG.debug("A connection is given up", failure))
                .connectionHandler(connections::admit)
                .requestHandler(this::receive)
                .invalidRequestHandler(request -> refuse(request, Failures.unreadable(request)));
        SocketAddress address = port == 0
                ? freePortOfThisDeployment(entrance.host())
                : SocketAddress.inetSocketAddress(port, entrance.host());
        return server.listen(address)
                .onSuccess(listening -> entrance.certificate().ifPresent(this::follow))
                .map(HttpServer::actualPort);
    }

    private static void encrypt(HttpServerOptions options, ServerSSLOptions tls) {
        options.setSsl(true)
                .setUseAlpn(false)
                .setKeyCertOptions(tls.getKeyCertOptions())
                .setEnabledSecureTransportProtocols(tls.getEnabledSecureTransportProtocols())
                .setSslHandshakeTimeout(tls.getSslHandshakeTimeout())
                .setSslHandshakeTimeoutUnit(tls.getSslHandshakeTimeoutUnit());
    }

    private void follow(ServerCertificate certificate) {
        unfollow = certificate.onChange(tls -> server.updateSSLOptions(tls)
                .onFailure(failure -> LOG.error("Another certificate cannot be shown", failure)));
    }

    /** Accepts no more requests, and lets those in flight finish within {@value #SHUTDOWN_SECONDS} s; their responses end their connections. */
    public Future<Void> shutdown() {
        stopping = true;
        unfollow.run();
        return server == null ? Future.succeededFuture() : server.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }

    /** Whose share a request takes where each client has one: that of the browser, if a desk passes its request on. */
    public String clientOf(HttpServerRequest request) {
        return doorkeeper.clientOf(request);
    }

    /** Whether callers are asked who they are. */
    boolean asksWho() {
        return gate.isClosed();
    }

    /**
     * Whether the caller of a request may use a route of that scope, still or too; everybody may where nobody is asked who they are.
     *
     * @return fails if it cannot be found out just now
     */
    public Future<Boolean> lets(RoutingContext request, Scope scope) {
        return gate.lets(request, scope);
    }

    /** The id of a request. */
    public static String requestId(RoutingContext context) {
        return context.get(REQUEST_ID);
    }

    /** Vert.x gives the same free port to every server that names the same number, so each deployment needs a number of its own. */
    private SocketAddress freePortOfThisDeployment(String host) {
        int number = Objects.hashCode(vertx.getOrCreateContext().deploymentID()) & Integer.MAX_VALUE;
        return SocketAddress.sharedRandomPort(Math.max(1, number), host);
    }

    private void receive(HttpServerRequest received) {
        if (doorkeeper.isOfMany(received)) {
            connections.exempt(received.connection());
        }
        HttpServerRequest request = doorkeeper.asSent(received);
        RequestHead.objection(request)
                .ifPresentOrElse(objection -> refuse(request, objection), () -> router.handle(request));
    }

    private void refuse(HttpServerRequest request, Problem why) {
        times.refuse(why.type());
        Failures.refuse(request, why);
    }

    private void mark(RoutingContext context) {
        identify(context);
        times.begin(context);
        unread.attachTo(context);
        context.addHeadersEndHandler(head -> {
            StrictTransport.on(context.request());
            atHead.accept(context.request());
            times.answer(context);
            if (stopping) {
                context.response().putHeader("Connection", "close");
            }
        });
        if (RequestBodies.has(context.request())) {
            context.addEndHandler(answered -> bodies.giveUpRest(context.request()));
        }
        context.next();
    }

    /** Sets the headers that every response has. */
    static void mark(HttpServerResponse response, String requestId) {
        response.putHeader(REQUEST_ID, requestId)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    static void identify(RoutingContext context) {
        String given = context.request().getHeader(REQUEST_ID);
        String id = given != null && RequestId.isPrintable(given) ? given : Ids.random();
        context.put(REQUEST_ID, id);
        RequestId.set(id);
        mark(context.response(), id);
    }
}
