package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The id of a request on its way from one service to the next. */
class ForwardedRequestIdTest extends RequestIdTestBase {

    enum Transport {
        BUS,
        HTTP
    }

    private volatile int requestsToLose;

    @ParameterizedTest
    @EnumSource
    void aRequestToAnotherServiceCarriesTheId(Transport transport) {
        serve(transport);
        listen();

        assertEquals("[\"r-1\"]", get("/forwarding", "r-1").text(), "the sender still has its id after the response");
        get("/forwarding", "r-2");

        assertEquals(List.of("r-1", "r-2"), received);
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatedRequestCarriesTheIdAgain(Transport transport) {
        serve(transport);
        listen();
        requestsToLose = 1;

        assertEquals("[\"r-1\"]", get("/forwarding", "r-1").text());

        assertEquals(List.of("r-1", "r-1"), received);
    }

    @Test
    void outsideOfARequestNoIdIsSent() {
        serve(Transport.BUS);
        listen();
        get("/forwarding", "r-1");

        assertTrue(onLoop(() -> other.send(REQUEST)).isOk());

        assertEquals(List.of("r-1", NONE), received);
    }

    @Test
    void overHttpTheReceiverGeneratesAMissingId() {
        serve(Transport.HTTP);
        listen();

        onLoop(() -> other.send(REQUEST));

        assertTrue(Ids.isId(received.get(0)), received.get(0));
    }

    /** The other service, which records the ids of the requests that it receives. */
    private void serve(Transport transport) {
        if (transport == Transport.BUS) {
            BusTransport.serve(vertx, REQUEST.address(), request -> receive()).await();
            other = new Peer(vertx, "other", "");
            return;
        }
        HttpEdge edge = new HttpEdge(elsewhere);
        edge.at(REQUEST.path()).post(Scope.PUBLIC, request -> receive()).end();
        other = new Peer(
                vertx,
                "other",
                "http://127.0.0.1:" + edge.listen("127.0.0.1", 0).await());
    }

    private Future<Reply> receive() {
        received.add(current());
        return requestsToLose-- > 0 ? Promise.<Reply>promise().future() : Future.succeededFuture(Reply.ok(Map.of()));
    }
}
