package io.quicksell.inventory;

import static io.quicksell.inventory.RunningInventory.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.Cursor;
import io.quicksell.common.order.Line;
import io.vertx.redis.client.Command;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Movements are kept for 90 days; then an opening balance stands in their place, so that the units still make the quantity. */
class LedgerRetentionTest extends StockTestBase {

    private static final int OLD = 301;

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 50, 500})
    void anOpeningBalanceStandsForWhatIsGone(int limit) {
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
        String next = next(inventory.get("/products/" + tea + "/movements?limit=" + (OLD - 1)));
        stock.reserve(order, new Line(tea, 3));

        HttpResponse<String> refused = inventory.get(next);
        assertEquals(400, refused.statusCode(), refused.body());
        assertEquals(
                "What is behind this cursor is not kept any more. Start again without it.",
                json(refused).get("detail").textValue());
        String forged = "?cursor=" + new Cursor(Cursor.MOVEMENTS, 1, "0");
        assertEquals(
                400, inventory.get("/products/" + milk + "/movements" + forged).statusCode());
        assertEquals(
                404,
                inventory
                        .get("/products/" + Ids.random() + "/movements" + forged)
                        .statusCode());
    }

    /** As if the product had been made so many days ago, and one unit had gone and come back since, over and over. */
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

    /** Every movement of tea, page by page; none is empty but a first one. */
    private List<JsonNode> walk(int limit) {
        List<JsonNode> ledger = new ArrayList<>();
        for (String page = "/products/" + tea + "/movements?limit=" + limit; page != null; ) {
            HttpResponse<String> answer = inventory.get(page);
            assertEquals(200, answer.statusCode(), answer.body());
            assertTrue(json(answer).size() <= limit && json(answer).size() > 0, answer::body);
            json(answer).forEach(ledger::add);
            page = next(answer);
        }
        return ledger;
    }

    private static String next(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Link")
                .map(link -> link.substring(1, link.indexOf('>')))
                .orElse(null);
    }

    private static long unitsOf(List<JsonNode> ledger) {
        return ledger.stream()
                .mapToLong(movement -> movement.get("units").longValue())
                .sum();
    }
}
