package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.inventory.books.BooksCheck;
import io.quicksell.inventory.books.Report;
import io.quicksell.inventory.books.Report.Violation;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One process checks the books of a Redis, in data that go on as it knows them. */
class BooksCheckerTest extends BooksTestBase {

    private static final String COPY = "for _, key in ipairs(redis.call('KEYS', '*')) do"
            + " if string.find(key, 'copy:', 1, true) ~= 1 then redis.call('COPY', key, 'copy:' .. key, 'REPLACE') end end";
    private static final String RESTORE = "for _, key in ipairs(redis.call('KEYS', '*')) do"
            + " if string.find(key, 'copy:', 1, true) ~= 1 then redis.call('DEL', key) end end"
            + " for _, key in ipairs(redis.call('KEYS', 'copy:*')) do redis.call('RENAME', key, string.sub(key, 6)) end";

    @Test
    void anotherOneTakesOverOnceThisOneHasNotLookedForAWhile() {
        assertEquals("OK", pass().status());
        BooksCheck other = new BooksCheck(redis.vertx(), stock.link());

        other.recount().await();
        assertEquals("CHECKING", other.report().status(), "this one checks them");

        redis.call(Command.HINCRBY, InventoryKeys.BOOKS_CHECK, "at", -30_000);
        other.look().await();
        assertEquals("OK", other.report().status());
        assertThrows(RuntimeException.class, () -> books.look().await());
        String seen = books.report().finishedAt();
        books.look().await();
        assertEquals(seen, books.report().finishedAt(), "the other one checks them");
    }

    /** What was recounted within a day is not recounted because another process checks it. */
    @Test
    void whoTakesOverRecountsOnlyWhatIsDue() {
        pass();
        long recountedAt = recountedAt();
        takesOver().look().await();
        assertEquals(recountedAt, recountedAt());

        redis.call(Command.HINCRBY, InventoryKeys.BOOKS_CHECK, "recounted_at", -86_400_000);
        takesOver().look().await();
        assertTrue(recountedAt() > recountedAt, "a day has passed");

        tamper(tea, "quantity", 1);
        BooksCheck last = takesOver();
        last.look().await();
        last.look().await();
        assertEquals("VIOLATED", last.report().status());
        assertThrows(RuntimeException.class, BooksCheckerTest::recountedAt);
        takesOver().look().await();
        assertTrue(recountedAt() > recountedAt, "something was wrong");
        tamper(tea, "quantity", -1);
    }

    /** Is due to take over from the one that checks the books. */
    private BooksCheck takesOver() {
        redis.call(Command.HINCRBY, InventoryKeys.BOOKS_CHECK, "at", -30_000);
        return new BooksCheck(redis.vertx(), stock.link());
    }

    private static long recountedAt() {
        return Long.parseLong(redis.hash(InventoryKeys.BOOKS_CHECK).get("recounted_at"));
    }

    /** Redis lost its last writes, or was restored from a backup. */
    @Test
    void dataThatWereSetBackAreLookedAtAnew() {
        stock.hold(Ids.random(), new Line(milk, 1));
        String settledTwice = Ids.random();
        stock.hold(settledTwice, new Line(milk, 2));
        assertEquals("OK", pass().status());
        redis.call(Command.EVAL, COPY, 0);

        stock.settled(settledTwice, new Line(milk, 2));
        stock.hold(Ids.random(), new Line(tea, 1));
        assertEquals("OK", look().status());
        redis.call(Command.EVAL, RESTORE, 0);

        assertThrows(RuntimeException.class, this::look, "these are not the data of its last look");
        for (int i = 0; i < 3; i++) {
            Report report = look();
            assertEquals(List.of("OK", 2), List.of(report.status(), report.judged()));
        }
        stock.settled(settledTwice, new Line(milk, 2));
        assertEquals("OK", look().status());
        assertEquals("OK", pass().status());
    }

    @Test
    void aBackupThatBeginsBehindTheLastLookIsNothingElse() {
        assertEquals("OK", pass().status());
        stock.hold(Ids.random(), new Line(milk, 1));
        redis.call(Command.EVAL, COPY, 0);
        stock.hold(Ids.random(), new Line(tea, 1));
        redis.call(Command.EVAL, RESTORE, 0);

        assertEquals("OK", look().status());
        assertEquals(2, look().judged());
    }

    /** Far more than a look shows of a ledger, and than it looks for among the holds. */
    @Test
    void aFloodOfHoldsIsJudgedOnceItHasFallen() {
        int many = 10_050;
        String coffee = stock.product("Coffee", many + 1);
        assertEquals("OK", pass().status());
        List<String> orders = Stream.generate(Ids::random).limit(many).toList();
        for (int from = 0; from < many; from += 1_000) {
            Future.all(orders.subList(from, Math.min(many, from + 1_000)).stream()
                            .map(id ->
                                    stock.reservations().reserve(id, List.of(new Line(coffee, 1)), Stock.HOLD_MILLIS))
                            .toList())
                    .await();
        }

        assertEquals(List.of("OK", 1), List.of(look().status(), books.report().changedMeanwhile()));
        orders.subList(0, 100).forEach(id -> stock.settled(id, new Line(coffee, 1)));
        tamper(coffee, "held", 1);
        tamper(coffee, "quantity", -1);
        look();
        look();
        assertTrue(look().violations().contains(new Violation(coffee, "held", many - 100, many - 99)));
        tamper(coffee, "held", -1);
        tamper(coffee, "quantity", 1);
        assertEquals(List.of("OK", 0), List.of(look().status(), books.report().changedMeanwhile()));
    }
}
