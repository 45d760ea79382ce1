package io.quicksell.common.live;

import static io.quicksell.common.live.LiveShop.NEWS;
import static io.quicksell.common.live.LiveShop.heard;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.EventListener;
import io.quicksell.streams.EntryId;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the listeners of {@code GET /events} hear. */
class LiveFeedTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @RegisterExtension
    final LiveShop shop = new LiveShop(redis);

    @Test
    void aChangeIsToldToTheClientsOfEveryInstance() {
        EventListener one = shop.listen(shop.first());
        EventListener other = shop.listen(shop.second());

        shop.change(NEWS, "tea", "green");

        for (EventListener listener : List.of(one, other)) {
            Eventually.holds(() -> assertEquals(List.of("news tea green"), heard(listener)));
        }
    }

    @Test
    void changesOfOneThingInQuickSuccessionAreToldAsOne() {
        EventListener listener = shop.listen(shop.first());
        shop.change(NEWS, "first", "opens a batch");
        Eventually.holds(() -> assertEquals(1, listener.events().size()));

        long begin = System.nanoTime();
        IntStream.rangeClosed(1, 20).forEach(n -> shop.change(NEWS, "tea", "v" + n));
        shop.change(NEWS, "last", "closes them");
        long batches = (System.nanoTime() - begin) / ROUND_NANOS;

        Eventually.holds(() -> assertTrue(heard(listener).contains("news last closes them")));
        List<String> teas = heard(listener).stream()
                .filter(text -> text.startsWith("news tea"))
                .toList();
        assertTrue(teas.size() <= batches + 2, () -> teas + " in " + batches + " batches");
        assertEquals("news tea v20", teas.get(teas.size() - 1));
    }

    @Test
    void nothingIsReadWhileNobodyListens() {
        IntStream.rangeClosed(1, 20).forEach(n -> shop.change(NEWS, "tea", "v" + n));
        EntryId newest = shop.change(NEWS, "salt", "coarse");
        Eventually.holds(
                () -> assertEquals(newest, shop.feed().last().position().ids().get(0)));

        EventListener listener = shop.listen(shop.first());
        shop.change(NEWS, "rice", "white");

        Eventually.holds(() -> assertEquals(List.of("news rice white"), heard(listener)));
        assertEquals(1, shop.reads());
    }

    @Test
    void whoIsTheFirstToComeWhileThingsChangeHearsAllThatComesAfterItsPosition() {
        int heard = 0;
        for (int n = 1; n <= 50; n++) {
            String thing = "thing " + n;
            CompletableFuture<EntryId> changed = CompletableFuture.supplyAsync(() -> shop.change(NEWS, thing, "now"));
            EventListener listener = shop.listen(shop.second());
            EntryId begin = shop.feed().parse(listener.lastId()).ids().get(0);
            if (changed.join().compareTo(begin) > 0) {
                Eventually.holds(() -> assertEquals(List.of("news " + thing + " now"), heard(listener)));
                heard++;
            }
            listener.close();
        }
        assertTrue(heard > 0, "nothing came after a position");
    }

    @Test
    void whatIsGoneByNowIsNotToldOf() {
        EventListener listener = shop.listen(shop.first());

        redis.call(Command.XADD, NEWS, "*", "id", "gone");
        redis.call(Command.XADD, NEWS, "*", "nothing", "to tell");
        shop.change(NEWS, "tea", "green");

        Eventually.holds(() -> assertEquals(List.of("news tea green"), heard(listener)));
    }

    @Test
    void whatCannotBeReadKeepsNobodyFromHearingOfTheOthers() {
        EventListener listener = shop.listenAndHear();

        redis.call(Command.LPUSH, "broken", "of another type");
        redis.call(Command.XADD, NEWS, "*", "id", "broken");
        shop.change(NEWS, "rice", "white");

        Eventually.holds(() -> assertEquals(List.of("news tea green", "news rice white"), heard(listener)));
    }

    @Test
    void linebreaksInANameOrATextMakeNoNewLine() {
        EventListener listener = shop.listen(shop.first());
        redis.call(Command.SET, "tea", "green\r\ndata: {}\n\nevent: forged");

        redis.call(Command.XADD, NEWS, "*", "id", "tea", "kind", "tea\r\nid: forged\n\n");

        Eventually.holds(
                () -> assertEquals(List.of("teaid: forged tea green\r\ndata: {}\n\nevent: forged"), heard(listener)));
    }
}
