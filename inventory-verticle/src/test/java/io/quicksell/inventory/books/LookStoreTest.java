package io.quicksell.inventory.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.inventory.InventoryKeys;
import io.quicksell.inventory.books.Look.Answer;
import io.quicksell.inventory.books.Look.Counts;
import io.quicksell.inventory.books.Look.Question;
import io.quicksell.inventory.books.LookStore.LastRecount;
import io.quicksell.inventory.books.LookStore.LostTrack;
import io.quicksell.redis.RedisLink;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** take_books_check.lua and look_at_books.lua. */
class LookStoreTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private RedisLink link;
    private LookStore looks;

    @BeforeEach
    void connect() {
        link = redis.link();
        looks = new LookStore(link);
    }

    @AfterEach
    void disconnect() {
        link.close().await();
    }

    @Test
    void oneTakesItAndAnotherDoesWhenTheFirstHasNotLookedForAWhile() {
        assertEquals(Optional.of(new LastRecount(-1, 0)), looks.take("a").await());
        assertEquals(Optional.empty(), looks.take("b").await());
        assertEquals(
                Optional.of(new LastRecount(-1, 0)),
                looks.take("a").await(),
                "a repeated one, or one that begins anew");

        redis.call(Command.HINCRBY, InventoryKeys.BOOKS_CHECK, "at", -30_000);
        assertTrue(looks.take("b").await().isPresent());
        assertEquals(Optional.empty(), looks.take("a").await());
    }

    /** Its report is of a time that the new one knows nothing of, its recount is not. */
    @Test
    void whoTakesItKnowsOfTheLastRecountAndHasNoReport() {
        looks.take("a").await();
        looks.endRecount(7).await();
        looks.publish(new Report("OK", null, 1, 1, 0, 7, null, List.of())).await();
        assertEquals("OK", looks.published().await().status());

        LastRecount last = looks.take("a").await().orElseThrow();

        assertEquals(7, last.reservations());
        assertTrue(last.agoMillis() >= 0);
        assertEquals("CHECKING", looks.published().await().status());
        looks.forgetRecount().await();
        assertEquals(-1, looks.take("a").await().orElseThrow().agoMillis());
    }

    @Test
    void aLookShowsProductsWithTheirLedgersAndHolds() {
        looks.take("a").await();
        redis.call(Command.HSET, "product:p", "quantity", 5, "held", 3, "sold", 2, "added", 10);
        redis.call(Command.XADD, "movements:p", "1-1", "kind", "created", "units", 10, "quantity", 10);
        redis.call(
                Command.XADD, "movements:p", "2-1", "kind", "reserved", "units", -3, "quantity", 7, "order_id", "new");
        redis.call(Command.ZADD, "holds", 1, "new", 2, "old");

        Look look = looks.look(
                        "a",
                        0,
                        List.of(
                                question("p", "1-1", "old", "settled"),
                                question("gone", "0-0", "old"),
                                question("p", "2-1")))
                .await();

        assertEquals(
                List.of(
                        Optional.of(new Answer(
                                List.of(new Posting("2-1", "new", -3, false)),
                                List.of("old", "settled", "new"),
                                Set.of("old", "new"),
                                Optional.of(new Counts(5, 3, 2, 10)))),
                        Optional.empty(),
                        Optional.of(new Answer(List.of(), List.of(), Set.of(), Optional.of(new Counts(5, 3, 2, 10))))),
                look.answers());
    }

    @Test
    void aLedgerWithMoreThanALookShowsIsShownWithoutCounts() {
        looks.take("a").await();
        redis.call(Command.HSET, "product:p", "quantity", 5, "held", 3, "sold", 2, "added", 10);
        redis.call(
                Command.EVAL,
                "for i = 1, 51 do redis.call('XADD', KEYS[1], '*', 'kind', 'adjusted', 'units', 1, 'quantity', i) end",
                1,
                "movements:p");

        Answer answer = looks.look("a", 0, List.of(question("p", "0-0", "old")))
                .await()
                .answers()
                .get(0)
                .orElseThrow();

        assertEquals(List.of(50, Optional.empty()), List.of(answer.postings().size(), answer.counts()));
    }

    @Test
    void aLookWhoseAnswerWasLostIsRepeatedAndAnyOtherIsLost() {
        looks.take("a").await();
        looks.look("a", 0, List.of()).await();
        looks.look("a", 0, List.of()).await();
        looks.look("a", 1, List.of()).await();

        assertThrows(LostTrack.class, () -> looks.look("a", 0, List.of()).await());
        assertThrows(LostTrack.class, () -> looks.look("a", 3, List.of()).await());
        assertThrows(LostTrack.class, () -> looks.look("b", 2, List.of()).await());
        redis.call(Command.DEL, InventoryKeys.BOOKS_CHECK);
        assertThrows(LostTrack.class, () -> looks.look("a", 2, List.of()).await());
    }

    @Test
    void aRecountIsWantedUntilOneBegins() {
        looks.wantRecount().await();
        looks.take("a").await();
        assertTrue(looks.look("a", 0, List.of()).await().isRecountWanted());

        looks.beginRecount().await();
        assertEquals(false, looks.look("a", 1, List.of()).await().isRecountWanted());
    }

    @Test
    void aKeyOfAWrongTypeFailsAndIsNoLook() {
        looks.take("a").await();
        redis.call(Command.SET, "product:p", "text");
        Map<String, String> before = redis.snapshot();

        assertThrows(
                Throwable.class,
                () -> looks.look("a", 0, List.of(question("p", "0-0"))).await());

        assertEquals(before, redis.snapshot());
    }

    private static Question question(String productId, String ledger, String... orders) {
        return new Question(ProductBooks.of(productId, ledger), List.of(orders));
    }
}
