package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.domain.Times;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.redis.client.Command;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders counted by day, as a client asks for them. */
class OrderDaysTest extends OrderListTestBase {

    private static final long NOON = Times.millis("2026-11-24T12:00:00.000Z");
    private static final long DAY_MILLIS = 86_400_000;

    @Test
    void aShopWithoutOrdersHasNoDays() {
        Response answer = get("/orders/days");

        assertEquals("[]", answer.text());
        assertEquals("0", answer.header("X-Total-Count"));
    }

    @Test
    void anOrderCountsOnTheDayOfTheZoneOnWhichItWasCreated() {
        String id = orders.pending();
        long millis = Times.millis(payment.order(id).get("created_at").textValue());

        for (String zone : List.of("UTC", "Europe/Berlin", "Pacific/Kiritimati", "Etc/GMT+12")) {
            assertEquals(
                    List.of(dayOf(millis, zone) + " 1 9.00"), days("/orders/days?zone=" + zone.replace("+", "%2B")));
        }
        assertEquals(days("/orders/days?zone=UTC"), days("/orders/days"));
    }

    @Test
    void theyAreAsNewAsTheRequestAndNothingWasSoldByWhatFailedOrWasRefunded() {
        String day = dayOf(orders.clock(), "UTC");
        orders.failed();
        assertEquals(List.of(day + " 1 0.00"), days("/orders/days"));
        String id = orders.pending();
        assertEquals(List.of(day + " 2 9.00"), days("/orders/days"));
        complete(id);
        assertEquals(List.of(day + " 2 9.00"), days("/orders/days"));
        orders.store()
                .refund(id, true, "too late", true, orders.delivered(OrderEvent.REFUND_REQUESTED, id))
                .await();
        assertEquals(List.of(day + " 2 0.00"), days("/orders/days"));
    }

    @Test
    void filtersAndLimitChooseWhatIsCounted() {
        onDays(1, 1, 3, 4, 4, 4);

        assertEquals(List.of("2026-11-28 3 12.00", "2026-11-27 1 3.00", "2026-11-25 2 2.00"), days("/orders/days"));
        assertEquals(List.of("2026-11-28 3 12.00"), days("/orders/days?limit=1"));
        assertEquals("6", get("/orders/days?limit=1").header("X-Total-Count"));
        assertEquals(
                List.of("2026-11-27 1 3.00"),
                days("/orders/days?limit=1&created_before=2026-11-28T00:00:00%2B01:00&zone=Europe/Berlin"));
        assertEquals(
                List.of("2026-11-27 1 3.00", "2026-11-25 2 2.00"),
                days("/orders/days?created_from=2026-11-25T12:00:00Z&created_before=2026-11-28T00:00:00Z"));
        assertEquals(
                List.of("2026-11-27 1 3.00"),
                days("/orders/days?created_from=2026-11-25T12:00:00.001Z&created_before=2026-11-28T12:00:00Z"));
        assertEquals(List.of("2026-11-25 1 1.00"), days("/orders/days?q=2"));
        assertEquals(List.of("2026-11-28 3 12.00"), days("/orders/days?q=DAY%204"));
        assertEquals(List.of(), days("/orders/days?status=completed"));
        assertEquals(
                3,
                days("/orders/days?status=pending&product_id=" + StoredOrders.TEA.productId())
                        .size());
        assertEquals(List.of(), days("/orders/days?product_id=" + StoredOrders.RICE.productId()));
    }

    @ParameterizedTest
    @CsvSource({
        "zone=Europe/Atlantis, zone must be one of",
        "zone=, zone must be one of",
        "zone=europe/berlin, zone must be one of",
        "zone=%2B02:00, zone must be one of",
        "zone=UTC%2B1, zone must be one of",
        "zone=UTC&zone=UTC, zone is given more than once",
        "limit=0, limit must be a whole number from 1 to 31",
        "limit=32, limit must be a whole number from 1 to 31",
        "sort=total, sort is no parameter of this address",
        "cursor=abc, cursor is no parameter of this address",
        "status=lost, status must be one of",
        "created_from=today, created_from must be a time",
        "q=one%20two%20three%20four%20five%20six%20seven%20eight%20nine, q must have at most 8 words"
    })
    void whatItDoesNotUnderstandIsNamed(String query, String why) {
        Response answer = payment.user().get("/orders/days?" + query);

        assertEquals(422, answer.status(), answer::text);
        assertTrue(answer.text().contains(why), answer::text);
    }

