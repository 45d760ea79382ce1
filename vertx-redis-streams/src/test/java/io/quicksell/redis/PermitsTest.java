package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much work runs at a time, and in which order the rest follows. */
class PermitsTest {

    private static final int MANY = 100_000;

    private final Permits permits = new Permits(2, MANY);

    @Test
    void onlySoMuchRunsAtATimeAndTheRestFollowsInOrder() {
        List<Promise<Void>> works =
                IntStream.range(0, 4).mapToObj(i -> Promise.<Void>promise()).toList();
        StringBuilder started = new StringBuilder();
        List<Future<Void>> ends = IntStream.range(0, 4)
                .mapToObj(i -> permits.run(() -> {
                    started.append(i);
                    return works.get(i).future();
                }))
                .toList();

        assertEquals("01", started.toString());
        works.get(1).complete();
        assertEquals("012", started.toString());
        works.get(0).fail("it releases its permit all the same");
        assertEquals("0123", started.toString());
        assertTrue(ends.get(0).failed());
        assertFalse(ends.get(3).isComplete());
    }

    @Test
    void whoHasBegunGoesOnBeforeThoseThatHaveNotAndIsNotRefused() {
        Permits one = new Permits(1, 1);
        Promise<Void> first = Promise.promise();
        StringBuilder started = new StringBuilder();
        one.run(first::future);
        one.run(() -> {
            started.append("new ");
            return Future.succeededFuture();
        });
        assertTrue(one.run(Future::succeededFuture).failed());

        Future<Void> next = one.goOn(() -> {
            started.append("begun ");
            return Future.succeededFuture();
        });
        first.complete();

        assertTrue(next.succeeded());
        assertEquals("begun new ", started.toString());
    }

    @Test
    void muchWorkThatFailsAsSoonAsItStartsDoesNotOverflowTheStack() {
        Promise<Void> first = Promise.promise();
        permits.run(first::future);
        permits.run(first::future);
        List<Future<Void>> ends = IntStream.range(0, MANY)
                .mapToObj(i -> permits.<Void>run(() -> Future.failedFuture("Redis is away")))
                .toList();

        first.complete();

        assertTrue(ends.stream().allMatch(Future::failed));
        assertTrue(permits.run(Future::succeededFuture).succeeded());
    }
}
