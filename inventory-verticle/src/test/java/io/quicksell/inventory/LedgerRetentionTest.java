package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.Cursor;
import io.quicksell.common.order.Line;
import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Movements are kept for 90 days; then an opening balance replaces them, so that the units still add up to the quantity. */
class LedgerRetentionTest extends StockTestBase {

    private static final int OLD = 301;

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 50, 500})
    void anOpeningBalanceReplacesWhatIsGone(int limit) {
        giveOldMovements(tea, 91);
        stock.reserve(order, new Line(tea, 3));
        stock.reserve(Ids.random(), new Line(tea, 2));
        assertTrue(length() <= 100, () -> length() + " movements are left");

        List<JsonNode> ledger = walk(limit);
        assertEquals(length() + 1, ledger.size());
        JsonNode opening = ledger.get(ledger.size() - 1);
        JsonNode oldest = ledger.get(ledger.size() - 2);
        assertEquals("opening", opening.get("kind").textValue());
        assertEquals(opening.get("quantity"), opening.get("units"));
        assertEquals(
                oldest.get("quantity").longValue() - oldest.get("units").longValue(),
                opening.get("units").longValue());
        assertEquals(oldest.get("at"), opening.get("at"));
        assertEquals(1, ledger.stream().filter(opening::equals).count());
        assertEquals(5, unitsOf(ledger));
    }

    @Test
    void whatIsNotOldEnoughIsKept() {
        giveOldMovements(tea, 89);
        stock.reserve(order, new Line(tea, 3));

        List<JsonNode> ledger = walk(500);
        assertEquals(OLD + 1, ledger.size());
        assertEquals("created", ledger.get(OLD).get("kind").textValue());
        assertEquals(7, unitsOf(ledger));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, OLD, OLD + 1, 400})
    void aPageThatEndsWithTheCreationIsTheLast(int limit) {
        giveOldMovements(tea, 1);
        stock.reserve(order, new Line(tea, 3));

        List<JsonNode> ledger = walk(limit);
        assertEquals(OLD + 1, ledger.size());
        assertEquals(7, unitsOf(ledger));
    }

    @Test
    void theNewestMovementStaysHoweverOldItIs() {
        giveOldMovements(tea, 91);

        assertEquals(10, unitsOf(walk(50)));
    }

    @Test
    void theLedgerOfADeletedProductGoesWhenItsLastMovementIsOldEnough() {
        stock.delete(tea);

        long millis = redis.call(Command.PTTL, "movements:" + tea).toLong();
        assertTrue(millis > TimeUnit.DAYS.toMillis(90) - 60_000 && millis <= TimeUnit.DAYS.toMillis(90));
        assertEquals(-1, redis.call(Command.PTTL, "movements:" + milk).toLong());
    }

    @Test
    void aCursorWhoseMovementsAreGoneIsRefused() {
        giveOldMovements(tea, 91);
        String next = inventory
                .user()
                .get("/products/" + tea + "/movements?limit=" + (OLD - 1))
                .next()
                .orElseThrow();
        stock.reserve(order, new Line(tea, 3));

        Response refused = inventory.user().get(next);
        assertEquals(400, refused.status(), refused.text());
        assertEquals(
                "What is behind this cursor is not kept any more. Start again without it.",
                refused.json().get("detail").textValue());
        String forged = "?cursor=" + new Cursor(Cursor.MOVEMENTS, 1, "0");
        assertEquals(
                400,
                inventory
                        .user()
                        .get("/products/" + milk + "/movements" + forged)
                        .status());
        assertEquals(
                404,
                inventory
                        .user()
                        .get("/products/" + Ids.random() + "/movements" + forged)
                        .status());
    }

    /** As if the product had been created so many days ago, and one unit had been taken out and put back since, over and over. */
    private void giveOldMovements(String id, int days) {
        redis.call(Command.DEL, "movements:" + id);
        long then = System.currentTimeMillis() - TimeUnit.DAYS.toMillis(days);
        enter(id, then, "created", 10, 10);
        for (int i = 1; i < OLD; i += 2) {
            enter(id, then + i, "adjusted", -1, 9);
            enter(id, then + i + 1, "adjusted", 1, 10);
        }
    }

    private void enter(String id, long millis, String kind, long units, long quantity) {
        redis.call(Command.XADD, "movements:" + id, millis + "-0", "kind", kind, "units", units, "quantity", quantity);
    }

    private int length() {
        return redis.call(Command.XLEN, "movements:" + tea).toInteger();
    }

    /** Every movement of tea, page by page; no page is empty. */
    private List<JsonNode> walk(int limit) {
        List<JsonNode> ledger = new ArrayList<>();
        Optional<String> page = Optional.of("/products/" + tea + "/movements?limit=" + limit);
        while (page.isPresent()) {
            Response response = inventory.user().get(page.get());
            assertEquals(200, response.status(), response.text());
            assertTrue(response.json().size() <= limit && response.json().size() > 0, response::text);
            response.json().forEach(ledger::add);
            page = response.next();
        }
        return ledger;
    }

    private static long unitsOf(List<JsonNode> ledger) {
        return ledger.stream()
                .mapToLong(movement -> movement.get("units").longValue())
                .sum();
    }
}
