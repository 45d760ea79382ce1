package io.quicksell.common.live;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.json.Json;
import io.quicksell.common.live.EventSource.News;
import io.quicksell.common.verticle.Place;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.StreamEntry;
import io.quicksell.streams.StreamPosition;
import io.quicksell.streams.StreamTail;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live events of a service on this node: its streams are followed once, each round of changes is read and written down once, and
 * all instances hand the same bytes to their clients. Rounds that come while nobody listens are passed by.
 *
 * <p>Shared by the instances of a service. Thread-safe; the work is done on an event loop of its own, because timers and connections
 * that an instance makes end with that instance.
 */
public final class EventFeed {

    /** An instance that has clients. */
    interface Outlet {
        /** Called on the event loop of the feed. */
        void write(Round round);
    }

    /**
     * What all clients are told at once; or what was passed by.
     *
     * @param number of this round; they count up
     * @param frames of what changed; nothing where it was passed by
     * @param position after it
     */
    record Round(long number, Buffer frames, StreamPosition position) {}

    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    private static final int MAX_CLIENTS = 1_000;
    static final Buffer RESET = Buffer.buffer("event: reset\ndata: {}\n\n");

    private final Vertx vertx;
    private final Context loop;
    private final String service;
    private final List<String> streams;
    private final Function<RedisLink, EventSource> source;
    private final int maxClients;
    private final Set<Outlet> outlets = new CopyOnWriteArraySet<>();
    private volatile Round last;
    private RedisLink redis;
    private StreamTail tail;
    private int users;
    private int clients;

    /**
     * Not to be called by a verticle.
     *
     * @param service its name
     * @param streams those whose entries are changes
     * @param source what it tells, read over a link
     */
    public EventFeed(Vertx vertx, String service, List<String> streams, Function<RedisLink, EventSource> source) {
        this(vertx, service, streams, source, MAX_CLIENTS);
    }

    EventFeed(
            Vertx vertx,
            String service,
            List<String> streams,
            Function<RedisLink, EventSource> source,
            int maxClients) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.service = service;
        this.streams = streams;
        this.source = source;
        this.maxClients = maxClients;
    }

    /** Begins to follow, if this is the first instance; from now on the outlet hears every round. */
    synchronized void open(Place place, Outlet outlet) {
        outlets.add(outlet);
        if (users++ == 0) {
            loop.runOnContext(now -> follow(place));
        }
    }

    private void follow(Place place) {
        String name = service + "-" + place.node();
        redis = new RedisLink(vertx, place.redis(), name + " (what events tell)").open();
        EventSource told = sourceOver(redis);
        tail = new StreamTail(vertx, place.redis(), name + " (events)", streams, new StreamTail.Listener() {
            @Override
            public Future<Void> hear(List<StreamEntry> entries, StreamPosition after) {
                if (passed(after)) {
                    return Future.succeededFuture();
                }
                return frames(told, entries)
                        .onSuccess(frames -> publish(frames, after))
                        .mapEmpty();
            }

            @Override
            public void begin(StreamPosition from) {
                publish(RESET, from);
            }
        });
        tail.start();
    }

    /** The outlet hears no more; the last one ends the following. */
    synchronized Future<Void> close(Outlet outlet) {
        outlets.remove(outlet);
        if (--users > 0) {
            return Future.succeededFuture();
        }
        Promise<Void> closed = Promise.promise();
        loop.runOnContext(now -> tail.close().eventually(redis::close).onComplete(closed));
        return closed.future();
    }

    List<String> streams() {
        return streams;
    }

    /** What the service tells, read over a link. */
    EventSource sourceOver(RedisLink link) {
        return source.apply(link);
    }

    /**
     * The position that an event's id stands for.
     *
     * @throws Problem 400 if it is no id of this service's events
     */
    StreamPosition parse(String id) {
        return EventPosition.parse(service, streams.size(), id);
    }

    /**
     * The last round, told or passed by.
     *
     * @throws Problem 503 before the first connection to Redis
     */
    Round last() {
        Round now = last;
        if (now == null) {
            throw new Problem(
                    ProblemType.UNAVAILABLE, "The database does not answer just now, so there are no events yet.");
        }
        return now;
    }

    /**
     * Counts one more client of this node in.
     *
     * @return the round after which it hears all
     * @throws Problem 503 if there are too many, or before the first connection to Redis
     */
    synchronized Round admit() {
        Round told = last();
        if (clients == maxClients) {
            throw new Problem(
                    ProblemType.UNAVAILABLE,
                    "There are " + maxClients + " clients that listen here already, and no more are taken.");
        }
        clients++;
        return told;
    }

    /** Counts a client out that was counted in. */
    synchronized void discharge() {
        clients--;
    }

    /**
     * Passes a round by if nobody listens: what changed need not be read then. At one moment with {@link #admit()}, so a client either
     * has the round written down or begins after it.
     */
    private synchronized boolean passed(StreamPosition after) {
        if (clients > 0) {
            return false;
        }
        last = round(Buffer.buffer(), after);
        return true;
    }

    /** What entries come to: an event for each thing that changed, once; of what cannot be read nothing is told. */
    static Future<Buffer> frames(EventSource source, List<StreamEntry> entries) {
        Set<News> all = new LinkedHashSet<>();
        for (StreamEntry entry : entries) {
            try {
                all.add(source.newsIn(entry));
            } catch (IllegalArgumentException e) {
                LOG.debug("Nothing is told of entry {} of {}: {}", entry.id(), entry.stream(), e.getMessage());
            }
        }
        Buffer frames = Buffer.buffer();
        return Future.all(all.stream().map(news -> frame(source, news)).toList())
                .map(read -> {
                    read.<Optional<Buffer>>list().forEach(frame -> frame.ifPresent(frames::appendBuffer));
                    return frames;
                });
    }

    /** One thing that cannot be read keeps nobody from hearing of the others. */
    private static Future<Optional<Buffer>> frame(EventSource source, News news) {
        return source.dataOf(news)
                .map(data -> data.map(now -> frame(news, now)))
                .recover(failure -> {
                    if (Problem.isAway(failure)) {
                        return Future.failedFuture(failure);
                    }
                    LOG.warn("Nothing is told of {} {}, which cannot be read", news.event(), news.id(), failure);
                    return Future.succeededFuture(Optional.empty());
                });
    }

    private void publish(Buffer frames, StreamPosition after) {
        Round round = round(frames.copy().appendBuffer(idFrame(after)), after);
        last = round;
        outlets.forEach(outlet -> outlet.write(round));
    }

    private Round round(Buffer frames, StreamPosition after) {
        return new Round(last == null ? 1 : last.number() + 1, frames, after);
    }

    /** Tells a client where it is, and nothing else (HTML Standard, 9.2.6: without data no event is dispatched). */
    Buffer idFrame(StreamPosition position) {
        return Buffer.buffer("id: " + EventPosition.text(service, position) + "\n\n");
    }

    /** JSON has no line break outside of its strings, and within them it is escaped. */
    private static Buffer frame(News news, Object data) {
        return Buffer.buffer("event: " + news.event().replaceAll("[\r\n]", "") + "\ndata: ")
                .appendBuffer(Json.encode(data))
                .appendString("\n\n");
    }
}
