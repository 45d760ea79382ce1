package io.quicksell.inventory;

import static io.quicksell.inventory.RunningInventory.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.order.Line;
import io.quicksell.inventory.BadRequests.Bad;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of bad input is refused in words that a clerk understands, and nothing in Redis changes. */
class BadInputTest extends StockTestBase {

    private static final Pattern OF_A_PROGRAM =
            Pattern.compile("Exception|\\n|[a-z]\\.[a-z]+\\.[A-Za-z]|[a-z]{2}[A-Z]|[A-Z]_[A-Z]|`|ERR |WRONGTYPE");

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @BeforeEach
    void aProductAndAnOrder() {
        stock.reserve(order, new Line(tea, 1));
    }

    @ParameterizedTest
    @MethodSource("io.quicksell.inventory.BadRequests#all")
    void badInputIsRefusedInPlainWordsAndChangesNothing(Bad bad) {
        Map<String, String> before = redis.snapshot();

        String body = bad.body() == null ? "" : filled(bad.body());
        HttpResponse<String> answer = inventory.send(request(bad), body);
        assertEquals(bad.status(), answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse("none"));
        assertEquals(bad.status() == 405, answer.headers().firstValue("Allow").isPresent(), "405 says what is allowed");
        JsonNode problem = json(answer);
        assertEquals(bad.status(), problem.get("status").intValue());
        String detail = problem.get("detail").textValue();
        assertTrue(detail.contains(filled(bad.detail())), detail);
        assertFalse(OF_A_PROGRAM.matcher(detail).find(), detail);
        assertFalse(answer.body().contains("Exception"), answer.body());
        assertEquals(
                answer.headers().firstValue("X-Request-Id").orElse("none"),
                problem.get("request_id").textValue());
        assertEquals(before, redis.snapshot());
    }

    private HttpRequest.Builder request(Bad bad) {
        HttpRequest.Builder request = inventory.request(filled(bad.path()));
        if (bad.type() != null) {
            request.header("Content-Type", bad.type());
        }
        return request.method(
                bad.method(),
                bad.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(filled(bad.body())));
    }

    private String filled(String text) {
        return text.replace("<tea>", tea).replace("<order>", order);
    }
}
