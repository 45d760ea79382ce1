package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.testing.HttpUser.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests with an Idempotency-Key to two instances. */
abstract class RepeatedRequestsTestBase extends StockTestBase {

    static final String RICE = "{\"name\":\"Rice\",\"price\":1.5,\"quantity\":40}";
    static final String DELIVERY = "{\"delta\":5}";

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory =
            new RunningInventory(redis, RunningInventory.config(2, Stock.HOLD_MILLIS, 60_000));

    Response adjust(String key, String body, String... headers) {
        return post("/products/" + tea + "/stock", key, body, headers);
    }

    Response post(String path, String key, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Idempotency-Key", key));
        all.addAll(List.of(headers));
        return inventory.user().post(path, body, all.toArray(String[]::new));
    }

    static void expectReplay(Response first, Response again) {
        assertEquals(first.status(), again.status(), again.text());
        assertEquals(first.text(), again.text());
        List.of("ETag", "Location", "Content-Type")
                .forEach(name -> assertEquals(first.header(name), again.header(name)));
        assertEquals("true", again.header("Idempotent-Replayed"));
    }
}
