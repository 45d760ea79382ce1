package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermitsTest {

    private static final int MANY = 100_000;

    private final Permits turns = new Permits(2, MANY);

    @Test
    void onlySoMuchRunsAtATimeAndTheRestInOrder() {
        List<Promise<Void>> works =
                IntStream.range(0, 4).mapToObj(i -> Promise.<Void>promise()).toList();
        StringBuilder begun = new StringBuilder();
        List<Future<Void>> ends = IntStream.range(0, 4)
                .mapToObj(i -> turns.take(() -> {
                    begun.append(i);
                    return works.get(i).future();
                }))
                .toList();

        assertEquals("01", begun.toString());
        works.get(1).complete();
        assertEquals("012", begun.toString());
        works.get(0).fail("it ends all the same");
        assertEquals("0123", begun.toString());
        assertTrue(ends.get(0).failed());
        assertFalse(ends.get(3).isComplete());
    }

    @Test
    void muchThatFailsAsSoonAsItBeginsIsNoTower() {
        Promise<Void> first = Promise.promise();
        turns.take(first::future);
        turns.take(first::future);
        List<Future<Void>> ends = IntStream.range(0, MANY)
                .mapToObj(i -> turns.<Void>take(() -> Future.failedFuture("Redis is away")))
                .toList();

        first.complete();

        assertTrue(ends.stream().allMatch(Future::failed));
        assertTrue(turns.take(Future::succeededFuture).succeeded());
    }
}
