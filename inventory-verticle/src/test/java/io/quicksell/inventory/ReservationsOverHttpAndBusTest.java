package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quicksell.common.domain.Times;
import io.quicksell.common.order.Addresses;
import io.quicksell.common.order.Line;
import io.quicksell.common.peer.BusProof;
import io.quicksell.common.peer.Peer;
import io.quicksell.common.peer.PeerRequest;
import io.quicksell.common.peer.PeerResponse;
import io.quicksell.common.testing.TestNode;
import io.quicksell.common.tls.Trust;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payment's two requests, which get the same responses over the event bus and over HTTP. */
class ReservationsOverHttpAndBusTest extends StockTestBase {

    @Order(2)
    @RegisterExtension
    static final FakePayment payment = new FakePayment(redis);

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @ParameterizedTest
    @ValueSource(strings = {"bus", "http"})
    void unitsAreHeldAndTheirPricesReturned(String transport) {
        PeerResponse response = reserve(transport, line(milk, 5) + "," + line(tea, 2) + "," + line(tea, 1));

        assertEquals(200, response.status(), () -> response.body().toString());
        String expected = "{\"order_id\":\"" + order + "\",\"renewed\":false,\"deadline\":\""
                + Times.text(redisDeadline()) + "\",\"lines\":["
                + "{\"product_id\":\"" + milk + "\",\"name\":\"Milk\",\"price\":2.50,\"quantity\":5},"
                + "{\"product_id\":\"" + tea + "\",\"name\":\"Tea\",\"price\":2.50,\"quantity\":3}]}";
        assertEquals(new PeerResponse(200, Buffer.buffer(expected)).json(), response.json());
        assertEquals(new Stock.Counts(0, 5, 0), stock.counts(milk));
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));
        assertTrue(reserve(transport, line(milk, 5) + "," + line(tea, 3))
                .json()
                .get("renewed")
                .booleanValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bus", "http"})
    void anOrderThatIsOutOfStockLearnsWhatThereIs(String transport) {
        PeerResponse response = reserve(transport, line(tea, 11) + "," + line(milk, 6));

        assertEquals(409, response.status());
        JsonNode problem = response.json();
        assertEquals("urn:quicksell:problem:out-of-stock", problem.get("type").textValue());
        assertEquals(
                "Not enough stock available. Only 10 units in stock.",
                problem.get("detail").textValue());
        assertEquals(
                "[{\"product_id\":\"" + tea + "\",\"name\":\"Tea\",\"requested\":11,\"available\":10},"
                        + "{\"product_id\":\"" + milk + "\",\"name\":\"Milk\",\"requested\":6,\"available\":5}]",
                problem.get("short").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bus", "http"})
    void anOrderThatHasRunItsCourseGetsAProblemOfItsOwn(String transport) {
        stock.settled(order, new Line(tea, 3));

        PeerResponse response = reserve(transport, line(tea, 3));
        assertEquals(409, response.status());
        assertEquals(
                "urn:quicksell:problem:reservation-finished",
                response.json().get("type").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bus", "http"})
    void aHoldIsReleasedByItsDeadline(String transport) {
        String deadline = reserve("bus", line(tea, 3)).json().get("deadline").textValue();

        assertEquals(
                409, release(transport, Times.text(Times.millis(deadline) + 1)).status());
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));

        PeerResponse response = release(transport, deadline);
        assertEquals(204, response.status());
        assertEquals(0, response.body().length());
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        assertEquals(409, release(transport, deadline).status(), "nothing is held any more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bus", "http"})
    void aHoldWhoseOrderExistsIsNotReleased(String transport) {
        reserve("bus", line(tea, 3));
        payment.has(order, "pending", new Line(tea, 3));
        String renewed = reserve(transport, line(tea, 3)).json().get("deadline").textValue();

        assertEquals(409, release(transport, renewed).status());
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bus", "http"})
    void aHoldIsNotReleasedWhilePaymentIsUnavailable(String transport) {
        String deadline = reserve("bus", line(tea, 3)).json().get("deadline").textValue();
        payment.isUnavailableFor(order);

        assertEquals(503, release(transport, deadline).status());
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));
    }

    @Test
    void anOrderMayHaveAHundredLinesOfAMillionUnits() {
        List<String> lines = IntStream.range(0, Line.MAX_LINES)
                .mapToObj(i -> line(stock.product("Product " + i, Line.MAX_QUANTITY), Line.MAX_QUANTITY))
                .toList();

        PeerResponse response = reserve("http", String.join(",", lines));
        assertEquals(200, response.status(), () -> response.body().toString());
        String last = response.json().get("lines").get(99).get("product_id").textValue();
        assertEquals(new Stock.Counts(0, Line.MAX_QUANTITY, 0), stock.counts(last));
    }

    @Test
    void aBadRequestOverTheBusGetsTheProblemOfHttp() {
        ObjectNode overBus = (ObjectNode) reserve("bus", line("tea", 0)).json();
        ObjectNode overHttp = (ObjectNode) reserve("http", line("tea", 0)).json();

        assertEquals(422, overBus.get("status").intValue());
        assertEquals(overHttp.without(List.of("request_id")), overBus);
    }

    private long redisDeadline() {
        return stock.reservations().held(order).await().orElseThrow().deadline();
    }

    private PeerResponse reserve(String transport, String lines) {
        return send(
                transport,
                Addresses.RESERVE,
                HttpMethod.POST,
                "/reservations",
                "{\"order_id\":\"" + order + "\",\"lines\":[" + lines + "]}");
    }

    private PeerResponse release(String transport, String deadline) {
        return send(
                transport,
                Addresses.RELEASE,
                HttpMethod.DELETE,
                "/reservations/" + order + "?deadline=" + deadline,
                "{\"order_id\":\"" + order + "\",\"deadline\":\"" + deadline + "\"}");
    }

    private PeerResponse send(String transport, String address, HttpMethod method, String path, String body) {
        return new Peer(
                        redis.vertx(),
                        "inventory",
                        transport.equals("bus") ? "" : inventory.user().url(""),
                        TestNode.KEY,
                        Trust.OF_JAVA,
                        BusProof.NONE)
                .send(new PeerRequest(address, method, path, Buffer.buffer(body)))
                .await();
    }

    private static String line(String productId, long quantity) {
        return "{\"product_id\":\"" + productId + "\",\"quantity\":" + quantity + "}";
    }
}
