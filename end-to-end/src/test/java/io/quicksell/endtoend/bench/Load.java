package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.KeepAlive;
import io.quicksell.endtoend.driver.Latencies;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Connections that each send the next request as soon as they have the response to the one before.
 *
 * @param connections each with a thread of its own
 * @param warmUp before anything counts
 * @param measured how long what happens counts
 */
record Load(int connections, Duration warmUp, Duration measured) {

    /** The latencies of all requests that were sent and responded to while it was measured. */
    record Result(Latencies latencies, Duration measured) {

        double perSecond() {
            return latencies.count() * 1e9 / measured.toNanos();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,8.0f/s   p50 %6.1f ms   p99 %6.1f ms",
                    perSecond(),
                    latencies.millis(0.50),
                    latencies.millis(0.99));
        }
    }

    private static final int INITIAL_ROOM = 1 << 16;

    /**
     * @param request sends one, and throws where the response is not the right one
     */
    Result on(String url, Consumer<KeepAlive> request) throws InterruptedException, ExecutionException {
        long begin = System.nanoTime() + warmUp.toNanos();
        long end = begin + measured.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<long[]>> clients = IntStream.range(0, connections)
                    .mapToObj(client -> threads.submit(() -> latencies(url, request, begin, end)))
                    .toList();
            LongStream all = LongStream.empty();
            for (Future<long[]> client : clients) {
                all = LongStream.concat(all, Arrays.stream(client.get()));
            }
            return new Result(Latencies.of(all), measured);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[] latencies(String url, Consumer<KeepAlive> request, long begin, long end) {
        long[] nanos = new long[INITIAL_ROOM];
        int count = 0;
        try (KeepAlive connection = new KeepAlive(url)) {
            long sent = System.nanoTime();
            while (sent < end) {
                request.accept(connection);
                long received = System.nanoTime();
                if (sent >= begin && received <= end) {
                    nanos = count == nanos.length ? Arrays.copyOf(nanos, count * 2) : nanos;
                    nanos[count++] = received - sent;
                }
                sent = received;
            }
        }
        return Arrays.copyOf(nanos, count);
    }
}
