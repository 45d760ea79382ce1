package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.bench.Load.Measured;
import io.quicksell.endtoend.bench.Meter.Reading;
import io.quicksell.endtoend.driver.RedisClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.HdrHistogram.Histogram;

/**
 * How much later orders are completed than their payment takes: from the event that an order was created to the event that it was
 * completed, both by the clock of Redis, less the time of the payment.
 */
record Lateness(RedisClient redis, Duration payment) {

    private static final int PAGE = 5_000;

    /** In nanoseconds, of the orders that were created in each repetition. All of them have to be completed. */
    List<Histogram> of(List<Measured<Reading>> measured) {
        Map<String, Long> completed = new HashMap<>();
        read("order_completed", measured.get(0).before().redisMillis() + "", "+", completed::put);
        return measured.stream().map(each -> of(each, completed)).toList();
    }

    private Histogram of(Measured<Reading> each, Map<String, Long> completed) {
        Histogram nanos = Load.histogram();
        String begin = each.before().redisMillis() + "";
        String end = each.after().redisMillis() - 1 + "";
        read("order_created", begin, end, (order, millis) -> {
            long late = completed.get(order) - millis - payment.toMillis();
            nanos.recordValue(Math.max(0, Duration.ofMillis(late).toNanos()));
        });
        return nanos;
    }

    /** Hands over the order and the time of each entry between those ids. */
    private void read(String stream, String first, String last, BiConsumer<String, Long> entry) {
        List<?> page;
        String from = first;
        do {
            page = (List<?>) redis.send("XRANGE", stream, from, last, "COUNT", String.valueOf(PAGE));
            for (Object each : page) {
                String id = (String) ((List<?>) each).get(0);
                List<?> fields = (List<?>) ((List<?>) each).get(1);
                entry.accept(
                        (String) fields.get(fields.indexOf("order_id") + 1),
                        Long.valueOf(id.substring(0, id.indexOf('-'))));
                from = "(" + id;
            }
        } while (page.size() == PAGE);
    }
}
