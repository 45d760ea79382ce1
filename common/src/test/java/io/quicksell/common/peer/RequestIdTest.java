package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.RequestId;
import io.quicksell.common.json.Json;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The id of a request within the service that received it. */
class RequestIdTest extends RequestIdTestBase {

    @Test
    void aRequestKnowsItsIdAtEveryStep() {
        listen();

        assertEquals("[\"r-1\",\"r-1\",\"r-1\"]", get("/steps", "r-1").text());
    }

    @Test
    void aGeneratedIdIsTheOneInTheResponse() {
        listen();

        Response response = user.get("/steps");

        String id = response.header(HttpEdge.REQUEST_ID);
        assertTrue(Ids.isId(id), id);
        assertEquals(Json.text(List.of(id, id, id)), response.text());
    }

    @Test
    void concurrentRequestsKeepTheirIdsApart() {
        listen();
        CompletableFuture<Response> waiting = user.sendSoon("GET", "/waiting", null, HttpEdge.REQUEST_ID, "r-1");
        Eventually.holds(() -> assertEquals(List.of("r-1"), received));

        assertEquals("[\"r-2\",\"r-2\",\"r-2\"]", get("/steps", "r-2").text());
        patience.complete();

        assertEquals("[\"r-1\"]", waiting.join().text());
    }

    @Test
    void outsideOfARequestThereIsNone() {
        listen();
        get("/steps", "r-1");

        assertEquals(Optional.empty(), RequestId.current());
        assertEquals(NONE, onLoop(() -> Future.succeededFuture(current())), "also where requests are served");
        assertEquals(NONE, onLoop(() -> vertx.timer(1, TimeUnit.MILLISECONDS).map(over -> current())));
    }
}
