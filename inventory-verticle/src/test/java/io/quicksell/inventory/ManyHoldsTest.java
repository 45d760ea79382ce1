package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Far more holds than the sweeper checks at once, all past their deadline. */
class ManyHoldsTest extends StockTestBase {

    /** As many as six batches have. */
    private static final int MANY = 1_500;

    private static final int SWEEP_MILLIS = 3_000;
    private static final Duration LIMIT = Duration.ofSeconds(25);

    @Order(2)
    @RegisterExtension
    static final FakePayment payment = new FakePayment(redis);

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory =
            new RunningInventory(redis, RunningInventory.config(1, Stock.HOLD_MILLIS, SWEEP_MILLIS));

    /** A sweeper that does a hundred at a time would need 45 s. */
    @Test
    void aFloodOfHoldsIsGivenBackInOneGoWithOneLineInTheLog() {
        try (LogLines log = LogLines.from(HoldSweeper.class)) {
            String coffee = stock.product("Coffee", MANY);
            hold(coffee);

            Eventually.succeeds(LIMIT, () -> {
                assertEquals(new Stock.Counts(MANY, 0, 0), stock.counts(coffee));
                return null;
            });
            assertEquals(0, redis.call(Command.ZCARD, "holds").toInteger());
            Eventually.holds(() -> assertEquals(MANY, released(log)));
            assertTrue(log.lines().size() <= 3, log.lines()::toString);
        }
    }

    private void hold(String coffee) {
        Future.all(Stream.generate(() -> stock.reservations().reserve(Ids.random(), List.of(new Line(coffee, 1)), -1))
                        .limit(MANY)
                        .toList())
                .await();
    }

    /** How many holds the lines of the log speak of. */
    private static int released(LogLines log) {
        return log.lines().stream()
                .mapToInt(line -> Integer.parseInt(line.replaceAll(".* for ([0-9]+) orders .*", "$1")))
                .sum();
    }
}
