package io.quicksell.common.live;

import static io.quicksell.common.live.LiveShop.NEWS;
import static io.quicksell.common.live.LiveShop.OTHER;
import static io.quicksell.common.live.LiveShop.heard;
import static io.quicksell.common.live.LiveShop.names;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.EventListener;
import io.quicksell.common.testing.HttpUser.Answer;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes back to {@code GET /events} goes on where it stopped, or is told to load everything. */
class LivePositionsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final LiveShop shop = new LiveShop(redis);

    @Test
    void whoComesBackIsToldWhatItMissedOnAnyInstance() {
        EventListener listener = shop.listenAndHear();
        String position = listener.lastId();
        listener.close();

        shop.change(OTHER, "tea", "black");
        shop.change(NEWS, "rice", "white");
        EventListener back = shop.listen(shop.second(), position);

        Eventually.holds(() -> assertEquals(Set.of("other tea black", "news rice white"), Set.copyOf(heard(back))));
        shop.change(NEWS, "salt", "coarse");
        Eventually.holds(() -> assertEquals("news salt coarse", heard(back).get(2)));
        assertEquals(3, heard(back).size());
    }

    @Test
    void whoHasEverythingIsToldNothing() {
        EventListener listener = shop.listenAndHear();
        String position = listener.lastId();

        EventListener back = shop.listen(shop.first(), position);

        assertEquals(position, back.lastId());
        assertEquals(List.of(), heard(back));
    }

    @Test
    void whoMissedWhatWasCutOffIsToldToLoadEverything() {
        EventListener listener = shop.listenAndHear();
        String position = listener.lastId();
        shop.change(NEWS, "tea", "black");
        shop.change(NEWS, "tea", "red");
        redis.call(Command.XTRIM, NEWS, "MAXLEN", 1);

        EventListener back = shop.listen(shop.first(), position);

        assertEquals("reset", back.events().get(0).name());
    }

    @Test
    void whoMissedMoreThanIsReadIsToldToLoadEverything() {
        EventListener listener = shop.listenAndHear();
        String position = listener.lastId();

        IntStream.range(0, 501).forEach(n -> shop.change(n % 2 == 0 ? NEWS : OTHER, "tea", "v" + n));
        shop.change(NEWS, "salt", "coarse");
        Eventually.holds(() -> assertTrue(heard(listener).contains("news salt coarse")));

        assertEquals(
                "reset", shop.listen(shop.first(), position).events().get(0).name());
    }

    @Test
    void whoMissedMoreThanIsSentAtOnceIsToldToLoadEverything() {
        EventListener listener = shop.listenAndHear();
        String position = listener.lastId();

        shop.change(NEWS, "tea", "x".repeat(300_000));
        Eventually.holds(() -> assertEquals(2, listener.events().size()));

        assertEquals(
                "reset", shop.listen(shop.first(), position).events().get(0).name());
    }

    @Test
    void everybodyIsToldToLoadEverythingWhenRedisHasBecomeAnotherOne() {
        EventListener listener = shop.listenAndHear();

        redis.call(Command.FLUSHALL);
        redis.killClients();

        Eventually.holds(() -> assertEquals(List.of("news", "reset"), names(listener)));
        shop.change(NEWS, "rice", "white");
        Eventually.holds(() -> assertTrue(heard(listener).contains("news rice white")));
    }

    @Test
    void aBrokenConnectionToRedisLeavesNoGap() {
        EventListener listener = shop.listen(shop.first());
        shop.change(NEWS, "tea", "green");
        Eventually.holds(() -> assertEquals(1, listener.events().size()));

        redis.killClients();
        shop.change(NEWS, "rice", "white");

        Eventually.holds(() -> assertEquals(List.of("news tea green", "news rice white"), heard(listener)));
        assertFalse(listener.hasEnded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "djE6cGF5bWVudDowLTAsMC0w", "djE6c2hvcDowLTA", "%%%", "djE6c2hvcDowLTAsMC0wLDAtMA"})
    void aPositionThatIsNoneOfThisServiceIsRefused(String position) {
        Answer answer = shop.first().user().get("/events", "Last-Event-ID", position);

        assertEquals(400, answer.status(), answer::text);
        assertEquals("application/problem+json", answer.header("Content-Type"));
    }
}
