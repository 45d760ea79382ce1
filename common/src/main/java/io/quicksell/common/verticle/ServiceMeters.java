package io.quicksell.common.verticle;

import io.quicksell.common.metrics.LoopDelay;
import io.quicksell.common.metrics.Meter;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.metrics.Metric;
import io.quicksell.common.metrics.Watch;
import io.quicksell.common.metrics.Watch.Shown;
import io.quicksell.redis.LinkObserver;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.RedisMemory;
import io.quicksell.redis.Replication;
import io.quicksell.redis.TransientFailure;
import io.quicksell.streams.Backlog;
import io.quicksell.streams.DeadLetters;
import io.quicksell.streams.StreamPoller;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What is measured of a service. What all instances of a service share is asked for by the first one alone. Where nobody reads it, nothing is
 * asked for and nothing counted.
 *
 * <p>Not thread-safe: for the event loop of its frame.
 */
public final class ServiceMeters {

    /** Less than a {@link Watch} waits: silence is an answer here. */
    private static final long PING_LIMIT_MILLIS = 2_000;

    private final Meters meters;
    private final boolean isFirst;
    private final String service;
    private final RedisLink redis;
    private final Watch watch;
    private final LoopDelay delay;

    ServiceMeters(Vertx vertx, String service, NodeSettings node, RedisLink redis) {
        this.meters = node.meters();
        this.isFirst = node.instance() == 0;
        this.service = service;
        this.redis = redis;
        this.watch = new Watch(vertx);
        String loop = service + "-" + node.instance();
        this.delay = new LoopDelay(vertx, meters.of(Metric.LOOP_DELAY, loop));
        if (meters.areRead()) {
            redis.observedBy(observer());
            watch.asks(now(redis::waiting), List.of(shown(Integer::doubleValue, Metric.REDIS_WAITING, loop)));
        }
        shows(
                () -> redis.ping()
                        .timeout(PING_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                        .map(Optional.of(true))
                        .otherwise(Optional.of(false)),
                List.of(shown(answers -> answers ? 1 : 0, Metric.UP, service, "redis")));
        shows(
                redis::memory,
                List.of(
                        shown(RedisMemory::usedBytes, Metric.REDIS_MEMORY_USED),
                        shown(RedisMemory::maxBytes, Metric.REDIS_MEMORY_MAX)));
        shows(
                redis::replication,
                List.of(
                        shown(Replication::replicas, Metric.REDIS_REPLICAS),
                        shown(Replication::lagBytes, Metric.REDIS_REPLICA_LAG)));
        node.entrance()
                .certificate()
                .ifPresent(certificate -> shows(
                        now(certificate::remainingSeconds),
                        List.of(shown(Long::doubleValue, Metric.CERTIFICATE_REMAINING, service))));
    }

    /** Keeps gauges of something that all instances of the service share. */
    public <T> void shows(Supplier<Future<Optional<T>>> question, List<Shown<T>> gauges) {
        if (meters.areRead() && isFirst) {
            watch.asks(question, gauges);
        }
    }

    /** A gauge that shows a value of an answer. */
    public <T> Shown<T> shown(ToDoubleFunction<T> value, Metric gauge, String... labels) {
        return new Shown<>(meters.of(gauge, labels), value);
    }

    /** What is known without asking. */
    public static <T> Supplier<Future<Optional<T>>> now(Supplier<T> known) {
        return () -> Future.succeededFuture(Optional.of(known.get()));
    }

    void listeners(IntSupplier count) {
        shows(now(count::getAsInt), List.of(shown(Integer::doubleValue, Metric.EVENT_LISTENERS, service)));
    }

    void consumes(String group, StreamPoller poller, DeadLetters deadLetters) {
        if (meters.areRead()) {
            Meter own = meters.of(Metric.FAILED_TRIES, group, "own");
            Meter others = meters.of(Metric.FAILED_TRIES, group, "transient");
            poller.onFailure(failure -> (failure instanceof TransientFailure ? others : own).record(1));
        }
        shows(
                () -> poller.backlog(redis).map(Optional::of),
                List.of(
                        shown(backlog -> backlog.ageMillis() / 1e3, Metric.GROUP_LAG, group),
                        shown(Backlog::pending, Metric.GROUP_PENDING, group)));
        shows(
                () -> deadLetters.count().map(Optional::of),
                List.of(shown(Long::doubleValue, Metric.DEAD_LETTERS, group)));
    }

    void start() {
        if (meters.areRead()) {
            watch.start();
            delay.start();
        }
    }

    void stop() {
        watch.stop();
        delay.stop();
    }

    private LinkObserver observer() {
        Meter replies = meters.of(Metric.REDIS_REPLY, service);
        Map<String, Meter> batches = new HashMap<>();
        return new LinkObserver() {
            @Override
            public void replied(long nanos) {
                replies.record(nanos / 1e9);
            }

            @Override
            public void called(String script, int decisions) {
                batches.computeIfAbsent(script, name -> meters.of(Metric.BATCH, name))
                        .record(decisions);
            }
        };
    }
}
