package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.testing.Contract;
import io.quicksell.common.testing.EventListener;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What listeners hear of orders. */
class OrderLiveSourceTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    private EventListener listener;

    @BeforeEach
    void listen() {
        listener = EventListener.to(payment.user().url("/events"));
    }

    @AfterEach
    void closeAndHoldItAgainstTheContract() {
        listener.close();
        listener.events().forEach(event -> Contract.of("payment").checkEvent(event.name(), event.text()));
    }

    @Test
    void eachStepOfAnOrderIsToldWithTheWholeOrder() {
        payment.gateway().holdBack();
        String id = payment.placed();
        JsonNode pending = payment.order(id);
        Eventually.holds(() -> assertEquals(List.of(pending), listener.all("order_created")));

        payment.gateway().letGo();
        JsonNode completed = payment.reached("completed", id);
        Eventually.holds(() -> assertEquals(List.of(completed), listener.all("order_completed")));

        payment.user().post("/orders/" + id + "/refund", "{\"reason\":\"too late\"}");
        Eventually.holds(() -> assertEquals(
                "too late", listener.all("refund_order").get(0).path("reason").asText()));
        JsonNode refunded = payment.reached("refunded", id);
        Eventually.holds(() -> assertEquals(List.of(refunded), listener.all("order_refunded")));
    }

    @Test
    void aDeclinedPaymentIsTold() {
        payment.gateway().decline("no money");
        String id = payment.placed();

        JsonNode failed = payment.reached("failed", id);
        Eventually.holds(() -> assertEquals(List.of(failed), listener.all("order_failed")));
    }
}
