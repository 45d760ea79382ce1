package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.AccessConfig;
import io.quicksell.common.access.Caller;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.testing.TestNode;
import io.quicksell.common.tls.Trust;
import io.quicksell.redis.TransientFailure;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With access control, a message on the event bus counts only with the proof that a service has sent it. */
class BusProofTest {

    private static final String PLACE = "service.change";
    private static final Buffer BODY = Buffer.buffer("{\"order_id\":\"1\"}");
    private static final PeerRequest REQUEST = new PeerRequest(PLACE, HttpMethod.POST, "/change", BODY);
    private static final ServiceKey KEY = new ServiceKey("0123456789-0123456789-0123456789");
    private static final AccessConfig REQUIRED = new AccessConfig("required");

    private final Vertx vertx = Vertx.vertx();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final BusProof proof = BusProof.of(KEY, REQUIRED);

    @BeforeEach
    void serve() {
        BusTransport.serve(vertx, PLACE, proof, this::take).await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aServiceIsBelievedAndBelievesTheResponse() {
        assertEquals(200, peer(proof).send(REQUEST).await().status());
        assertEquals(List.of(BODY.toString()), received);
    }

    @Test
    void aMessageWithoutProofOrWithAWrongOneIsRefusedBeforeAnythingIsDone() {
        DeliveryOptions right = new DeliveryOptions();
        proof.add(right, PLACE, BODY);
        String text = right.getHeaders().get(BusProof.HEADER);
        String later = (Long.parseLong(text.split("\\.")[0]) + 1) + text.substring(text.indexOf('.'));

        for (String wrong : List.of("", "x", "." + "0".repeat(64), later, text + "0", text.replace('.', ':'))) {
            assertEquals(401, status(new DeliveryOptions().addHeader(BusProof.HEADER, wrong), BODY), wrong);
        }
        assertEquals(401, status(new DeliveryOptions(), BODY));
        assertEquals(401, status(new DeliveryOptions().addHeader("Authorization", "Bearer " + KEY.text()), BODY));
        assertEquals(401, status(signed("another key, which nobody here uses", PLACE), BODY));
        assertEquals(401, status(signed(KEY.text(), "service.look"), BODY));
        assertEquals(401, status(right, Buffer.buffer("{\"order_id\":\"2\"}")));
        assertEquals(401, status(signed(KEY.text(), PLACE).addHeader(Caller.HEADER, "session:olga:olga"), BODY));
        assertEquals(401, status(signed(KEY.text(), PLACE).addHeader(HttpEdge.REQUEST_ID, "r-1"), BODY));
        assertEquals(401, status(right, "a text"));
        assertEquals(401, status(right, null));
        assertEquals(List.of(), received);
        assertEquals(200, status(right, BODY));
    }

    @Test
    void aLineBreakMakesNoOtherMessageOfOneThatWasOverheard() {
        Buffer body = Buffer.buffer("\n").appendBuffer(BODY);
        DeliveryOptions overheard = new DeliveryOptions()
                .addHeader(HttpEdge.REQUEST_ID, "r-1")
                .addHeader(Caller.HEADER, "session:olga:olga");
        proof.add(overheard, PLACE, body);
        DeliveryOptions asTheService = new DeliveryOptions()
                .addHeader(HttpEdge.REQUEST_ID, "r-1\nsession:olga:olga")
                .addHeader(BusProof.HEADER, overheard.getHeaders().get(BusProof.HEADER));

        assertEquals(401, status(asTheService, BODY));
        assertEquals(200, status(overheard, body));
    }

    @Test
    void oneThatIsOldOrFromTheFutureCountsNoMore() {
        long now = System.currentTimeMillis();
        for (long away : List.of(-BusProof.FRESH_MILLIS - 10_000, BusProof.FRESH_MILLIS + 10_000)) {
            DeliveryOptions options = new DeliveryOptions();
            new BusProof(KEY, () -> now + away).add(options, PLACE, BODY);

            assertEquals(401, status(options, BODY), away + " ms");
        }
        assertEquals(List.of(), received);
    }

    @Test
    void aResponseOfSomebodyElseIsNotBelieved() {
        BusTransport.serve(vertx, "service.look", request -> take(request)).await();
        PeerRequest toAStranger = new PeerRequest("service.look", HttpMethod.POST, "/look", BODY);

        try (LogLines log = LogLines.of("ROOT")) {
            Peer peer = peer(proof);
            assertThrows(TransientFailure.class, () -> peer.send(toAStranger).await());
            assertEquals(1, log.lines().size(), log.lines()::toString);
            assertTrue(log.lines().get(0).contains("the same serviceKey"), log.lines()::toString);
        }
    }

    @Test
    void whereNobodyIsAskedWhoTheyAreNothingIsProved() {
        BusTransport.serve(vertx, "open", BusProof.of(KEY, TestNode.ACCESS_OFF), this::take)
                .await();
        Message<Object> answer = vertx.eventBus().request("open", BODY).await();

        assertEquals("200", answer.headers().get("status"));
        assertEquals(1, answer.headers().size());
    }

    @Test
    void withoutAKeyTheServicesOfOneProcessKnowEachOther() {
        BusProof ofHere = BusProof.of(ServiceKey.NONE, REQUIRED);
        BusTransport.serve(vertx, "here", ofHere, this::take).await();

        assertEquals(
                401,
                Integer.parseInt(
                        vertx.eventBus().request("here", BODY).await().headers().get("status")));
        assertEquals(
                200,
                peer(ofHere)
                        .send(new PeerRequest("here", HttpMethod.POST, "/here", BODY))
                        .await()
                        .status());
    }

    private Future<Reply> take(Buffer body) {
        received.add(body.toString());
        return Future.succeededFuture(Reply.ok(Map.of()));
    }

    private Peer peer(BusProof own) {
        return new Peer(vertx, "other", "", KEY, Trust.OF_JAVA, own);
    }

    private static DeliveryOptions signed(String key, String place) {
        DeliveryOptions options = new DeliveryOptions();
        BusProof.of(new ServiceKey(key.replace(' ', '-')), REQUIRED).add(options, place, BODY);
        return options;
    }

    private int status(DeliveryOptions options, Object body) {
        return Integer.parseInt(
                vertx.eventBus().request(PLACE, body, options).await().headers().get("status"));
    }
}
