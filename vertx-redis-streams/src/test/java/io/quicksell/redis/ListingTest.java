package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.redis.Listing.Page;
import io.quicksell.redis.SortedIds.Position;
import io.quicksell.redis.TransientFailure.Outcome;
import io.quicksell.testing.EventLoop;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many clients that read long lists at once. */
class ListingTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int LONG = 500;
    private static final int MANY = 200;
    private static final int TOO_MANY = 2_000;

    private final EventLoop loop = new EventLoop(redis.vertx());
    private RedisLink link;
    private Listing<String> listing;

    @BeforeEach
    void aLongList() {
        link = loop.make(() -> new RedisLink(redis.vertx(), redis.endpoint(), "test").open());
        Eventually.succeeds(() -> loop.run(link::ping).await());
        IntStream.range(0, LONG).forEach(i -> redis.call(Command.ZADD, "list", i, "id-" + i));
        listing = new Listing<>(link, new SortedIds(link, "list", false), this::find);
    }

    @AfterEach
    void close() {
        loop.run(link::close).await();
    }

    @Test
    void allOfThemSucceedAndSoDoesASingleCommandAmongThem() {
        List<Future<Page<String>>> pages = atOnce(MANY);
        Future<Void> ping = loop.run(link::ping);

        ping.await();
        pages.forEach(page -> assertEquals(LONG, page.await().items().size()));
    }

    @Test
    void thoseThatMayNotWaitAreRefusedAndTheOthersSucceed() {
        List<Future<Page<String>>> pages = atOnce(TOO_MANY);

        Future<Page<String>> last = pages.get(TOO_MANY - 1);
        assertEquals(
                Outcome.NOT_CARRIED_OUT,
                assertThrows(RedisFault.class, last::await).outcome());
        assertEquals(LONG, pages.get(0).await().items().size());
        Future.join(pages).transform(ended -> Future.succeededFuture()).await();
        assertTrue(pages.stream().filter(Future::succeeded).count() > 1_000);
        assertEquals(LONG, atOnce(1).get(0).await().items().size());
    }

    private List<Future<Page<String>>> atOnce(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> loop.run(() -> listing.page(Position.START, LONG, any -> true)))
                .toList();
    }

    private Future<Optional<String>> find(String id) {
        return link.send(Request.cmd(Command.HGETALL).arg(id)).map(found -> Optional.of(id));
    }
}
