package io.quicksell.endtoend.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.bench.Load.Measured;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What a long run makes of its minutes. */
class SoakTest {

    private static final int MINUTES = 12;
    private static final long PER_MINUTE = 1_000;
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void whatIsKeptOfEachOrderMayGrowWithTheOrders() {
        assertEquals(List.of(), grown(minute -> healthy(minute)));
    }

    @Test
    void memoryThatGrowsWithTimeIsNamed() {
        Vitals first = healthy(0);
        assertEquals(
                List.of("JVMs resident, MiB grew from 140 to 200"),
                grown(minute -> new Vitals(
                        PER_MINUTE * (minute + 1),
                        (100 + 10L * minute) * MEBIBYTE,
                        first.descriptors(),
                        first.events(),
                        healthy(minute).redisBytes(),
                        healthy(minute).indexBytes())));
    }

    @Test
    void descriptorsThatAreNotClosedAreNamed() {
        assertTrue(grown(minute -> {
                    Vitals healthy = healthy(minute);
                    return new Vitals(
                            healthy.orders(),
                            healthy.residentBytes(),
                            50 + 2L * minute,
                            healthy.events(),
                            healthy.redisBytes(),
                            healthy.indexBytes());
                })
                .get(0)
                .startsWith("descriptors grew"));
    }

    private static Vitals healthy(int minute) {
        long orders = PER_MINUTE * (minute + 1);
        return new Vitals(orders, 300 * MEBIBYTE, 50, 2 * PER_MINUTE, 1_000 * orders, 300 * orders);
    }

    private static List<String> grown(IntFunction<Vitals> after) {
        Histogram nanos = new Histogram(3);
        nanos.recordValueWithCount(5_000_000, PER_MINUTE);
        return new Soak(IntStream.range(0, MINUTES)
                        .mapToObj(minute ->
                                new Measured<>(Duration.ofMinutes(1), nanos, after.apply(minute), after.apply(minute)))
                        .toList())
                .grown();
    }
}
