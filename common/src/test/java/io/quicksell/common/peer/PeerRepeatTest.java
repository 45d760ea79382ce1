package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Reply;
import io.quicksell.redis.TransientFailure;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;

/** When a request to the other service is repeated, and when it is given up. */
class PeerRepeatTest extends PeerTestBase {

    @ParameterizedTest
    @EnumSource
    void aRequestWithoutAResponseIsRepeatedUnchangedAfterHalfASecond(Transport transport) {
        long start = System.nanoTime();

        PeerResponse response = send(
                        transport,
                        request -> received.size() == 1
                                ? Promise.<Reply>promise().future()
                                : Future.succeededFuture(REPLY))
                .await();

        assertTrue(response.isOk());
        assertEquals(List.of(REQUEST.body().toString(), REQUEST.body().toString()), received);
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(Peer.TRY_MILLIS));
    }

    @ParameterizedTest
    @EnumSource
    void aRequestWhoseOutcomeIsUnknownIsRepeated(Transport transport) {
        PeerResponse response = send(
                        transport,
                        request -> received.size() == 1
                                ? Future.failedFuture(new Problem(ProblemType.OUTCOME_UNKNOWN, "not confirmed"))
                                : Future.succeededFuture(REPLY))
                .await();

        assertTrue(response.isOk());
        assertEquals(2, received.size());
    }

    /** Even if the service has been away since it took the first request: it may have carried it out. */
    @Test
    void withoutAResponseUntilTheDeadlineTheOutcomeIsUnknown() {
        long start = System.nanoTime();
        HttpServer dying = server(request -> received.add("and left alone"));
        List<Future<PeerResponse>> responses = List.of(
                send(Transport.BUS, request -> Promise.<Reply>promise().future()),
                send(Transport.HTTP, request -> Promise.<Reply>promise().future()),
                peer("http://127.0.0.1:" + dying.actualPort()).send(REQUEST));
        Eventually.holds(() -> assertTrue(received.contains("and left alone")));
        dying.close().await();

        for (Future<PeerResponse> response : responses) {
            Problem problem = Problem.of(assertThrows(TransientFailure.class, response::await));
            assertEquals(ProblemType.OUTCOME_UNKNOWN, problem.type());
        }
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(tookMillis >= Peer.DEADLINE_MILLIS && tookMillis < 3 * Peer.DEADLINE_MILLIS, tookMillis + " ms");
    }

    /** The client's own timeout measures silence, and here is none. */
    @Test
    void aResponseThatNeverEndsIsGivenUp() {
        HttpServer trickling = server(request -> {
            HttpServerResponse endless = request.response().setChunked(true);
            vertx.setPeriodic(Peer.TRY_MILLIS / 10, tick -> endless.write(" "));
        });

        try (LogLines log = LogLines.of(Logger.ROOT_LOGGER_NAME)) {
            Future<PeerResponse> response =
                    peer("http://127.0.0.1:" + trickling.actualPort()).send(REQUEST);

            Problem problem = Problem.of(assertThrows(
                    TransientFailure.class, () -> response.await(3 * Peer.DEADLINE_MILLIS, TimeUnit.MILLISECONDS)));
            assertEquals(ProblemType.OUTCOME_UNKNOWN, problem.type());
            assertEquals(List.of(), log.lines());
        }
    }
}
