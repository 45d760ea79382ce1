package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quicksell.common.once.IdempotencyKey;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A payment whose Redis becomes another one while it runs. */
class EmptiedRedisTest {

    private static final String KEY = "order-4711";

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    @Test
    void aKeyIsAnOrderInTheNamespaceOfTheRedisThatIsThereNow() {
        String before = order(KEY);
        assertEquals(idInKeptNamespace(), before);

        redis.call(Command.SET, PaymentKeys.SECRET, UUID.randomUUID());

        assertEquals(503, place(KEY).status(), "what was known is not used");
        String after = order(KEY);
        assertEquals(idInKeptNamespace(), after);
        assertNotEquals(before, after);
        assertEquals(after, order(KEY), "the same order, once more");
    }

    @Test
    void anOrderWithoutAKeyIsNotTheFirstOneOfAnEmptyRedisWithoutASecret() {
        order(KEY);
        UUID before = kept();
        redis.call(Command.DEL, PaymentKeys.SECRET, PaymentKeys.ORDER_NUMBER);

        Eventually.holds(() -> assertEquals(
                201, payment.user().post("/orders", RunningPayment.threeTeas()).status()));

        assertNotEquals(before, kept());
        assertEquals(idInKeptNamespace(), order(KEY));
    }

    private String order(String key) {
        Response placed = place(key);
        assertEquals(201, placed.status(), placed::text);
        return placed.json().get("id").textValue();
    }

    private Response place(String key) {
        return payment.user().post("/orders", RunningPayment.threeTeas(), "Idempotency-Key", key);
    }

    private static String idInKeptNamespace() {
        return new IdempotencyKey(KEY, "anonymous").idIn(kept());
    }

    private static UUID kept() {
        return UUID.fromString(redis.call(Command.GET, PaymentKeys.SECRET).toString());
    }
}
