package io.quicksell.common.live;

import static io.quicksell.common.live.LiveShop.CHANGED;
import static io.quicksell.common.live.LiveShop.OTHER;
import static io.quicksell.common.live.LiveShop.names;
import static io.quicksell.common.live.LiveShop.received;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.EventListener;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.streams.EntryId;
import io.quicksell.streams.Mark;
import io.quicksell.streams.StreamPosition;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that reconnects to {@code GET /events} resumes where it stopped, or is told to reload everything. */
class LivePositionsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final LiveShop shop = new LiveShop(redis);

    @Test
    void aReconnectingClientGetsWhatItMissedOnAnyInstance() {
        EventListener listener = shop.listenAndReceive();
        String position = listener.lastId();
        listener.close();

        shop.change(OTHER, "tea", "black");
        shop.change(CHANGED, "rice", "white");
        EventListener back = shop.listen(shop.second(), position);

        Eventually.holds(
                () -> assertEquals(Set.of("other tea black", "changed rice white"), Set.copyOf(received(back))));
        shop.change(CHANGED, "salt", "coarse");
        Eventually.holds(
                () -> assertEquals("changed salt coarse", received(back).get(2)));
        assertEquals(3, received(back).size());
    }

    @Test
    void aClientThatMissedNothingGetsNothing() {
        EventListener listener = shop.listenAndReceive();
        String position = listener.lastId();

        EventListener back = shop.listen(shop.first(), position);

        assertEquals(position, back.lastId());
        assertEquals(List.of(), received(back));
    }

    @Test
    void aClientThatMissedTrimmedEntriesIsToldToReload() {
        EventListener listener = shop.listenAndReceive();
        String position = listener.lastId();
        shop.change(CHANGED, "tea", "black");
        shop.change(CHANGED, "tea", "red");
        redis.call(Command.XTRIM, CHANGED, "MAXLEN", 1);

        EventListener back = shop.listen(shop.first(), position);

        assertEquals("reset", back.events().get(0).name());
    }

    @Test
    void aClientThatMissedMoreThanIsReadIsToldToReload() {
        EventListener listener = shop.listenAndReceive();
        String position = listener.lastId();

        IntStream.range(0, 501).forEach(n -> shop.change(n % 2 == 0 ? CHANGED : OTHER, "tea", "v" + n));
        shop.change(CHANGED, "salt", "coarse");
        Eventually.holds(() -> assertTrue(received(listener).contains("changed salt coarse")));

        assertEquals(
                "reset", shop.listen(shop.first(), position).events().get(0).name());
    }

    @Test
    void aClientThatMissedMoreThanIsSentAtOnceIsToldToReload() {
        EventListener listener = shop.listenAndReceive();
        String position = listener.lastId();

        shop.change(CHANGED, "tea", "x".repeat(300_000));
        Eventually.holds(() -> assertEquals(2, listener.events().size()));

        assertEquals(
                "reset", shop.listen(shop.first(), position).events().get(0).name());
    }

    @Test
    void allClientsAreToldToReloadWhenRedisIsAnotherOne() {
        EventListener listener = shop.listenAndReceive();

        redis.call(Command.FLUSHALL);
        redis.killClients();

        Eventually.holds(() -> assertEquals(List.of("changed", "reset"), names(listener)));
        shop.change(CHANGED, "rice", "white");
        Eventually.holds(() -> assertTrue(received(listener).contains("changed rice white")));
    }

    /** What somebody does to Redis beside us breaks no connection. */
    @Test
    void allClientsAreToldToReloadWhenTheStreamsAreOthersThoughNoConnectionBroke() {
        EventListener listener = shop.listenAndReceive();

        redis.call(Command.FLUSHALL);

        Eventually.holds(() -> assertEquals(List.of("changed", "reset"), names(listener)));
    }

    @Test
    void aPositionThatRedisCannotShowIsAReset() {
        EntryId newest = shop.change(CHANGED, "tea", "green");
        shop.listen(shop.first());
        assertEquals(newest, shop.feed().last().position().marks().get(0).id());
        Mark there = shop.feed().last().position().marks().get(0);
        List<Mark> others = List.of(
                new Mark(there.id(), "fedcba9876543210"), // of a history that was lost
                new Mark(EntryId.parse("9999999999999-0"), there.digest()), // of the future
                new Mark(there.id(), ""), // of an older release
                new Mark(EntryId.NONE, ""));
        for (Mark other : others) {
            String position = LivePosition.text("shop", new StreamPosition(List.of(other, Mark.NONE)));
            String id = other.digest().isEmpty() ? withoutDigests(position) : position;

            EventListener back = shop.listen(shop.first(), id);

            assertEquals(List.of("reset"), names(back), other::toString);
        }
    }

    private static String withoutDigests(String position) {
        String text = new String(Base64.getUrlDecoder().decode(position), UTF_8).replaceAll("\\.[0-9a-f]*", "");
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void aBrokenConnectionToRedisLeavesNoGap() {
        EventListener listener = shop.listen(shop.first());
        shop.change(CHANGED, "tea", "green");
        Eventually.holds(() -> assertEquals(1, listener.events().size()));

        redis.killClients();
        shop.change(CHANGED, "rice", "white");

        Eventually.holds(() -> assertEquals(List.of("changed tea green", "changed rice white"), received(listener)));
        assertFalse(listener.hasEnded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "djE6cGF5bWVudDowLTAsMC0w", "djE6c2hvcDowLTA", "%%%", "djE6c2hvcDowLTAsMC0wLDAtMA"})
    void aPositionOfAnotherServiceIsRefused(String position) {
        Response response = shop.first().user().get("/events", "Last-Event-ID", position);

        assertEquals(400, response.status(), response::text);
        assertEquals("application/problem+json", response.header("Content-Type"));
    }
}
