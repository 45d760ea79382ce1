package io.quicksell.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.junit.jupiter.api.Test;

/** The Redis of the tests that kill theirs. */
class OwnRedisTest extends OwnRedisTestBase {

    @Test
    void whatWasAcknowledgedOutlivesAKilledServer() {
        link.send(Request.cmd(Command.SET).arg("tea").arg("7")).await();

        redis.kill();
        redis.start();

        Response tea = Eventually.succeeds(
                () -> link.send(Request.cmd(Command.GET).arg("tea")).await());
        assertEquals("7", tea.toString());
    }
}
