package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.redis.SortedIds.Position;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of a sorted set, in both orders. */
class SortedIdsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final long NOW = 1_700_000_000_000L;
    private static final int PAST_ANY_PAGE = 100;

    private final List<Position> oldestFirst = new ArrayList<>();
    private RedisLink link;

    /** Five milliseconds; the third has many more ids than a page. */
    @BeforeEach
    void ids() {
        link = redis.link();
        add(NOW, "e");
        add(NOW + 1, "a");
        for (char id = 'a'; id <= 'k'; id++) {
            add(NOW + 2, String.valueOf(id).repeat(2));
        }
        add(NOW + 3, "d");
        add(NOW + 4, "c");
    }

    @ParameterizedTest
    @CsvSource({
        "1, true",
        "2, true",
        "3, true",
        "15, true",
        "100, true",
        "1, false",
        "2, false",
        "3, false",
        "15, false"
    })
    void pageByPageEveryIdIsShownOnceInOrder(int limit, boolean newestFirst) {
        SortedIds ids = new SortedIds(link, "ids", newestFirst);
        List<Position> expected = new ArrayList<>(oldestFirst);
        if (newestFirst) {
            Collections.reverse(expected);
        }

        List<Position> shown = new ArrayList<>();
        List<Position> page = ids.page(Position.START, limit).await();
        while (!page.isEmpty() && shown.size() < PAST_ANY_PAGE) {
            shown.addAll(page);
            page = ids.page(shown.get(shown.size() - 1), limit).await();
        }

        assertEquals(expected, shown);
    }

    @Test
    void aPageHasNoMoreThanItsLimit() {
        assertEquals(oldestFirst.subList(0, 4), page(false, Position.START, 4));
        assertEquals(oldestFirst.subList(5, 9), page(false, oldestFirst.get(4), 4));
    }

    @Test
    void aPageBeginsBehindAnIdAlsoWhenItIsGone() {
        redis.call(Command.ZREM, "ids", "ff");

        assertEquals("gg", page(false, new Position(NOW + 2, "ff"), 1).get(0).id());
        assertEquals("ee", page(true, new Position(NOW + 2, "ff"), 1).get(0).id());
    }

    @Test
    void behindTheLastAndInAnEmptySetThereIsNothing() {
        assertEquals(List.of(), page(false, new Position(NOW + 4, "c"), 10));
        assertEquals(List.of(), page(true, new Position(NOW, "e"), 10));
        assertEquals(
                List.of(),
                new SortedIds(link, "nothing", true).page(Position.START, 10).await());
    }

    private List<Position> page(boolean newestFirst, Position behind, int limit) {
        return new SortedIds(link, "ids", newestFirst).page(behind, limit).await();
    }

    private void add(long score, String id) {
        redis.call(Command.ZADD, "ids", score, id);
        oldestFirst.add(new Position(score, id));
    }
}
