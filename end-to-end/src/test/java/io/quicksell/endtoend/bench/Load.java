package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.KeepAlive;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Connections that ask as fast as they are answered. Needs nothing but the JDK.
 *
 * @param connections each with a thread of its own
 * @param warmUp before anything counts
 * @param measured how long what happens counts
 */
record Load(int connections, Duration warmUp, Duration measured) {

    /** One request of the load; it throws where the answer is not the right one. */
    @FunctionalInterface
    interface Step {
        void run(KeepAlive connection) throws IOException;
    }

    /**
     * What was measured.
     *
     * @param nanos each request's latency, shortest first
     */
    record Result(long[] nanos, Duration measured) {

        double perSecond() {
            return nanos.length * 1e9 / measured.toNanos();
        }

        /** The latency that this share of all requests stayed within. */
        double millis(double share) {
            return nanos[(int) Math.min(nanos.length - 1, nanos.length * share)] / 1e6;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%,8.0f/s   p50 %6.1f ms   p99 %6.1f ms", perSecond(), millis(0.50), millis(0.99));
        }
    }

    private static final int INITIAL_ROOM = 1 << 16;

    Result on(String url, Step step) throws InterruptedException, ExecutionException {
        long begin = System.nanoTime() + warmUp.toNanos();
        long end = begin + measured.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<long[]>> clients = IntStream.range(0, connections)
                    .mapToObj(client -> threads.submit((Callable<long[]>) () -> latencies(url, step, begin, end)))
                    .toList();
            LongStream all = LongStream.empty();
            for (Future<long[]> client : clients) {
                all = LongStream.concat(all, Arrays.stream(client.get()));
            }
            return new Result(all.sorted().toArray(), measured);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[] latencies(String url, Step step, long begin, long end) throws IOException {
        long[] nanos = new long[INITIAL_ROOM];
        int count = 0;
        try (KeepAlive connection = new KeepAlive(url)) {
            long asked = System.nanoTime();
            while (asked < end) {
                step.run(connection);
                long answered = System.nanoTime();
                if (asked >= begin && answered <= end) {
                    nanos = count == nanos.length ? Arrays.copyOf(nanos, count * 2) : nanos;
                    nanos[count++] = answered - asked;
                }
                asked = answered;
            }
        }
        return Arrays.copyOf(nanos, count);
    }
}
