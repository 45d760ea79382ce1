package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import io.quicksell.testing.OwnRedisTestBase;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master knows its replicas, and how much of what was written each has. */
class ReplicationTest extends OwnRedisTestBase {

    @TempDir
    Path other;

    @Test
    void aMasterWithoutReplicasHasNone() {
        assertEquals(Optional.of(new Replication(0, 0)), link.replication().await());
    }

    @Test
    void aReplicaThatIsFrozenIsCountedAndBehind() {
        try (OwnRedis replica = OwnRedis.start(other, List.of("--replicaof", "127.0.0.1", port()))) {
            Eventually.holds(() ->
                    assertEquals(1, link.replication().await().orElseThrow().replicas()));

            replica.freeze();
            link.send(Request.cmd(Command.SET).arg("much").arg("x".repeat(100_000)))
                    .await();

            assertTrue(link.replication().await().orElseThrow().lagBytes() >= 100_000);
            replica.thaw();
            Eventually.holds(
                    () -> assertTrue(link.replication().await().orElseThrow().lagBytes() < 100_000));
        }
    }

    private String port() {
        return String.valueOf(redis.endpoint().port());
    }
}
