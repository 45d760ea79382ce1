package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.testing.HttpUser.Answer;
import io.quicksell.payment.BadRequests.Bad;
import io.quicksell.testing.RealRedis;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be is refused in words for people, and changes nothing. */
class BadInputTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    /** Names of classes, members of programs, replies of Redis. */
    private static final Pattern SPOKEN_BY_MACHINES =
            Pattern.compile("Exception|Error:|`|\\n|(io|com|java|org)\\.[a-z]+\\.|[a-z]{2}[A-Z]|WRONGTYPE|ERR ");

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    @BeforeEach
    void paymentsTakeTheirTime() {
        payment.gateway().holdBack();
    }

    @ParameterizedTest
    @MethodSource("io.quicksell.payment.BadRequests#all")
    void badInputIsRefusedInPlainWordsAndChangesNothing(Bad bad) {
        String order = payment.placed();
        Map<String, String> before = redis.snapshot();

        Answer answer = payment.user()
                .send(
                        bad.method(),
                        bad.path().replace("<order>", order),
                        bad.body(),
                        bad.headers().toArray(String[]::new));

        assertEquals(bad.status(), answer.status(), answer::text);
        JsonNode problem = answer.json();
        String detail = problem.get("detail").textValue();
        assertAll(
                () -> assertEquals("application/problem+json", answer.header("Content-Type")),
                () -> assertEquals(bad.status(), problem.get("status").intValue()),
                () -> assertTrue(detail.contains(bad.detail().replace("<order>", order)), detail),
                () -> assertFalse(SPOKEN_BY_MACHINES.matcher(detail).find(), detail),
                () -> assertFalse(answer.text().contains("Exception"), answer::text),
                () -> assertEquals(
                        answer.header("X-Request-Id"), problem.get("request_id").textValue()),
                () -> assertEquals(bad.status() == 405, answer.header("Allow") != null),
                () -> assertEquals(before, redis.snapshot()));
    }
}
