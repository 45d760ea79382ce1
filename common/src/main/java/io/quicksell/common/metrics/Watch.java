package io.quicksell.common.metrics;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Keeps gauges whose values have to be asked for. They are asked for every few seconds however often the metrics are read, one round
 * after the other; what is not known in time has no value until the next round.
 *
 * <p>Not thread-safe: for the event loop that calls {@link #start()}.
 */
public final class Watch {

    /**
     * What of an answer a gauge shows.
     *
     * @param <T> the type of the answer
     */
    public record Shown<T>(Meter gauge, ToDoubleFunction<T> value) {}

    private static final long EVERY_MILLIS = 3_000;
    private static final long LIMIT_MILLIS = 2_500;

    private final Vertx vertx;
    private final List<Runnable> questions = new ArrayList<>();
    private long timer;

    public Watch(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Asks for an answer in each round.
     *
     * @param question its answer is empty where there is nothing to show
     */
    public <T> Watch asks(Supplier<Future<Optional<T>>> question, List<Shown<T>> gauges) {
        questions.add(() -> Future.succeededFuture()
                .compose(now -> question.get())
                .timeout(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                .otherwise(Optional.empty())
                .onSuccess(answer -> show(answer, gauges)));
        return this;
    }

    public void start() {
        ask();
        timer = vertx.setPeriodic(EVERY_MILLIS, tick -> ask());
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void ask() {
        questions.forEach(Runnable::run);
    }

    private static <T> void show(Optional<T> answer, List<Shown<T>> gauges) {
        gauges.forEach(shown ->
                shown.gauge().record(answer.isPresent() ? shown.value().applyAsDouble(answer.get()) : Double.NaN));
    }
}