    @Test
    void daysAreTheIdOfNoOrder() {
        assertEquals(405, payment.user().post("/orders/days", "{}").status());
        assertEquals(400, payment.user().post("/orders/days/refund", "{}").status());
        assertEquals(400, payment.user().get("/orders/Days").status());
    }

    /** On about forty days, in every status; with each filter, the figures are those of the list, added up one by one. */
    @Test
    void theFiguresAreThoseOfTheListAddedUp() {
        Random random = new Random(17);
        payment.stop();
        for (int i = 0; i < 300; i++) {
            String id = switch (random.nextInt(4)) {
                case 0 -> orders.pending();
                case 1 -> orders.completed();
                case 2 -> orders.failed();
                default -> orders.refunded();
            };
            move(id, NOON - (long) (random.nextDouble() * 40 * DAY_MILLIS));
            redis.call(Command.HSET, PaymentKeys.order(id), "total", random.nextInt(1_000_000));
        }
        payment.start();

        for (String zone : List.of("UTC", "Europe/Berlin", "America/New_York")) {
            for (String filter :
                    List.of("", "&status=completed", "&status=failed", "&q=7", "&q=shop&status=refunded")) {
                List<String> all = expected(filter, zone);
                assertEquals(
                        all.stream().limit(31).toList(), days("/orders/days?zone=" + zone + filter), zone + filter);
                assertEquals(all, allDays(zone, filter), zone + filter);
            }
        }
        assertEquals("300", get("/orders/days").header("X-Total-Count"));
    }

    /** Those on further pages begin where the last one ended. */
    private List<String> allDays(String zone, String filter) {
        List<String> all = new ArrayList<>();
        List<String> page = days("/orders/days?limit=9&zone=" + zone + filter);
        while (!page.isEmpty()) {
            all.addAll(page);
            String last = page.get(page.size() - 1).substring(0, 10);
            String begin = LocalDate.parse(last)
                    .atStartOfDay(ZoneId.of(zone))
                    .toInstant()
                    .toString();
            page = days("/orders/days?limit=9&zone=" + zone + filter + "&created_before=" + begin);
        }
        return all;
    }

    private List<String> expected(String filter, String zone) {
        Map<String, List<JsonNode>> days = new TreeMap<>(Comparator.reverseOrder());
        for (String page = "/orders?sort=number&limit=500" + filter; page != null; ) {
            Response answer = get(page);
            answer.json()
                    .forEach(order -> days.computeIfAbsent(
                                    dayOf(Times.millis(order.get("created_at").textValue()), zone),
                                    day -> new ArrayList<>())
                            .add(order));
            page = next(answer);
        }
        return days.entrySet().stream()
                .map(day -> day.getKey() + " " + day.getValue().size() + " " + sold(day.getValue()))
                .toList();
    }

    private static String sold(List<JsonNode> orders) {
        return orders.stream()
                .filter(order -> !order.get("status").textValue().matches("failed|refunded"))
                .map(order -> order.get("total").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2)
                .toPlainString();
    }

    /** Orders at noon so many days after the first one, of as many units of money. */
    private void onDays(int... days) {
        payment.stop();
        for (int day : days) {
            PlacementStore.NewOrder as = StoredOrders.wanted(Ids.random());
            orders.placements()
                    .create(new PlacementStore.NewOrder(
                            as.attempt(),
                            as.digest(),
                            "day " + day,
                            as.lines(),
                            as.fee(),
                            new Money(100L * day),
                            as.deadline()))
                    .await();
            move(as.attempt().id(), NOON + day * DAY_MILLIS);
        }
        payment.start();
    }

    /** Lets an order be of another time, as long as no index has seen it. */
    private static void move(String id, long millis) {
        redis.call(Command.HSET, PaymentKeys.order(id), "entry", millis + "-0");
    }

    private void complete(String id) {
        orders.store()
                .complete(id, StoredOrders.APPROVED, orders.delivered(OrderEvent.CREATED, id))
                .await();
    }

    private static String dayOf(long millis, String zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneId.of(zone))
                .toString();
    }

    /** Each as its day, count and sum. */
    private List<String> days(String path) {
        return StreamSupport.stream(get(path).json().spliterator(), false)
                .map(day -> day.get("day").textValue() + " " + day.get("orders") + " "
                        + day.get("total").decimalValue().setScale(2).toPlainString())
                .toList();
    }
}
