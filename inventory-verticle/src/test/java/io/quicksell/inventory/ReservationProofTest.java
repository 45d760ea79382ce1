package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.json.Json;
import io.quicksell.common.order.Addresses;
import io.quicksell.common.peer.Peer;
import io.quicksell.common.peer.PeerRequest;
import io.quicksell.common.testing.TestNode;
import io.quicksell.common.tls.Trust;
import io.quicksell.common.verticle.NodeSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With access control, units are held and released over the event bus only for a service, which proves that it is one. */
class ReservationProofTest extends StockTestBase {

    private final RunningInventory inventory = new RunningInventory(redis);
    private NodeSettings node;

    @BeforeEach
    void start() {
        node = TestNode.asking(redis.endpoint());
        inventory.start(node);
    }

    @AfterEach
    void stop() {
        inventory.stop();
    }

    @Test
    void aMessageWithoutProofHoldsAndReleasesNothing() {
        Map<String, String> before = redis.snapshot(InventoryKeys.BOOKS_CHECK);
        for (String address : List.of(Addresses.RESERVE, Addresses.RELEASE)) {
            String status = redis.vertx()
                    .eventBus()
                    .request(address, reservation())
                    .await()
                    .headers()
                    .get("status");

            assertEquals("401", status, address);
        }
        assertEquals(before, redis.snapshot(InventoryKeys.BOOKS_CHECK));
    }

    @Test
    void aServiceHolds() {
        Peer payment = new Peer(redis.vertx(), "inventory", "", ServiceKey.NONE, Trust.OF_JAVA, node.busProof());

        assertEquals(
                200,
                payment.send(new PeerRequest(Addresses.RESERVE, HttpMethod.POST, "/reservations", reservation()))
                        .await()
                        .status());
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));
    }

    private Buffer reservation() {
        return Buffer.buffer(
                Json.text(Map.of("order_id", order, "lines", List.of(Map.of("product_id", tea, "quantity", 3)))));
    }
}
