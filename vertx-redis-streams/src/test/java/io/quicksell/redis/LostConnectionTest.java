package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.quicksell.testing.OwnRedisTestBase;
import io.vertx.core.net.NetServer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the log says of a lost connection is true, and one text for each reason. */
class LostConnectionTest extends OwnRedisTestBase {

    private static final String LINE = "test has no connection to Redis: %s; trying again for ever";
    private static final int TRIES = 3;

    @Test
    void aFailureWithoutAMessageIsNamedByItsType() {
        assertEquals("TimeoutException", LostConnection.reason(new TimeoutException()));
    }

    @Test
    void everyBreakIsCalledTheSame() {
        assertEquals(LostConnection.BROKEN, LostConnection.reason(new ClosedChannelException()));
        assertEquals(LostConnection.BROKEN, LostConnection.reason(new IOException("Broken pipe")));
        assertEquals(LostConnection.BROKEN, LostConnection.reason(new IOException("Connection reset by peer")));
        assertEquals(LostConnection.BROKEN, LostConnection.reason(new IOException("CONNECTION_CLOSED")));
    }

    @Test
    void aCauseIsToldOnlyIfItSaysSomethingElse() {
        Throwable refused = new ConnectException("Connection refused: /127.0.0.1:1");

        assertEquals(
                "Connection refused: /127.0.0.1:1",
                LostConnection.reason(refused.initCause(new ConnectException("Connection refused"))));
        assertEquals(
                "no TLS: no such name",
                LostConnection.reason(new IOException("no TLS", new IOException("no such name"))));
    }

    @Test
    void aConnectionThatIsKilledBrokeAndThatIsAll() {
        try (LogLines log = LogLines.of(KeptConnection.class.getName())) {
            link.send(Request.cmd(Command.CLIENT)
                    .arg("KILL")
                    .arg("TYPE")
                    .arg("normal")
                    .arg("SKIPME")
                    .arg("no"));

            Eventually.holds(() -> assertEquals(List.of(LINE.formatted(LostConnection.BROKEN)), log.lines()));
            Eventually.succeeds(() -> link.ping().await());
            assertEquals(1, log.lines().size());
        }
    }

    @Test
    void whoeverWasConnectedOnceIsNotAskedForTls() {
        int port = redis.endpoint().port();
        try (LogLines log = LogLines.of(KeptConnection.class.getName())) {
            redis.kill();
            Eventually.holds(() -> assertEquals(
                    List.of(LINE.formatted(LostConnection.BROKEN)), log.lines().subList(0, 1)));

            AtomicInteger connections = new AtomicInteger();
            NetServer hangsUp = Eventually.succeeds(() -> vertx.createNetServer()
                    .connectHandler(socket -> {
                        connections.incrementAndGet();
                        socket.close();
                    })
                    .listen(port, "127.0.0.1")
                    .await());
            Eventually.holds(() -> assertEquals(true, connections.get() > TRIES));
            hangsUp.close().await();

            List<String> expected = List.of(LostConnection.BROKEN, "Connection refused: /127.0.0.1:" + port);
            assertEquals(
                    List.of(),
                    log.lines().stream()
                            .filter(line -> expected.stream().noneMatch(why -> line.equals(LINE.formatted(why))))
                            .toList());
        }
    }
}
