package io.quicksell.common.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.metrics.Watch.Shown;
import io.quicksell.common.testing.RecordedMeters;
import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gauge shows what is known, and says so when nobody knows. */
class WatchTest {

    private final Vertx vertx = Vertx.vertx();
    private final RecordedMeters meters = new RecordedMeters();
    private final Watch watch = new Watch(vertx);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void oneAnswerMayHaveSeveralGauges() {
        watch.asks(
                        () -> Future.succeededFuture(Optional.of("tea")),
                        List.of(
                                shown(String::length, Metric.HOLDS),
                                shown(text -> text.indexOf('e'), Metric.INDEX_LAG)))
                .start();

        assertEquals(List.of(3.0), meters.values(Metric.HOLDS));
        assertEquals(List.of(1.0), meters.values(Metric.INDEX_LAG));
    }

    @Test
    void whatFailsOrThrowsOrDoesNotComeHasNoValue() {
        AtomicInteger rounds = new AtomicInteger();
        watch.asks(
                        () -> Future.<Optional<Integer>>failedFuture("away"),
                        List.of(shown(Integer::doubleValue, Metric.HOLDS)))
                .asks(
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        List.of(this.<Integer>shown(Integer::doubleValue, Metric.INDEX_LAG)))
                .asks(
                        () -> rounds.getAndIncrement() == 0
                                ? Promise.<Optional<Integer>>promise().future()
                                : Future.succeededFuture(Optional.of(7)),
                        List.of(shown(Integer::doubleValue, Metric.INDEX_SIZE)))
                .start();

        Eventually.holds(() -> assertEquals(List.of(Double.NaN, 7.0), meters.values(Metric.INDEX_SIZE)));
        assertEquals(Double.NaN, meters.last(Metric.HOLDS));
        assertEquals(Double.NaN, meters.last(Metric.INDEX_LAG));
    }

    private <T> Shown<T> shown(ToDoubleFunction<T> value, Metric gauge) {
        return new Shown<>(meters.of(gauge), value);
    }
}
