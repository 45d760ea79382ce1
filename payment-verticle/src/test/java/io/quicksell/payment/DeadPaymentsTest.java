package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.testing.BadRequests;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Entries that payment cannot handle. */
class DeadPaymentsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String UNKNOWN = BadRequests.UNKNOWN;
    private static final int TRIES = 5;

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    @Test
    void whatCanNeverBeHandledBecomesADeadLetterThatCanBeRetriedOnceItIsMended() {
        String nonsense = add(OrderEvent.CREATED, "total", "100");
        String created = add(OrderEvent.CREATED, "order_id", UNKNOWN, "total", "900");
        String refund =
                OrderEvent.REFUND_REQUESTED + add(OrderEvent.REFUND_REQUESTED, "order_id", UNKNOWN, "reason", "Broken");
        payment.reached("completed", payment.placed());

        Map<String, JsonNode> letters = Eventually.succeeds(() -> lettersByEntry(3));
        expectLetter(
                letters.get(OrderEvent.CREATED + nonsense), "entry " + nonsense + " of order_created has no order_id");
        expectLetter(letters.get(OrderEvent.CREATED + created), "there is no order " + UNKNOWN);
        expectLetter(letters.get(refund), "there is no order " + UNKNOWN);
        assertEquals("Broken", letters.get(refund).get("entry").get("reason").textValue());
        assertEquals(0, redis.pending(OrderEvent.CREATED, ConsumerGroups.PAYMENT));
        assertEquals(0, redis.pending(OrderEvent.REFUND_REQUESTED, ConsumerGroups.PAYMENT));
        assertEquals(List.of(), payment.gateway().refunds(), "nothing was paid back for no order");

        assertEquals(409, retry(letters.get(OrderEvent.CREATED + created)));
        orders.placements().create(StoredOrders.wanted(UNKNOWN)).await();
        payment.reached("completed", UNKNOWN);
        assertEquals(204, retry(letters.get(OrderEvent.CREATED + created)));
        assertEquals(204, retry(letters.get(refund)));
        assertEquals("refunded", payment.order(UNKNOWN).get("status").textValue());
        assertEquals(Set.of(OrderEvent.CREATED + nonsense), lettersByEntry(1).keySet());
    }

    /** A stream that is missing there would grow for ever, and a wrong name would keep nothing from growing. */
    @Test
    void everyStreamThatPaymentWritesHasItsReadersButTheListOfAllOrders() {
        String refunded = payment.placed();
        payment.reached("completed", refunded);
        payment.user().post("/orders/" + refunded + "/refund", null);
        payment.reached("refunded", refunded);
        payment.gateway().decline("The card has expired.");
        payment.reached("failed", payment.placed());

        Set<String> streams = StreamSupport.stream(redis.call(Command.KEYS, "*").spliterator(), false)
                .map(Response::toString)
                .filter(key -> redis.call(Command.TYPE, key).toString().equals("stream"))
                .collect(Collectors.toSet());

        streams.remove(OrderEvent.CREATED);
        assertEquals(streams, PaymentKeys.READERS.keySet());
        PaymentKeys.READERS.forEach((stream, groups) -> assertEquals(
                List.of(PaymentHandler.STREAMS.contains(stream) ? ConsumerGroups.PAYMENT : "inventory"),
                groups,
                stream));
    }

    private static String add(String stream, Object... fields) {
        return redis.call(
                        Command.XADD,
                        Stream.concat(Stream.of(stream, "*"), Stream.of(fields)).toArray())
                .toString();
    }

    /** By stream and entry: two streams may have given the same id. */
    private Map<String, JsonNode> lettersByEntry(int count) {
        JsonNode letters = payment.user().get("/dead-letters").json();
        assertEquals(count, letters.size());
        return StreamSupport.stream(letters.spliterator(), false)
                .collect(Collectors.toMap(
                        letter -> letter.get("stream").textValue()
                                + letter.get("entry_id").textValue(),
                        letter -> letter));
    }

    private int retry(JsonNode letter) {
        return payment.user()
                .post("/dead-letters/" + letter.get("id").textValue() + "/retry", null)
                .status();
    }

    private static void expectLetter(JsonNode letter, String error) {
        assertEquals(error, letter.get("error").textValue());
        assertEquals(TRIES, letter.get("tries").intValue());
    }
}
