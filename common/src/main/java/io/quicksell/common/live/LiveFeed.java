package io.quicksell.common.live;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.json.Json;
import io.quicksell.common.live.LiveSource.LiveEvent;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.TransientFailure;
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
 * The live events of a service on this node. Its streams are followed once, each batch of changes is read and encoded once, and all
 * instances send the same bytes to their clients. Batches that come while there are no clients are skipped.
 *
 * <p>Shared by the instances of a service. Thread-safe. The work is done on an event loop of its own, because the timers and
 * connections of an instance end with that instance.
 */
public final class LiveFeed {

    /** An instance that has clients. */
    interface Subscriber {
        /** Called on the event loop of the feed. */
        void write(Batch batch);
    }

    /**
     * What is sent to all clients at once, or what was skipped.
     *
     * @param number of this batch; batches are counted up
     * @param frames of what changed; empty if the batch was skipped
     * @param position after this batch
     */
    record Batch(long number, Buffer frames, StreamPosition position) {}

    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final int MAX_CLIENTS = 1_000;
    static final Buffer RESET = Buffer.buffer("event: reset\ndata: {}\n\n");

    private final Vertx vertx;
    private final Context loop;
    private final String service;
    private final List<String> streams;
    private final Function<RedisLink, LiveSource> source;
    private final int maxClients;
    private final Set<Subscriber> subscribers = new CopyOnWriteArraySet<>();
    private volatile Batch last;
    private RedisLink redis;
    private StreamTail tail;
    private int users;
    private int clients;

    /**
     * Must not be called by a verticle.
     *
     * @param service its name
     * @param streams whose entries are changes
     * @param source makes what the events contain, read over a link
     */
    public LiveFeed(Vertx vertx, String service, List<String> streams, Function<RedisLink, LiveSource> source) {
        this(vertx, service, streams, source, MAX_CLIENTS);
    }

    LiveFeed(
            Vertx vertx, String service, List<String> streams, Function<RedisLink, LiveSource> source, int maxClients) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.service = service;
        this.streams = streams;
        this.source = source;
        this.maxClients = maxClients;
    }

    /** Begins to follow, if this is the first instance. From now on the subscriber gets every batch. */
    synchronized void open(RedisEndpoint endpoint, String node, Subscriber subscriber) {
        subscribers.add(subscriber);
        if (users++ == 0) {
            loop.runOnContext(now -> follow(endpoint, node));
        }
    }

    private void follow(RedisEndpoint endpoint, String node) {
        String name = service + "-" + node;
        redis = new RedisLink(vertx, endpoint, name + " (event data)").open();
        LiveSource data = sourceOver(redis);
        tail = new StreamTail(vertx, endpoint, name + " (events)", streams, new StreamTail.Listener() {
            @Override
            public Future<Void> onBatch(List<StreamEntry> entries, StreamPosition after) {
                if (isSkipped(after)) {
                    return Future.succeededFuture();
                }
                return frames(data, entries)
                        .onSuccess(frames -> publish(frames, after))
                        .mapEmpty();
            }

            @Override
            public void onStart(StreamPosition from) {
                publish(RESET, from);
            }
        });
        tail.start();
    }

    /** The subscriber gets no more batches. After the last subscriber, following ends. */
    synchronized Future<Void> close(Subscriber subscriber) {
        subscribers.remove(subscriber);
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

    /** The source of what the events contain, read over a link. */
    LiveSource sourceOver(RedisLink link) {
        return source.apply(link);
    }

    /**
     * The position that an event's id stands for.
     *
     * @throws Problem 400 if it is not an id of this service's events
     */
    StreamPosition parse(String id) {
        return LivePosition.parse(service, streams.size(), id);
    }

    /**
     * The last batch, sent or skipped.
     *
     * @throws Problem 503 before the first connection to Redis
     */
    Batch last() {
        Batch now = last;
        if (now == null) {
            throw new Problem(
                    ProblemType.UNAVAILABLE, "The database does not answer just now, so there are no events yet.");
        }
        return now;
    }

    /**
     * Admits one more client of this node.
     *
     * @return the last batch before those that the client gets
     * @throws Problem 503 if there are too many, or before the first connection to Redis
     */
    synchronized Batch admit() {
        Batch newest = last();
        if (clients == maxClients) {
            throw new Problem(
                    ProblemType.UNAVAILABLE,
                    "There are " + maxClients + " clients that listen here already, and no more are taken.");
        }
        clients++;
        return newest;
    }

    /** Makes room again for a client. */
    synchronized void discharge() {
        clients--;
    }

    /**
     * Skips a batch if there are no clients: then the changes need not be read. Excludes {@link #admit()}, so a client either gets the
     * batch or begins after it.
     */
    private synchronized boolean isSkipped(StreamPosition after) {
        if (clients > 0) {
            return false;
        }
        last = batch(Buffer.buffer(), after);
        return true;
    }

    /** The frames for these entries: one event for each thing that changed. Unreadable entries are left out. */
    static Future<Buffer> frames(LiveSource source, List<StreamEntry> entries) {
        Set<LiveEvent> all = new LinkedHashSet<>();
        for (StreamEntry entry : entries) {
            try {
                all.add(source.eventIn(entry));
            } catch (IllegalArgumentException e) {
                LOG.debug("Skipping entry {} of {}: {}", entry.id(), entry.stream(), e.getMessage());
            }
        }
        Buffer frames = Buffer.buffer();
        return Future.all(all.stream().map(event -> frame(source, event)).toList())
                .map(read -> {
                    read.<Optional<Buffer>>list().forEach(frame -> frame.ifPresent(frames::appendBuffer));
                    return frames;
                });
    }

    /** The frame of one event, or nothing if its data cannot be read: the other events go out all the same. */
    private static Future<Optional<Buffer>> frame(LiveSource source, LiveEvent event) {
        return source.dataOf(event)
                .map(data -> data.map(now -> frame(event, now)))
                .recover(failure -> {
                    if (failure instanceof TransientFailure) {
                        return Future.failedFuture(failure);
                    }
                    LOG.warn("Skipping {} {}, which cannot be read", event.event(), event.id(), failure);
                    return Future.succeededFuture(Optional.empty());
                });
    }

    private void publish(Buffer frames, StreamPosition after) {
        Batch batch = batch(frames.copy().appendBuffer(idFrame(after)), after);
        last = batch;
        subscribers.forEach(subscriber -> subscriber.write(batch));
    }

    private Batch batch(Buffer frames, StreamPosition after) {
        return new Batch(last == null ? 1 : last.number() + 1, frames, after);
    }

    /** A frame that tells a client its position and nothing else (HTML Standard, 9.2.6: without data no event is dispatched). */
    Buffer idFrame(StreamPosition position) {
        return Buffer.buffer("id: " + LivePosition.text(service, position) + "\n\n");
    }

    /** The JSON is a single line: line breaks within strings are escaped. */
    private static Buffer frame(LiveEvent event, Object data) {
        return Buffer.buffer("event: " + event.event().replaceAll("[\r\n]", "") + "\ndata: ")
                .appendBuffer(Json.encode(data))
                .appendString("\n\n");
    }
}
