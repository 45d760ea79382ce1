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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The live events of a service on this node. While there are clients its streams are followed, once for all of them; each batch of
 * changes is read and encoded once, and all instances send the same bytes. Without clients nothing is read.
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
     * What is sent to all clients at once.
     *
     * @param number of this batch; batches are counted up
     * @param frames of what changed; empty where following goes on after a time without clients
     * @param position after this batch
     */
    record Batch(long number, Buffer frames, StreamPosition position) {}

    /**
     * Whose shares a client takes.
     *
     * @param caller empty where nobody is asked who they are
     */
    record Place(String address, Optional<String> caller) {}

    private static final int MAX_CLIENTS = 1_000;

    /** The tabs of a browser share one stream, and an office of a hundred clerks may be behind one address. */
    static final int MAX_OF_ONE_CLIENT = 100;

    /** A person has few browsers, and a program that listens is one. */
    static final int MAX_OF_ONE_CALLER = 20;

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
    private Supplier<StreamTail> newTail;
    private StreamTail tail;
    private Future<Void> beginning = Future.succeededFuture();
    private int users;
    private final Shares addresses = new Shares(MAX_OF_ONE_CLIENT);
    private final Shares callers = new Shares(MAX_OF_ONE_CALLER);
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

    /** Begins to work, if this is the first instance. From now on the subscriber gets every batch. */
    synchronized void open(RedisEndpoint endpoint, String node, Subscriber subscriber) {
        subscribers.add(subscriber);
        if (users++ == 0) {
            loop.runOnContext(now -> begin(endpoint, service + "-" + node));
        }
    }

    /** Follows until the end of the streams is known. */
    private void begin(RedisEndpoint endpoint, String name) {
        redis = new RedisLink(vertx, endpoint, name + " (event data)").open();
        LiveSource data = sourceOver(redis);
        newTail = () -> new StreamTail(vertx, endpoint, name + " (events)", streams, new StreamTail.Listener() {
            @Override
            public Future<Void> onBatch(List<StreamEntry> entries, StreamPosition after) {
                return LiveFrames.of(data, entries)
                        .onSuccess(changed -> publish(changed, after))
                        .mapEmpty();
            }

            @Override
            public void onStart(StreamPosition from) {
                publish(List.of(LiveFrames.RESET), from);
                stopUnlessHeard();
            }
        });
        tail = newTail.get().start();
    }

    /**
     * Follows, where it does not. What came meanwhile was for nobody, so it begins at the end of the streams; if Redis does not say where
     * that is, the clients are told to load everything anew as soon as it does.
     */
    private Future<Batch> follow() {
        last(); // throws if the work has ended meanwhile
        if (tail == null) {
            StreamTail next = newTail.get();
            tail = next;
            beginning = StreamPosition.end(streams, redis::send)
                    .onSuccess(end -> {
                        last = batch(Buffer.buffer(), end);
                        next.start(end);
                    })
                    .onFailure(away -> next.start())
                    .<Void>mapEmpty()
                    .otherwiseEmpty();
        }
        return beginning.map(begun -> last);
    }

    private void stopUnlessHeard() {
        if (tail != null && !isHeard()) {
            tail.close();
            tail = null;
        }
    }

    /** The subscriber gets no more batches. After the last subscriber, the work ends. */
    synchronized Future<Void> close(Subscriber subscriber) {
        subscribers.remove(subscriber);
        if (--users > 0) {
            return Future.succeededFuture();
        }
        Promise<Void> closed = Promise.promise();
        loop.runOnContext(now -> end().onComplete(closed));
        return closed.future();
    }

    private Future<Void> end() {
        Future<Void> stopped = tail == null ? Future.succeededFuture() : tail.close();
        tail = null;
        last = null;
        return stopped.eventually(redis::close);
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
     * @param place to be given back with {@link #discharge}
     * @return the last batch before those that the client gets, in the context that asks
     * @throws Problem 429 if there are too many of that address or caller, 503 if there are too many in all, or before the first connection to
     *     Redis
     */
    Future<Batch> admit(Place place) {
        last();
        take(place);
        Context asker = vertx.getOrCreateContext();
        Promise<Batch> newest = Promise.promise();
        loop.runOnContext(now -> Future.succeededFuture()
                .compose(begun -> follow())
                .onComplete(result -> asker.runOnContext(back -> newest.handle(result))));
        return newest.future().onFailure(ended -> discharge(place));
    }

    private synchronized void take(Place place) {
        if (clients == maxClients) {
            throw new Problem(
                    ProblemType.UNAVAILABLE,
                    "There are " + maxClients + " clients that listen here already, and no more are taken.");
        }
        if (!addresses.take(place.address())) {
            throw tooMany(MAX_OF_ONE_CLIENT, "of your address");
        }
        if (place.caller().filter(caller -> !callers.take(caller)).isPresent()) {
            addresses.giveBack(place.address());
            throw tooMany(MAX_OF_ONE_CALLER, "with your name");
        }
        clients++;
    }

    private static Problem tooMany(int max, String whose) {
        return new Problem(
                        ProblemType.TOO_MANY_REQUESTS,
                        "There are " + max + " clients " + whose
                                + " that listen here already, and no more are taken. Close one of them.")
                .header("Retry-After", "30");
    }

    /** Makes room again for a client. */
    synchronized void discharge(Place place) {
        addresses.giveBack(place.address());
        place.caller().ifPresent(callers::giveBack);
        if (--clients == 0) {
            loop.runOnContext(now -> stopUnlessHeard());
        }
    }

    /** How many clients listen on this node. */
    public synchronized int listeners() {
        return clients;
    }

    private synchronized boolean isHeard() {
        return clients > 0;
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
