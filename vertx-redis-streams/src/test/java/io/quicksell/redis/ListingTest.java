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
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long lists, of many clients at once and of large things. */
class ListingTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int LONG = 500;
    private static final int SIZE = 100;
    private static final int MANY = 200;
    private static final int TOO_MANY = 2_000;

    private final EventLoop loop = new EventLoop(redis.vertx());
    private volatile int reads;
    private RedisLink link;
    private Listing<Position, String> listing;

    @BeforeEach
    void aLongList() {
        link = loop.make(() -> new RedisLink(redis.vertx(), redis.endpoint(), "test").open());
        Eventually.succeeds(() -> loop.run(link::ping).await());
        add(0, LONG);
        listing = new Listing<>(link, new SortedIds(link, "list", false), position -> find(position.id()), id -> SIZE);
    }

    @AfterEach
    void close() {
        loop.run(link::close).await();
    }

    @Test
    void allOfThemSucceedAndSoDoesASingleCommandAmongThem() {
        List<Future<Page<Position, String>>> pages = atOnce(MANY);
        Future<Void> ping = loop.run(link::ping);

        ping.await();
        pages.forEach(page -> assertEquals(LONG, page.await().items().size()));
    }

    @Test
    void thoseThatMayNotWaitAreRefusedAndTheOthersSucceed() {
        List<Future<Page<Position, String>>> pages = atOnce(TOO_MANY);

        Future<Page<Position, String>> last = pages.get(TOO_MANY - 1);
        assertEquals(
                Outcome.NOT_CARRIED_OUT,
                assertThrows(RedisFault.class, last::await).outcome());
        assertEquals(LONG, pages.get(0).await().items().size());
        Future.join(pages).transform(ended -> Future.succeededFuture()).await();
        assertTrue(pages.stream().filter(Future::succeeded).count() > 1_000);
        assertEquals(LONG, atOnce(1).get(0).await().items().size());
    }

    /** {@code LONG} things, of which so many fill a page. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 60, LONG})
    void pagesThatAreFullBeforeTheyHaveAsManyAsMayBeShowEveryThingOnceAndReadLittleMoreThanThat(int fitting) {
        Listing<Position, String> ofLarge = new Listing<>(
                link,
                new SortedIds(link, "list", false),
                position -> find(position.id()),
                id -> Listing.FULL_BYTES / fitting);
        List<String> seen = new ArrayList<>();
        Optional<Position> behind = Optional.of(Position.START);
        while (behind.isPresent()) {
            Position from = behind.get();
            int before = reads;
            Page<Position, String> page =
                    loop.run(() -> ofLarge.page(from, 2 * LONG, any -> true)).await();
            assertTrue(page.items().size() <= fitting + 1, () -> page.items().size() + " things");
            assertTrue(reads - before <= 50 + 2 * fitting, () -> reads - before + " reads");
            seen.addAll(page.items());
            behind = page.next();
        }

        assertEquals(IntStream.range(0, LONG).mapToObj(i -> "id-" + i).toList(), seen);
    }

    @Test
    void aPageThatSearchesForWhatIsRareEndsWithWhatWasFoundAmongTenThousand() {
        add(LONG, 10_001);
        Page<Position, String> page = loop.run(
                        () -> listing.page(Position.START, LONG, Set.of("id-7", "id-10000")::contains))
                .await();

        assertEquals(List.of("id-7"), page.items());
        assertEquals(new Position(9_999, "id-9999"), page.next().orElseThrow());
    }

    /** They have their places from elsewhere, where that takes long. */
    @Test
    void listsThatWaitForTheirPlacesKeepNoOthersWaiting() throws TimeoutException {
        Promise<List<Position>> late = Promise.promise();
        Listing<Position, String> slow =
                new Listing<>(link, (behind, limit) -> late.future(), position -> find(position.id()), id -> SIZE);
        List<Future<Page<Position, String>>> waiting = IntStream.range(0, MANY)
                .mapToObj(i -> loop.run(() -> slow.page(Position.START, LONG, any -> true)))
                .toList();

        assertEquals(LONG, atOnce(1).get(0).await(30, TimeUnit.SECONDS).items().size());

        late.complete(List.of());
        Future.all(waiting).await();
    }

    @Test
    void whatIsDamagedIsLeftOutAndWhatRedisCannotTellNowIsNot() {
        redis.call(Command.SET, "id-1", "a text");
        assertEquals(
                List.of("id-0", "id-2"),
                loop.run(() -> listing.page(Position.START, 2, any -> true))
                        .await()
                        .items());

        Listing<Position, String> away = new Listing<>(
                link,
                new SortedIds(link, "list", false),
                position -> Future.failedFuture(RedisFault.notConnected()),
                id -> SIZE);
        assertThrows(
                RedisFault.class,
                () -> loop.run(() -> away.page(Position.START, 2, any -> true)).await());
    }

    private static void add(int from, int to) {
        Stream<Object> members = IntStream.range(from, to).boxed().flatMap(i -> Stream.of(i, "id-" + i));
        redis.call(Command.ZADD, Stream.concat(Stream.of("list"), members).toArray());
    }

    private List<Future<Page<Position, String>>> atOnce(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> loop.run(() -> listing.page(Position.START, LONG, any -> true)))
                .toList();
    }

    private Future<Optional<String>> find(String id) {
        reads++;
        return link.send(Request.cmd(Command.HGETALL).arg(id)).map(found -> Optional.of(id));
    }
}
