package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.testing.Contract;
import io.quicksell.common.testing.GivenTokens;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where callers are asked who they are, what an operator does with dead letters is in the audit trail. */
class OperatorsActsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = RunningPayment.asking(redis);

    private final GivenTokens tokens = new GivenTokens(redis);

    @Test
    void whoHasOneHandledOrRemovesOneIsEnteredAndATryThatCameToNothingIsNot() {
        HttpUser olga = new HttpUser(payment.port(), Contract.of("payment"))
                .sending(
                        ServiceKey.HEADER,
                        "Bearer "
                                + tokens.session("Olga", Set.of(Scope.OPERATE)).text());
        String handled = letter(orders.completed());
        String hopeless = letter("no id");

        assertEquals(409, retry(olga, hopeless));
        assertEquals(204, retry(olga, handled));
        assertEquals(204, olga.send("DELETE", "/dead-letters/" + hopeless, null).status());
        assertEquals(404, olga.send("DELETE", "/dead-letters/" + hopeless, null).status());

        List<Map<String, String>> trail = redis.stream("access:audit");
        assertEquals(
                List.of(
                        "Olga retry_dead_letter dead_letters:payment " + handled,
                        "Olga remove_dead_letter dead_letters:payment " + hopeless),
                trail.stream()
                        .map(entry -> String.join(" ", entry.get("who"), entry.get("what"), entry.get("thing")))
                        .toList());
        assertEquals("127.0.0.1", trail.get(0).get("from"));
    }

    private static int retry(HttpUser operator, String id) {
        return operator.post("/dead-letters/" + id + "/retry", null).status();
    }

    private static String letter(String orderId) {
        return redis.call(
                        Command.XADD,
                        PaymentKeys.DEAD_LETTERS,
                        "*",
                        "stream",
                        OrderEvent.CREATED,
                        "entry_id",
                        "1600000000001-0",
                        "entry",
                        "{\"order_id\":\"" + orderId + "\"}",
                        "error",
                        "it failed",
                        "tries",
                        5)
                .toString();
    }
}
