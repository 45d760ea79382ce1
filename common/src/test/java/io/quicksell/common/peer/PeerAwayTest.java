package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.redis.TransientFailure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of requests to a service that is not there, or not at all of its URLs. */
class PeerAwayTest extends PeerTestBase {

    @Test
    void aServiceThatIsNotThereCertainlyDidNothing() {
        Future<PeerResponse> overTheBus = peer("").send(REQUEST);
        HttpServer gone = server(request -> request.response().end());
        gone.close().await();
        Future<PeerResponse> overHttp =
                peer("http://127.0.0.1:" + gone.actualPort()).send(REQUEST);

        for (Future<PeerResponse> response : List.of(overTheBus, overHttp)) {
            Problem problem = Problem.of(assertThrows(TransientFailure.class, response::await));
            assertEquals(ProblemType.UNAVAILABLE, problem.type());
            assertEquals("1", problem.headers().get("Retry-After"));
        }
    }

    @Test
    void ofManyRequestsAtOnceNoneFailsIfOneOfTheUrlsIsDown() {
        HttpServer gone = server(request -> request.response().end());
        gone.close().await();
        HttpServer there = server(request -> request.response().end("{}"));
        Peer peer = peer("http://127.0.0.1:" + gone.actualPort() + ", http://127.0.0.1:" + there.actualPort());

        List<Future<PeerResponse>> responses =
                IntStream.range(0, 50).mapToObj(i -> peer.send(REQUEST)).toList();

        responses.forEach(response -> assertTrue(response.await().isOk()));
    }
}
