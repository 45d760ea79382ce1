package io.quicksell.streams;

import static io.quicksell.redis.TransientFailure.Outcome.NOT_CARRIED_OUT;
import static io.quicksell.redis.TransientFailure.Outcome.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.redis.Counted;
import io.quicksell.redis.RedisFault;
import io.quicksell.redis.ScriptReply;
import io.quicksell.redis.TransientFailure.Outcome;
import io.quicksell.streams.StreamPoller.Subscription;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedisTestBase;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a link and a poller do while their Redis is away, frozen, full or still loading. */
class RedisAwayTest extends OwnRedisTestBase {

    private static final long DROP_LIMIT_SECONDS = 5;
    private static final int ROOM = 2;
    private static final int MAX_WAITING = 32_768;

    @Test
    void whileRedisIsAwayACommandFailsAtOnceAndSurelyDidNothing() {
        redis.kill();
        Eventually.holds(() -> assertTrue(link.ping().isComplete()));

        assertEquals(NOT_CARRIED_OUT, outcome(link.ping()));
        assertEquals(NOT_CARRIED_OUT, outcome(count()));

        redis.start();
        Eventually.succeeds(() -> count().await());
    }

    @Test
    void aFrozenRedisIsDroppedWithUnknownOutcomeAndHealsWhenItIsThawed() {
        redis.freeze();
        assertEquals(UNKNOWN, outcome(count()));

        redis.thaw();

        Eventually.succeeds(() -> count().await());
    }

    @Test
    void aRedisThatIsKilledWhileFrozenHealsWhenItIsStartedAgain() {
        redis.freeze();
        assertEquals(UNKNOWN, outcome(link.ping()));

        redis.kill();
        redis.start();

        Eventually.succeeds(() -> link.ping().await());
    }

    @Test
    void commandsPastTheLimitFailAtOnceAndSurelyDidNothing() {
        redis.freeze();
        List<Future<Void>> waiting =
                IntStream.range(0, MAX_WAITING).mapToObj(i -> link.ping()).toList();

        assertEquals(NOT_CARRIED_OUT, outcome(link.ping()));

        redis.thaw();
        waiting.get(0).await();
    }

    @Test
    void aRedisThatIsFullSurelyDidNothing() {
        link.send(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg(1))
                .await();

        assertEquals(NOT_CARRIED_OUT, outcome(link.send(set("count", "1"))));
        assertEquals(NOT_CARRIED_OUT, outcome(count()));
    }

    @Test
    void aReplicaSurelyDidNothing() {
        link.send(Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(1)).await();

        assertEquals(NOT_CARRIED_OUT, outcome(link.send(set("count", "1"))));
        assertEquals(NOT_CARRIED_OUT, outcome(count()));
    }

    @Test
    void aPollerTellsThatItDoesNotReadAndReadsWhenRedisIsBack() {
        StreamPoller poller = poller(entry -> Future.succeededFuture());
        Eventually.holds(() -> assertTrue(poller.isReading()));

        redis.kill();
        Eventually.holds(() -> assertFalse(poller.isReading()));

        redis.start();
        Eventually.holds(() -> assertTrue(poller.isReading()));
    }

    @Test
    void whatIsFinishedWhileRedisIsAwayMakesRoomWhenItIsBack() {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        List<Promise<Void>> inHand = new CopyOnWriteArrayList<>();
        Context loop = vertx.getOrCreateContext().exceptionHandler(uncaught::add);
        for (int n = 1; n <= ROOM + 1; n++) {
            link.send(Request.cmd(Command.XADD).arg("news").arg("*").arg("n").arg(n))
                    .await();
        }
        StreamPoller poller = poller(entry -> {
            inHand.add(Promise.promise());
            return inHand.get(inHand.size() - 1).future();
        });
        Eventually.holds(() -> assertEquals(ROOM, inHand.size()));

        redis.kill();
        Eventually.holds(() -> assertFalse(poller.isReading()));
        loop.runOnContext(now -> inHand.forEach(Promise::tryComplete));
        redis.start();

        Eventually.holds(() -> assertTrue(inHand.size() > ROOM));
        assertEquals(List.of(), uncaught);
    }

    /** Seven connections in a row are six pauses, of at least 25, 50, 100, 200, 400 and 500 ms. */
    @Test
    void aRedisThatConnectsButRefusesIsNotStormed() {
        link.send(set("news", "not a stream")).await();
        int before = connections();
        long start = System.nanoTime();

        StreamPoller poller = poller(entry -> Future.succeededFuture());
        Eventually.holds(() -> assertTrue(connections() >= before + 7));

        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(1_275));
        link.send(Request.cmd(Command.DEL).arg("news")).await();
        Eventually.holds(() -> assertTrue(poller.isReading()));
    }

    private StreamPoller poller(Function<StreamEntry, Future<Void>> handler) {
        Subscription subscription = new Subscription("group", "test", List.of("news"), ROOM, ROOM);
        DeadLetters deadLetters = new DeadLetters(link, "group", "dead_letters:group");
        return new StreamPoller(vertx, redis.endpoint(), subscription, deadLetters, handler).start();
    }

    private Future<ScriptReply<Counted>> count() {
        return link.run(Counted.SCRIPT, List.of("count"), List.of("1"));
    }

    private int connections() {
        String info = link.send(Request.cmd(Command.INFO).arg("stats")).await().toString();
        return info.lines()
                .filter(line -> line.startsWith("total_connections_received:"))
                .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    private static Request set(String key, String value) {
        return Request.cmd(Command.SET).arg(key).arg(value);
    }

    private static Outcome outcome(Future<?> command) {
        return assertThrows(RedisFault.class, () -> command.await(DROP_LIMIT_SECONDS, TimeUnit.SECONDS))
                .outcome();
    }
}
