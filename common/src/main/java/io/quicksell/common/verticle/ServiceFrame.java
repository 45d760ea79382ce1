package io.quicksell.common.verticle;

import io.quicksell.common.access.DeadLetterAuditStore;
import io.quicksell.common.access.RequiredAccessStore;
import io.quicksell.common.access.Scope;
import io.quicksell.common.access.TokenStore;
import io.quicksell.common.access.Tokens;
import io.quicksell.common.http.ContractRoutes;
import io.quicksell.common.http.DeadLetterRoutes;
import io.quicksell.common.http.Doorkeeper;
import io.quicksell.common.http.Health;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.common.live.LiveFeed;
import io.quicksell.common.live.LiveRoutes;
import io.quicksell.common.peer.BusTransport;
import io.quicksell.common.peer.InProcess;
import io.quicksell.common.trace.Traces;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.DeadLetters;
import io.quicksell.streams.StreamEntry;
import io.quicksell.streams.StreamPoller;
import io.quicksell.streams.StreamTrimmer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The common frame of a service's verticle: a link to Redis, an HTTP server with health, contract, dead letters and live events, a
 * poller of its consumer group, a trimmer of its streams, and background work. The frame starts and stops them in the right order.
 *
 * <p>Not thread-safe: for the event loop that made it.
 */
public final class ServiceFrame {

    private final Vertx vertx;
    private final String service;
    private final NodeSettings node;
    private final RedisLink redis;
    private final HttpEdge edge;
    private final Health health;
    private final Room room;
    private final ServiceMeters meters;
    private final List<Background> background = new ArrayList<>();
    private final List<Supplier<Future<Void>>> served = new ArrayList<>();
    private Optional<LiveRoutes> events = Optional.empty();
    private Scope listeners = Scope.INTERNAL;
    private Optional<RequiredAccessStore> required = Optional.empty();
    private Optional<StreamPoller> poller = Optional.empty();
    private int port;

    /**
     * Begins to connect to Redis; nothing else happens before {@link #open}.
     *
     * @param listeners who may listen to the live events
     */
    public ServiceFrame(Vertx vertx, String service, NodeSettings node, LiveFeed feed, Scope listeners) {
        this(vertx, service, node);
        meters.listeners(feed::listeners);
        this.events = Optional.of(new LiveRoutes(vertx, feed, redis));
        this.listeners = listeners;
    }

    /** The same for a service without live events. */
    public ServiceFrame(Vertx vertx, String service, NodeSettings node) {
        this.vertx = vertx;
        this.service = service;
        this.node = node;
        this.redis = new RedisLink(vertx, node.redis(), name()).open();
        this.edge = new HttpEdge(
                        vertx,
                        new Doorkeeper(node.entrance(), node.serviceKey()),
                        node.access().isRequired() ? Optional.of(new Tokens(new TokenStore(redis))) : Optional.empty(),
                        node.limits())
                .measuredBy(node.meters(), service);
        this.health = new Health(vertx, service).needs(redis).reports(node.entrance());
        node.reports().forEach(health::reports);
        this.room = new Room(vertx, redis);
        runs(room::start, room::stop);
        this.meters = new ServiceMeters(vertx, service, node, redis);
        runs(meters::start, meters::stop);
        if (node.access().isRequired()) {
            RequiredAccessStore store = new RequiredAccessStore(vertx, redis);
            runs(store::start, store::stop);
            required = Optional.of(store);
        }
    }

    /** The name of this instance, for its consumer and for the log. */
    private String name() {
        return service + "-" + node.id() + "-" + node.instance();
    }

    /** The link to Redis of this event loop. */
    public RedisLink redis() {
        return redis;
    }

    /** Whether there is room for new work. */
    public Room room() {
        return room;
    }

    /** Where the service mounts its own routes. */
    public HttpEdge edge() {
        return edge;
    }

    /** The port that was bound. */
    public int port() {
        return port;
    }

    /** Why the service cannot use its Redis, in words for its operator; empty while it can, and while Redis is away. From any thread. */
    public Optional<String> defect() {
        return redis.defect();
    }

