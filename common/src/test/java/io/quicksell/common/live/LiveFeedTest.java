package io.quicksell.common.live;

import static io.quicksell.common.live.LiveShop.CHANGED;
import static io.quicksell.common.live.LiveShop.names;
import static io.quicksell.common.live.LiveShop.received;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.EventListener;
import io.quicksell.streams.EntryId;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.SystemUser;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The events that clients of {@code GET /events} receive. */
class LiveFeedTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @RegisterExtension
    final LiveShop shop = new LiveShop(redis);

    @Test
    void aChangeIsSentToTheClientsOfEveryInstance() {
        EventListener one = shop.listen(shop.first());
        EventListener other = shop.listen(shop.second());

        shop.change(CHANGED, "tea", "green");

        for (EventListener listener : List.of(one, other)) {
            Eventually.holds(() -> assertEquals(List.of("changed tea green"), received(listener)));
        }
    }

    @Test
    void changesOfOneThingInQuickSuccessionBecomeOneEvent() {
        EventListener listener = shop.listen(shop.first());
        shop.change(CHANGED, "first", "opens a batch");
        Eventually.holds(() -> assertEquals(1, listener.events().size()));

        long begin = System.nanoTime();
        IntStream.rangeClosed(1, 20).forEach(n -> shop.change(CHANGED, "tea", "v" + n));
        shop.change(CHANGED, "last", "closes them");
        long batches = (System.nanoTime() - begin) / BATCH_NANOS;

        Eventually.holds(() -> assertTrue(received(listener).contains("changed last closes them")));
        List<String> teas = received(listener).stream()
                .filter(text -> text.startsWith("changed tea"))
                .toList();
        assertTrue(teas.size() <= batches + 2, () -> teas + " in " + batches + " batches");
        assertEquals("changed tea v20", teas.get(teas.size() - 1));
    }

    @Test
    void nothingIsReadWithoutClients() {
        IntStream.rangeClosed(1, 20).forEach(n -> shop.change(CHANGED, "tea", "v" + n));
        shop.change(CHANGED, "salt", "coarse");

        EventListener listener = shop.listen(shop.first());
        shop.change(CHANGED, "rice", "white");

        Eventually.holds(() -> assertEquals(List.of("changed rice white"), received(listener)));
        assertEquals(1, shop.reads());
    }

    @Test
    void theStreamsAreFollowedOnlyWhileThereAreClients() {
        Eventually.holds(() -> assertFalse(shop.isFollowed(), "from the start"));
        EventListener one = shop.listen(shop.first());
        EventListener other = shop.listen(shop.second());
        one.close();
        shop.change(CHANGED, "tea", "green");
        Eventually.holds(() -> assertEquals(List.of("changed tea green"), received(other)));

        other.close();
        Eventually.holds(() -> assertFalse(shop.isFollowed(), "after the last client"));

        EventListener next = shop.listenAndReceive();
        assertTrue(shop.isFollowed());
        assertEquals(List.of("changed"), names(next), "no reset");
    }

    @Test
    void theFirstClientWhileRedisIsAwayListensAndIsToldToReloadWhenRedisIsBack() {
        Eventually.holds(() -> assertFalse(shop.isFollowed()));
        redis.call(Command.ACL, "SETUSER", SystemUser.NAME, "off");
        try {
            redis.killClients();
            EventListener listener = shop.listen(shop.first());
            shop.change(CHANGED, "tea", "green");
            assertEquals(List.of(), listener.events());

            redis.call(Command.ACL, SystemUser.set());

            Eventually.holds(() -> assertEquals(List.of("reset"), names(listener)));
            shop.change(CHANGED, "rice", "white");
            Eventually.holds(() -> assertEquals(List.of("changed rice white"), received(listener)));
        } finally {
            redis.call(Command.ACL, SystemUser.set());
        }
    }

    @Test
    void theFirstClientAmidChangesReceivesAllThatComesAfterItsPosition() {
        int received = 0;
        for (int n = 1; n <= 50 || received == 0 && n <= 1_000; n++) {
            String thing = "thing " + n;
            CompletableFuture<EntryId> changed =
                    CompletableFuture.supplyAsync(() -> shop.change(CHANGED, thing, "now"));
            EventListener listener = shop.listen(shop.second());
            EntryId begin = shop.feed().parse(listener.lastId()).marks().get(0).id();
            if (changed.join().compareTo(begin) > 0) {
                Eventually.holds(() -> assertEquals(List.of("changed " + thing + " now"), received(listener)));
                received++;
            }
            listener.close();
        }
        assertTrue(received > 0, "nothing came after a position");
    }

    /** Clients that drop the id of a frame without data come back behind what they have. */
    @Test
    void anyClientKnowsItsPositionFromTheStartAndAfterEachBatch() {
        EventListener listener = shop.listen(shop.first());
        for (String thing : List.of("tea", "gone", "rice")) {
            String before = listener.lastId();
            EntryId changed = thing.equals("gone")
                    ? EntryId.parse(
                            redis.call(Command.XADD, CHANGED, "*", "id", thing).toString())
                    : shop.change(CHANGED, thing, "now");

            Eventually.holds(() -> assertEquals(
                    changed, shop.feed().parse(listener.lastId()).marks().get(0).id(), before));
        }
        assertEquals(List.of("changed tea now", "changed rice now"), received(listener));
    }

    @Test
    void aThingThatIsGoneHasNoEvent() {
        EventListener listener = shop.listen(shop.first());

        redis.call(Command.XADD, CHANGED, "*", "id", "gone");
        redis.call(Command.XADD, CHANGED, "*", "nothing", "to tell");
        shop.change(CHANGED, "tea", "green");

        Eventually.holds(() -> assertEquals(List.of("changed tea green"), received(listener)));
    }

    @Test
    void aThingThatCannotBeReadDoesNotHoldUpTheOthers() {
        EventListener listener = shop.listenAndReceive();

        redis.call(Command.LPUSH, "broken", "of another type");
        redis.call(Command.XADD, CHANGED, "*", "id", "broken");
        shop.change(CHANGED, "rice", "white");

        Eventually.holds(() -> assertEquals(List.of("changed tea green", "changed rice white"), received(listener)));
    }

    @Test
    void linebreaksInANameOrATextMakeNoNewLine() {
        EventListener listener = shop.listen(shop.first());
        redis.call(Command.SET, "tea", "green\r\ndata: {}\n\nevent: forged");

        redis.call(Command.XADD, CHANGED, "*", "id", "tea", "kind", "tea\r\nid: forged\n\n");

        Eventually.holds(() ->
                assertEquals(List.of("teaid: forged tea green\r\ndata: {}\n\nevent: forged"), received(listener)));
    }
}
