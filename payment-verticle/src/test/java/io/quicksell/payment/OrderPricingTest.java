package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.json.Json;
import io.quicksell.common.order.PricedLine;
import io.quicksell.common.order.StoredFormat;
import io.quicksell.common.peer.Peer;
import io.quicksell.testing.RealRedis;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an order costs. */
class OrderPricingTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    private final FakeInventory inventory = new FakeInventory();
    private String deployment;

    @BeforeEach
    void inventoryIsThere() {
        deployment = redis.vertx().deployVerticle(inventory).await();
    }

    @AfterEach
    void inventoryGoes() {
        redis.vertx().undeploy(deployment).await();
    }

    @Test
    void theFeeIsAFifthOfTheSumOfAllLines() {
        Order order = place("0.2", line(250, 3), line(1_999, 2));

        assertEquals(List.of(new Money(950), new Money(5_698)), List.of(order.fee(), order.total()));
    }

    @Test
    void theFeeIsRoundedOnceAndNotLineByLine() {
        Order order = place("0.2", line(1, 1), line(1, 1), line(1, 1));

        assertEquals(new Money(1), order.fee());
    }

    @Test
    void halfACentIsRoundedUp() {
        assertEquals(new Money(1), place("0.25", line(2, 1)).fee());
    }

    @Test
    void lessThanHalfACentIsRoundedDown() {
        assertEquals(new Money(0), place("0.2", line(2, 1)).fee());
    }

    @Test
    void whatCostsNothingHasNoFee() {
        assertEquals(new Money(0), place("0.2", line(0, 1_000_000)).total());
    }

    @Test
    void aRateMayHaveSixDecimals() {
        assertEquals(
                new Money(100_000), place("0.000001", line(999_999_999, 100)).fee());
    }

    @Test
    void theTotalMayComeToTheLimit() {
        assertEquals(
                Money.MAX_TOTAL,
                place("0", line(999_999_999, 1_000), line(999, 1)).total());
    }

    @Test
    void aTotalOneCentAboveTheLimitIsRefusedAndItsUnitsAreGivenBack() {
        Problem problem = assertThrows(Problem.class, () -> place("0", line(999_999_999, 1_000), line(1_000, 1)));

        assertEquals(ProblemType.INVALID, problem.type());
        assertEquals(
                "quantity makes a total of 10,000,000,000.00; an order may come to 9,999,999,999.99.",
                problem.getMessage());
        assertEquals(1, inventory.releases().size());
        assertEquals(
                Set.of(PaymentKeys.SECRET, StoredFormat.KEY), redis.snapshot().keySet());
    }

    @Test
    void theLargestOrderThatCanBeAskedForIsRefusedToo() {
        PricedLine[] lines =
                Stream.generate(() -> line(999_999_999, 1_000_000)).limit(100).toArray(PricedLine[]::new);

        assertThrows(Problem.class, () -> place("1", lines));
    }

    @Test
    void anOrderIsPlacedAtTheTotalThatTheClientExpects() {
        assertEquals(
                new Money(900),
                place("0.2", Optional.of(new Money(900)), line(250, 3)).total());
    }

    @Test
    void anOrderThatComesToAnotherTotalIsRefusedWithBothAndItsUnitsAreGivenBack() {
        for (long cents : List.of(899, 901)) {
            Problem problem = assertThrows(
                    Problem.class, () -> place("0.2", Optional.of(new Money(cents)), line(250, 3)), () -> cents + "");

            assertEquals(ProblemType.PRICE_CHANGED, problem.type());
            JsonNode body = Json.read(problem.body("r-1").toString(), JsonNode.class);
            assertEquals(9.00, body.get("total").doubleValue());
            assertEquals(cents / 100.0, body.get("expected_total").doubleValue());
        }
        assertEquals(2, inventory.releases().size());
        assertEquals(
                Set.of(PaymentKeys.SECRET, StoredFormat.KEY), redis.snapshot().keySet());
    }

    private Order place(String feeRate, PricedLine... lines) {
        return place(feeRate, Optional.empty(), lines);
    }

    private Order place(String feeRate, Optional<Money> expectedTotal, PricedLine... lines) {
        Stream.of(lines).forEach(inventory::sells);
        InventoryPeer peer = new InventoryPeer(new Peer(redis.vertx(), "inventory", ""));
        OrderRequest request =
                new OrderRequest(Stream.of(lines).map(PricedLine::line).toList(), "", expectedTotal);
        return orders.placement(peer, new BigDecimal(feeRate))
                .place(request)
                .await()
                .order();
    }

    private static PricedLine line(long cents, long quantity) {
        return new PricedLine(Ids.random(), "Tea", new Money(cents), quantity);
    }
}
