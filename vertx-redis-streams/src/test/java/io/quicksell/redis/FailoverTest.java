package io.quicksell.redis;

import static io.quicksell.redis.TransientFailure.Outcome.NOT_CARRIED_OUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.quicksell.testing.OwnRedis;
import io.quicksell.testing.SentinelSetup;
import io.quicksell.testing.SentinelTestBase;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link goes wherever the master is, and stays with none that is not. */
class FailoverTest extends SentinelTestBase {

    private final LogLines log = LogLines.from(KeptConnection.class);
    private RedisLink link;

    @BeforeEach
    void aLink() {
        link = new RedisLink(vertx, endpoint(sentinels(setup.addresses())), "test").open();
        Eventually.succeeds(() -> link.ping().await());
        assertEquals("1", count());
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void afterAnOperatorsFailoverItGoesOnWithTheSameData() {
        setup.awaitReplicas(setup.primary(), 1);

        OwnRedis now = setup.failOver();

        assertGoesOnAt(now);
    }

    @Test
    void aKilledMasterIsReplacedAndItsReturnChangesNothing() {
        OwnRedis old = setup.primary();
        setup.awaitReplicas(old, 1);
        old.kill();

        OwnRedis now = setup.awaitPrimaryOtherThan(old);
        assertGoesOnAt(now);

        old.start();
        setup.awaitReplicas(now, 1);
        assertEquals("slave", setup.role(old));
        assertEquals(Optional.of(address(now)), link.masterAddress());
    }

    @Test
    void aFrozenMasterIsLeftAndItsReturnChangesNothing() {
        OwnRedis old = setup.primary();
        setup.awaitReplicas(old, 1);
        old.freeze();

        OwnRedis now = setup.awaitPrimaryOtherThan(old);
        assertGoesOnAt(now);

        old.thaw();
        setup.awaitReplicas(now, 1);
        assertEquals("slave", setup.role(old));
        assertEquals("3", count());
        assertEquals("3", setup.call(now, Command.GET, "count").toString());
    }

    @Test
    void oneThatRefusesAsAReplicaIsLeftAtOnceAndNotUsedBeforeItIsTheMasterAgain() {
        setup.sentinels()
                .forEach(sentinel -> setup.call(
                        sentinel,
                        Command.SENTINEL,
                        "SET",
                        SentinelSetup.MASTER_NAME,
                        "down-after-milliseconds",
                        60_000));
        OwnRedis primary = setup.primary();
        setup.replicas().get(0).kill();
        BatchedScript<Counted> batched =
                new BatchedScript<>(link, Script.load("test_batch", Counted.class), List.of("calls"), List.of("100"));
        batched.run(List.of("a"), List.of("1")).await();
        setup.call(primary, Command.REPLICAOF, "127.0.0.1", 1);

        assertEquals(NOT_CARRIED_OUT, outcome(batched.run(List.of("a"), List.of("1"))));

        String why = "127.0.0.1:" + primary.port() + " is not the master (its role is slave)";
        Eventually.holds(() -> {
            RedisFault away = assertThrows(RedisFault.class, () -> link.ping().await());
            assertEquals("there is no connection to Redis: " + why, away.getMessage());
        });
        assertTrue(log.lines()
                .contains(
                        "test has no connection to Redis: it is not the master any more; trying again" + " for ever"));
        assertEquals(Optional.empty(), link.defect());
        assertEquals(1, log.lines().stream().filter(line -> line.contains(why)).count());

        setup.call(primary, Command.REPLICAOF, "NO", "ONE");
        Eventually.holds(() -> assertEquals("2", count()));
    }

    private void assertGoesOnAt(OwnRedis now) {
        Eventually.succeeds(SentinelSetup.FAILOVER_LIMIT, () -> {
            assertEquals(Optional.of(address(now)), link.masterAddress());
            link.ping().await();
            return null;
        });
        assertEquals("2", count());
    }

    private static Address address(OwnRedis server) {
        return new Address("127.0.0.1", server.port());
    }

    private String count() {
        return link.run(Counted.SCRIPT, List.of("count"), List.of("1"))
                .await()
                .get(1)
                .toString();
    }

    private static TransientFailure.Outcome outcome(Future<?> command) {
        return assertThrows(RedisFault.class, command::await).outcome();
    }
}
