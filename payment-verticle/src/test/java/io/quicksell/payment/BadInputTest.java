package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.testing.BadRequest;
import io.quicksell.testing.RealRedis;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of bad input is refused in words that a clerk understands, and nothing in Redis changes. */
class BadInputTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    @BeforeEach
    void paymentsTakeTheirTime() {
        payment.gateway().holdBack();
    }

    @ParameterizedTest
    @MethodSource("io.quicksell.payment.BadOrderRequests#all")
    void badInputIsRefusedInPlainWordsAndChangesNothing(BadRequest bad) {
        String order = payment.placed();
        Map<String, String> before = redis.snapshot();

        bad.expectRefused(payment.user(), Map.of("<order>", order));
        assertEquals(before, redis.snapshot());
    }
}
