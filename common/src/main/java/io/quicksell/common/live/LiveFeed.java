package io.quicksell.common.live;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Shares;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.StreamEntry;
import io.quicksell.streams.StreamPosition;
import io.quicksell.streams.StreamTail;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;

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

    private static final int MAX_CLIENTS = 1_000;

    /** The tabs of a browser share one stream, and an office of a hundred clerks may be behind one address. */
    static final int MAX_OF_ONE_CLIENT = 100;

    private final Vertx vertx;
    private final Context loop;
    private final String service;
    private final List<String> streams;
    private final Function<RedisLink, LiveSource> source;
    private final LiveFrames frames;
    private final int maxClients;
    private final Set<Subscriber> subscribers = new CopyOnWriteArraySet<>();
    private volatile Batch last;
    private RedisLink redis;
    private StreamTail tail;
    private int users;
    private final Shares shares = new Shares(MAX_OF_ONE_CLIENT);
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
        this.frames = new LiveFrames(service);
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
                return LiveFrames.of(data, entries)
                        .onSuccess(changed -> publish(changed, after))
                        .mapEmpty();
            }

            @Override
            public void onStart(StreamPosition from) {
                publish(List.of(LiveFrames.RESET), from);
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

    /** How its events are written. */
    LiveFrames frames() {
        return frames;
    }

    /** The source of what the events contain, read over a link. */
    LiveSource sourceOver(RedisLink link) {
        return source.apply(link);
    }

    /**
     * The position that an event's id stands for; one of an older release proves nothing.
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
     * @param address whose share it takes
     * @return the last batch before those that the client gets
     * @throws Problem 429 if there are too many of that address, 503 if there are too many in all, or before the first connection to
     *     Redis
     */
    synchronized Batch admit(String address) {
        Batch newest = last();
        if (clients == maxClients) {
            throw new Problem(
                    ProblemType.UNAVAILABLE,
                    "There are " + maxClients + " clients that listen here already, and no more are taken.");
        }
        if (!shares.take(address)) {
            throw new Problem(
                            ProblemType.TOO_MANY_REQUESTS,
                            "There are " + MAX_OF_ONE_CLIENT
                                    + " clients of your address that listen here already, and no" + " more are taken.")
                    .header("Retry-After", "30");
        }
        clients++;
        return newest;
    }

    /** Makes room again for a client. */
    synchronized void discharge(String address) {
        shares.giveBack(address);
        clients--;
    }

    /**
     * Skips a batch if there are no clients: then the changes need not be read. Excludes {@link #admit}, so a client either gets the
     * batch or begins after it.
     */
    private synchronized boolean isSkipped(StreamPosition after) {
        if (clients > 0) {
            return false;
        }
        last = batch(Buffer.buffer(), after);
        return true;
    }

    private void publish(List<Buffer> changed, StreamPosition after) {
        Batch batch = batch(frames.endingAt(after, changed), after);
        last = batch;
        subscribers.forEach(subscriber -> subscriber.write(batch));
    }

    private Batch batch(Buffer bytes, StreamPosition after) {
        return new Batch(last == null ? 1 : last.number() + 1, bytes, after);
    }
}
