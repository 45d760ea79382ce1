package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.KeepAlive;
import io.quicksell.endtoend.driver.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Connections that send one request after the other: each as soon as it has the response to the one before (a closed loop), or when it
 * is due, however long those before it took (constant arrival). A latency counts from when the request was due, so a server that
 * stalls is charged with all that came meanwhile.
 *
 * @param connections each with a thread of its own
 * @param perSecond of all connections together, or 0 for a closed loop
 */
record Load(int connections, double perSecond) {

    /**
     * When it counts.
     *
     * @param leadIn before anything counts
     * @param each how long a repetition is
     */
    record Windows(Duration leadIn, Duration each, int repetitions) {

        private long bound(int repetition) {
            return leadIn.plus(each.multipliedBy(repetition)).toNanos();
        }
    }

    /**
     * One repetition.
     *
     * @param nanos the latencies of the requests that were due in it
     * @param before what was seen at its begin
     * @param after what was seen at its end
     */
    record Measured<T>(Duration overall, Histogram nanos, T before, T after) {

        double perSecond() {
            return nanos.getTotalCount() * 1e9 / overall.toNanos();
        }

        double millis(double percentile) {
            return nanos.getValueAtPercentile(percentile) / 1e6;
        }
    }

    private static final long SHORTEST_NANOS = 1_000;
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    static Load closed(int connections) {
        return new Load(connections, 0);
    }

    /**
     * @param request sends one, and throws where the response is not the right one
     * @param look at the begin, between two repetitions and at the end
     */
    <T> List<Measured<T>> on(String url, Windows windows, Consumer<KeepAlive> request, Supplier<T> look)
            throws InterruptedException, ExecutionException {
        List<Histogram> histograms =
                Stream.generate(Load::histogram).limit(windows.repetitions()).toList();
        List<T> looks = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long begin = System.nanoTime();
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < connections; client++) {
                int first = client;
                clients.add(threads.submit(() -> send(url, request, first, begin, windows, histograms)));
            }
            for (int bound = 0; bound <= windows.repetitions(); bound++) {
                Waiting.untilNanos(begin + windows.bound(bound));
                looks.add(look.get());
            }
            for (Future<?> client : clients) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return IntStream.range(0, windows.repetitions())
                .mapToObj(i -> new Measured<>(windows.each(), histograms.get(i), looks.get(i), looks.get(i + 1)))
                .toList();
    }

    /** As {@link #on}, where nothing but the requests themselves is of interest. */
    List<Measured<Void>> on(String url, Windows windows, Consumer<KeepAlive> request)
            throws InterruptedException, ExecutionException {
        return on(url, windows, request, () -> null);
    }

    private void send(
            String url,
            Consumer<KeepAlive> request,
            int first,
            long begin,
            Windows windows,
            List<Histogram> histograms) {
        long end = begin + windows.bound(windows.repetitions());
        try (KeepAlive connection = new KeepAlive(url)) {
            long due = due(begin, first);
            for (long n = first; due < end; due = due(begin, n)) {
                Waiting.untilNanos(due);
                request.accept(connection);
                long counted = due - begin - windows.leadIn().toNanos();
                if (counted >= 0) {
                    int repetition = (int) (counted / windows.each().toNanos());
                    histograms.get(repetition).recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - due));
                }
                n += connections;
            }
        }
    }

    private long due(long begin, long n) {
        return perSecond == 0 ? System.nanoTime() : begin + (long) (n * 1e9 / perSecond);
    }

    static Histogram histogram() {
        return new ConcurrentHistogram(SHORTEST_NANOS, LONGEST_NANOS, DIGITS);
    }
}
