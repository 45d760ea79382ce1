package io.quicksell.common.once;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;

/** A change with a key is refused while it is in flight, and only then. */
class ChangesInFlightTest {

    private static final Change CHANGE = new Change("an id", "a digest", 1_000);
    private static final Reply DONE = Reply.noContent();

    private final ChangesInFlight changes = new ChangesInFlight();
    private final Promise<Reply> first = Promise.promise();

    @Test
    void aTwinIsRefusedWhileTheFirstIsInFlight() {
        Future<Reply> made = changes.make(CHANGE, first::future);

        Problem refused = assertThrows(
                Problem.class,
                () -> changes.make(CHANGE, () -> Future.failedFuture("made twice"))
                        .await());
        assertEquals(ProblemType.REQUEST_IN_PROGRESS, refused.type());
        assertEquals(409, refused.type().status());
        assertEquals("1", refused.headers().get("Retry-After"));
        first.complete(DONE);
        assertEquals(DONE, made.result());
    }

    @Test
    void afterItsResponseTheFirstBlocksNothing() {
        changes.make(CHANGE, first::future);
        first.complete(DONE);

        expectMade(CHANGE);
    }

    @Test
    void afterAFailureNothingIsBlocked() {
        changes.make(CHANGE, first::future);
        first.fail("away");
        expectMade(CHANGE);

        changes.make(CHANGE, () -> {
            throw new IllegalStateException("broken");
        });
        expectMade(CHANGE);
    }

    @Test
    void otherChangesAndThoseWithoutAKeyAreNotBlocked() {
        changes.make(CHANGE, first::future);

        expectMade(new Change("another id", "a digest", 1_000));
        Change single = Change.single();
        changes.make(single, () -> Promise.<Reply>promise().future());
        expectMade(single);
    }

    private void expectMade(Change change) {
        assertTrue(changes.make(change, () -> Future.succeededFuture(DONE)).succeeded());
    }
}
