package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.streams.StreamPoller.Subscription;
import io.quicksell.testing.EventLoop;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedisTestBase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a poller does while its Redis is away or refuses to work, and how it heals. */
class PollerOutageTest extends OwnRedisTestBase {

    private static final int ROOM = 2;

    private final EventLoop loop = new EventLoop(vertx);

    @AfterEach
    void nothingWasThrown() {
        assertEquals(List.of(), loop.thrown());
    }

    @Test
    void aPollerSaysThatItDoesNotReadAndReadsWhenRedisIsBack() {
        StreamPoller poller = poller(entry -> Future.succeededFuture());
        Eventually.holds(() -> assertTrue(poller.isReading()));

        redis.kill();
        Eventually.holds(() -> assertFalse(poller.isReading()));

        redis.start();
        Eventually.holds(() -> assertTrue(poller.isReading()));
    }

    @Test
    void whatIsFinishedWhileRedisIsAwayMakesRoomWhenItIsBack() {
        List<Promise<Void>> inFlight = new CopyOnWriteArrayList<>();
        for (int n = 1; n <= ROOM + 1; n++) {
            send(Request.cmd(Command.XADD).arg("events").arg("*").arg("n").arg(n));
        }
        StreamPoller poller = poller(entry -> {
            inFlight.add(Promise.promise());
            return inFlight.get(inFlight.size() - 1).future();
        });
        Eventually.holds(() -> assertEquals(ROOM, inFlight.size()));

        redis.kill();
        Eventually.holds(() -> assertFalse(poller.isReading()));
        loop.run(() -> {
            inFlight.forEach(Promise::tryComplete);
            return Future.succeededFuture();
        });
        redis.start();

        Eventually.holds(() -> assertTrue(inFlight.size() > ROOM));
    }

    /** Seven connections in a row are six pauses, of at least 25, 50, 100, 200, 400 and 500 ms. */
    @Test
    void aRedisThatAcceptsConnectionsButRefusesToWorkIsNotStormed() {
        send(Request.cmd(Command.SET).arg("events").arg("not a stream"));
        int before = connections();
        long start = System.nanoTime();

        StreamPoller poller = poller(entry -> Future.succeededFuture());
        Eventually.holds(() -> assertTrue(connections() >= before + 7));

        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(1_275));
        send(Request.cmd(Command.DEL).arg("events"));
        Eventually.holds(() -> assertTrue(poller.isReading()));
    }

    private StreamPoller poller(Function<StreamEntry, Future<Void>> handler) {
        Subscription subscription = new Subscription("group", "test", List.of("events"), ROOM, ROOM, 1);
        DeadLetters deadLetters = new DeadLetters(link, "group", "dead_letters:group");
        return loop.make(() -> new StreamPoller(vertx, redis.endpoint(), subscription, deadLetters, handler).start());
    }

    private void send(Request command) {
        link.send(command).await();
    }

    private int connections() {
        String info = link.send(Request.cmd(Command.INFO).arg("stats")).await().toString();
        return info.lines()
                .filter(line -> line.startsWith("total_connections_received:"))
                .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1)))
                .sum();
    }
}
