package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Reply;
import io.quicksell.redis.TransientFailure;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;

/** A service that is slow gets a request a few times, and its response counts however late it comes. */
class PeerLateResponseTest extends PeerTestBase {

    @ParameterizedTest
    @EnumSource
    void aLateResponseToTheFirstTryCounts(Transport transport) {
        Promise<Reply> first = Promise.promise();

        PeerResponse response = send(transport, request -> {
                    if (received.size() == 1) {
                        return first.future();
                    }
                    first.tryComplete(REPLY);
                    return Promise.<Reply>promise().future();
                })
                .await();

        assertTrue(response.isOk());
        assertEquals(2, received.size());
    }

    @ParameterizedTest
    @EnumSource
    void aServiceThatRefusesALaterTryDoesNotEndARequestWhoseFirstTryIsStillOpen(Transport transport) {
        Promise<Reply> first = Promise.promise();

        PeerResponse response = send(transport, request -> {
                    if (received.size() == 1) {
                        return first.future();
                    }
                    vertx.setTimer(Peer.TRY_MILLIS / 10, later -> first.complete(REPLY));
                    return Future.failedFuture(new Problem(ProblemType.UNAVAILABLE, "not now"));
                })
                .await();

        assertTrue(response.isOk());
        assertEquals(2, received.size());
    }

    @ParameterizedTest
    @EnumSource
    void aResponseThatComesAfterAnotherOneChangesNothingAndIsNoDefect(Transport transport) {
        Promise<Reply> first = Promise.promise();
        Peer peer = serve(transport, request -> received.size() == 1 ? first.future() : Future.succeededFuture(REPLY));
        try (LogLines log = LogLines.of(Logger.ROOT_LOGGER_NAME)) {
            assertTrue(peer.send(REQUEST).await().isOk());
            assertEquals(2, received.size());

            first.fail(new Problem(ProblemType.UNAVAILABLE, "not now"));
            for (int after = 0; after < 2; after++) {
                peer.send(REQUEST).await(); // what was sent before has arrived by then
            }

            assertEquals(List.of(), log.lines());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSilentServiceGetsTheRequestFourTimes(Transport transport) {
        Future<PeerResponse> response =
                send(transport, request -> Promise.<Reply>promise().future());

        assertThrows(TransientFailure.class, response::await);
        assertEquals(4, received.size());
    }
}
