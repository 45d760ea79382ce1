package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefuseOrderTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    private static final Problem FIRST = new Problem(ProblemType.OUT_OF_STOCK, "Only 2 units in stock.");
    private static final Problem SECOND = new Problem(ProblemType.OUT_OF_STOCK, "Only 1 unit in stock.");

    private final String id = Ids.random();
    private final String note = "refusal:" + id + ":digest";

    @Test
    void theHighestTryThatWasRefusedIsNotedForAMinute() {
        assertEquals(Optional.empty(), refuse(7, FIRST));
        assertEquals(Map.of("try", "7", "answer", FIRST.body(null).toString()), redis.hash(note));

        assertEquals(Optional.empty(), refuse(10, SECOND));
        assertEquals(Optional.empty(), refuse(8, FIRST));

        assertEquals(Map.of("try", "10", "answer", SECOND.body(null).toString()), redis.hash(note));
        long keptMillis = redis.call(Command.PTTL, note).toLong();
        assertTrue(keptMillis > 50_000 && keptMillis <= 60_000, () -> keptMillis + " ms");
    }

    @Test
    void anOrderThatIsThereIsNotRefused() {
        orders.placements().create(StoredOrders.wanted(id)).await();
        Map<String, String> before = redis.snapshot();

        assertEquals(orders.store().find(id).await(), refuse(7, FIRST));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        WrongTypes.expectFoundFirst(redis, List.of(PaymentKeys.order(id), note), () -> refuse(7, FIRST));
    }

    private Optional<Order> refuse(long number, Problem answer) {
        return orders.placements()
                .refuse(new PlacementStore.Try(id, OptionalLong.of(number), "digest", StoredOrders.NAMESPACE), answer)
                .await();
    }
}