    /** Reads streams as a member of the service's group, from {@link #open} on. */
    public ServiceFrame consumes(Consumption consumption) {
        Function<StreamEntry, Future<Void>> handler = Traces.entries(consumption.group(), consumption.handler());
        DeadLetters deadLetters = new DeadLetters(redis, consumption.group(), consumption.deadLetters());
        StreamPoller reader =
                new StreamPoller(vertx, node.redis(), consumption.subscription(name()), deadLetters, handler);
        meters.consumes(consumption.group(), reader, deadLetters);
        poller = Optional.of(reader);
        health.needs(
                consumption.what(), reader, redis, deadLetters, node.streams().maxWaitMillis());
        new DeadLetterRoutes(deadLetters, consumption.version(), handler, audit(consumption.deadLetters())).mount(edge);
        return this;
    }

    private Optional<DeadLetterAuditStore> audit(String deadLetters) {
        return node.access().isRequired()
                ? Optional.of(new DeadLetterAuditStore(redis, deadLetters))
                : Optional.empty();
    }

    /**
     * Trims the streams that the service writes, up to where the groups that read each stream have come.
     *
     * @param groupByKeptStream those that are kept for ever, and which group reads each
     */
    public ServiceFrame trims(Map<String, List<String>> groupsByStream, Map<String, String> groupByKeptStream) {
        StreamTrimmer trimmer = new StreamTrimmer(
                vertx, redis, groupsByStream, groupByKeptStream, node.streams().retentionMillis());
        return runs(trimmer::start, trimmer::stop);
    }

    /** Does work in the background between start and stop. */
    public ServiceFrame runs(Runnable start, Runnable stop) {
        background.add(new Background(start, stop));
        return this;
    }

    /** Shows in its health how something is that need not be well for the service to be ready; see {@link Health#reports}. */
    public ServiceFrame reports(String what, Supplier<Map<String, Object>> state) {
        health.reports(what, state);
        return this;
    }

    /** What is measured of this service, besides what every service has. */
    public ServiceMeters meters() {
        return meters;
    }

    /** Serves the requests that other services send to an address of the event bus. */
    public ServiceFrame serves(String address, Function<Buffer, Future<Reply>> handler) {
        served.add(() -> BusTransport.serve(vertx, address, node.busProof(), handler));
        return this;
    }

    /** Serves the same requests of services of this process, which send them as objects. */
    public <Q, A> ServiceFrame servesHere(String address, Function<Q, Future<A>> handler) {
        served.add(() -> InProcess.serve(vertx, address, handler));
        return this;
    }

    /**
     * Starts everything.
     *
     * @param requestedPort 0 means a free one
     * @return succeeds when the service listens, and it is known whether it can use its Redis, or that this is away; if it fails, everything is stopped again
     */
    public Future<Void> open(int requestedPort) {
        health.mount(edge);
        new ContractRoutes(vertx, service).mount(edge);
        events.ifPresent(live -> live.open(node.redis(), node.id(), edge, listeners));
        background.forEach(work -> work.start().run());
        poller.ifPresent(StreamPoller::start);
        return Future.all(served.stream().map(Supplier::get).toList())
                .compose(serving -> edge.listen(node.entrance(), requestedPort))
                .onSuccess(bound -> port = bound)
                .compose(bound -> redis.looked())
                .compose(looked -> done(required.map(RequiredAccessStore::note)))
                .recover(failure -> close().transform(stopped -> Future.failedFuture(failure)));
    }

    /** Refuses new work, lets what is in flight finish within a limit, and closes the link last. */
    public Future<Void> close() {
        health.stopping();
        background.forEach(work -> work.stop().run());
        return Future.join(done(events.map(LiveRoutes::close)), edge.shutdown(), done(poller.map(StreamPoller::stop)))
                .<Void>mapEmpty()
                .eventually(redis::close);
    }

    /** What is not there is done. */
    private static Future<Void> done(Optional<Future<Void>> doing) {
        return doing.orElse(Future.succeededFuture());
    }

    private record Background(Runnable start, Runnable stop) {}
}
