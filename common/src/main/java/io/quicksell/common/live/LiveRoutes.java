package io.quicksell.common.live;

import io.quicksell.common.access.Caller;
import io.quicksell.common.access.Scope;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.common.live.LiveFeed.Batch;
import io.quicksell.common.live.LiveFeed.Place;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.StreamHistory;
import io.quicksell.streams.StreamPosition;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /events}: server-sent events (<a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML
 * Standard, 9.2</a>) to the clients of one instance. A client that names its position first gets all events that it missed. With each
 * heartbeat it is looked whether it may still listen.
 *
 * <p>Not thread-safe: for the event loop that made it.
 */
public final class LiveRoutes {

    /**
     * A client.
     *
     * @param place what it takes of what its address and its caller may have
     */
    private record Listener(RoutingContext request, Place place) {}

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);

    static final long HEARTBEAT_MILLIS = 15_000;

    /** A client that missed more gets a reset and reloads everything, which is about as much. */
    private static final int MAX_MISSED_ENTRIES = 500;

    /** Far less than what makes a client stalled: a client too slow for it would reconnect and fail for ever. */
    private static final int MAX_MISSED_BYTES = 256 * 1024;

    /** Clients that lose their streams together, because a node stops, come back one after the other. */
    private static final int MIN_RETRY_MILLIS = 1_000;

    private static final int MAX_RETRY_MILLIS = 3_000;

    private final Vertx vertx;
    private final long heartbeatMillis;
    private final Context loop;
    private final LiveFeed feed;
    private final RedisLink redis;
    private final LiveSource source;
    private final StreamHistory history;
    private final Map<LiveClient, Listener> clients = new HashMap<>();
    private final LiveFeed.Subscriber subscriber = this::writeSoon;
    private HttpEdge edge;
    private Scope scope;
    private long heartbeat;

    /**
     * @param redis to read what clients have missed
     */
    public LiveRoutes(Vertx vertx, LiveFeed feed, RedisLink redis) {
        this(vertx, feed, redis, HEARTBEAT_MILLIS);
    }

    LiveRoutes(Vertx vertx, LiveFeed feed, RedisLink redis, long heartbeatMillis) {
        this.vertx = vertx;
        this.heartbeatMillis = heartbeatMillis;
        this.loop = vertx.getOrCreateContext();
        this.feed = feed;
        this.redis = redis;
        this.source = feed.sourceOver(redis);
        this.history = new StreamHistory(redis, feed.streams(), MAX_MISSED_ENTRIES);
    }

    /**
     * Follows the feed and serves {@code /events}.
     *
     * @param node the id of this node
     * @param scope of those who may listen
     */
    public LiveRoutes open(RedisEndpoint endpoint, String node, HttpEdge edge, Scope scope) {
        this.edge = edge;
        this.scope = scope;
        feed.open(endpoint, node, subscriber);
        heartbeat = vertx.setPeriodic(heartbeatMillis, tick -> each(this::beat));
        edge.at("/events").get(scope, this::listen).end();
        return this;
    }

    /** Ends every stream, so that clients reconnect elsewhere. */
    public Future<Void> close() {
        vertx.cancelTimer(heartbeat);
        each(LiveClient::end);
        return feed.close(subscriber);
    }

    /** Who may not listen any more gets no more events. While that cannot be found out there are none. */
    private void beat(LiveClient client) {
        client.write(LiveFrames.HEARTBEAT);
        Listener listener = clients.get(client);
        if (listener != null) {
            edge.lets(listener.request(), scope)
                    .onSuccess(still -> {
                        if (!still) {
                            client.end();
                        }
                    })
                    .onFailure(away -> LOG.debug("It is not known who listens: {}", away.getMessage()));
        }
    }

    private Future<Reply> listen(RoutingContext request) {
        Optional<StreamPosition> since = Optional.ofNullable(request.request().getHeader("Last-Event-ID"))
                .filter(text -> !text.isEmpty())
                .map(text -> feed.parse(text));
        if (request.request().method() == HttpMethod.HEAD) {
            feed.last(); // throws if there is none yet
            return begin(request.response()).end().mapEmpty();
        }
        Place place = new Place(
                edge.clientOf(request.request()),
                Caller.current().filter(Caller::isNamed).map(Caller::keySpace));
        return feed.admit(place).compose(last -> begin(request, place, since, last));
    }

    private Future<Reply> begin(RoutingContext request, Place place, Optional<StreamPosition> since, Batch last) {
        LiveClient client = new LiveClient(request.response(), last, this::remove);
        clients.put(client, new Listener(request, place));
        return since.map(position -> missed(position, last.position()))
                .orElse(Future.succeededFuture(List.of()))
                .onFailure(failure -> remove(client))
                .map(missed -> {
                    begin(request.response());
                    client.begin(feed.frames().beginning(missed, last.position(), retryMillis()));
                    return null;
                });
    }

    /** A proxy must neither keep, nor compress, nor hold back what is to arrive at once; nginx is told so by a header of its own. */
    private static HttpServerResponse begin(HttpServerResponse response) {
        return response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store, no-transform")
                .putHeader("X-Accel-Buffering", "no");
    }

    private static int retryMillis() {
        return ThreadLocalRandom.current().nextInt(MIN_RETRY_MILLIS, MAX_RETRY_MILLIS + 1);
    }

    private void remove(LiveClient client) {
        Listener listener = clients.remove(client);
        if (listener != null) {
            feed.discharge(listener.place());
        }
    }

    /** What all clients were sent from one position to the other. The client gets later events as all others do. */
    private Future<List<Buffer>> missed(StreamPosition since, StreamPosition until) {
        return redis.withPermit(() -> history.between(since, until)
                .compose(entries -> entries.map(missed -> LiveFrames.of(source, missed))
                        .orElse(Future.succeededFuture(List.of(LiveFrames.RESET))))
                .map(frames -> frames.stream().mapToInt(Buffer::length).sum() > MAX_MISSED_BYTES
                        ? List.of(LiveFrames.RESET)
                        : frames));
    }

    private void writeSoon(Batch batch) {
        loop.runOnContext(now -> each(client -> client.receive(batch)));
    }

    /** Works on a copy, because the action may remove clients. */
    private void each(Consumer<LiveClient> action) {
        List.copyOf(clients.keySet()).forEach(action);
    }
}
