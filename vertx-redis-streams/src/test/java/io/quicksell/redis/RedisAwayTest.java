package io.quicksell.redis;

import static io.quicksell.redis.TransientFailure.Outcome.NOT_CARRIED_OUT;
import static io.quicksell.redis.TransientFailure.Outcome.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.redis.TransientFailure.Outcome;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.Line;
import io.quicksell.testing.OwnRedisTestBase;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is known of a command whose Redis is away, frozen, full or a replica, and how a link heals. */
class RedisAwayTest extends OwnRedisTestBase {

    private static final long DROP_LIMIT_SECONDS = 5;
    private static final int MAX_WAITING = 32_768;
    private static final Duration MANY_COMMANDS_LIMIT = Duration.ofSeconds(60);

    @Test
    void whileRedisIsAwayACommandFailsAtOnceAndIsNotCarriedOut() {
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

    /** Its call is repeated for seconds, since it may have been carried out. */
    @Test
    void whoWaitsBehindACallOfUnknownOutcomeFailsAtOnce() {
        List<String> ended = new CopyOnWriteArrayList<>();
        BatchedScript<Counted> batched =
                new BatchedScript<>(link, Script.load("test_batch", Counted.class), List.of("calls"), List.of("100"));
        redis.freeze();
        Future<ScriptReply<Counted>> sent = batched.run(List.of("a"), List.of("1"));
        Future<ScriptReply<Counted>> waiting = batched.run(List.of("b"), List.of("1"));
        sent.onComplete(end -> ended.add("sent"));
        waiting.onComplete(end -> ended.add("waiting"));

        redis.kill();

        assertEquals(NOT_CARRIED_OUT, outcome(waiting));
        assertEquals(List.of("waiting"), ended);
        redis.start();
        Eventually.holds(() -> assertTrue(sent.isComplete()));
    }

    @Test
    void aScriptWhoseFirstRunIsUnknownIsNeverSurelyNotCarriedOut() {
        try (Line line =
                Line.to(vertx, redis.endpoint().host(), redis.endpoint().port())) {
            RedisLink far = new RedisLink(vertx, new RedisEndpoint("127.0.0.1", line.port(), ""), "far").open();
            Eventually.succeeds(() -> far.ping().await());
            count().await();
            line.holdAnswers();
            Future<ScriptReply<Counted>> counted = far.run(Counted.SCRIPT, List.of("count"), List.of("1"));
            Eventually.holds(() -> assertEquals("2", stored()));

            line.cut();
            Eventually.holds(() -> assertEquals(NOT_CARRIED_OUT, outcome(far.ping())));

            assertEquals(UNKNOWN, outcome(counted));
            far.close().await();
        }
    }

    /** A machine that needs more than 3 s to send so many has lost the connection before, and begins again. */
    @Test
    void commandsPastTheLimitFailAtOnceAndAreNotCarriedOut() {
        Eventually.succeeds(MANY_COMMANDS_LIMIT, () -> {
            redis.thaw();
            link.ping().await();
            redis.freeze();
            IntStream.range(0, MAX_WAITING).forEach(i -> link.ping());

            RedisFault refused =
                    assertThrows(RedisFault.class, () -> link.ping().await());
            assertEquals(RedisFault.tooManyWaiting().getMessage(), refused.getMessage());
            return null;
        });
        redis.thaw();
        Eventually.succeeds(() -> link.ping().await());
    }

    @Test
    void whatAFullRedisRefusesIsNotCarriedOut() {
        link.send(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg(1))
                .await();

        assertEquals(NOT_CARRIED_OUT, outcome(set("count", "1")));
        assertEquals(NOT_CARRIED_OUT, outcome(count()));
    }

    @Test
    void whatAReplicaRefusesIsNotCarriedOut() {
        link.send(Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(1)).await();

        assertEquals(NOT_CARRIED_OUT, outcome(set("count", "1")));
        assertEquals(NOT_CARRIED_OUT, outcome(count()));
    }

    private String stored() {
        return link.send(Request.cmd(Command.GET).arg("count")).await().toString();
    }

    private Future<?> set(String key, String value) {
        return link.send(Request.cmd(Command.SET).arg(key).arg(value));
    }

    private Future<ScriptReply<Counted>> count() {
        return link.run(Counted.SCRIPT, List.of("count"), List.of("1"));
    }

    private static Outcome outcome(Future<?> command) {
        return assertThrows(RedisFault.class, () -> command.await(DROP_LIMIT_SECONDS, TimeUnit.SECONDS))
                .outcome();
    }
}
