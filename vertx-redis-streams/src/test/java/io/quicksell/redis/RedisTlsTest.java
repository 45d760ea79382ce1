package io.quicksell.redis;

import static io.quicksell.redis.TransientFailure.Outcome.NOT_CARRIED_OUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Certificate;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.quicksell.testing.OwnRedis;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets a connection to a Redis with TLS; its certificate is self-signed and names {@code localhost}. */
class RedisTlsTest {

    private static final int TRIES = 3;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Certificate certificate;
    private OwnRedis redis;
    private final AtomicInteger connections = new AtomicInteger();

    @BeforeEach
    void aServerWithTls() {
        certificate = Certificate.make(folder, "localhost");
        redis = OwnRedis.startWithTls(folder, certificate);
    }

    @AfterEach
    void end() {
        vertx.close().await();
        redis.close();
    }

    @Test
    void aClientThatTrustsTheCertificateAndUsesTheNameInItIsConnected() {
        RedisLink link = link(new RedisEndpoint("localhost", redis.tlsPort(), "", "", true, trusted()));

        assertEquals(
                "PONG",
                Eventually.succeeds(() -> link.send(Request.cmd(Command.PING)).await())
                        .toString());
    }

    @Test
    void aCertificateThatIsNotTrustedIsLoggedOnceAndThereIsNoConnection() {
        assertNoConnection("localhost", redis.tlsPort(), true, "", "unable to find valid certification path");
    }

    @Test
    void aCertificateForAnotherNameIsLoggedOnceAndThereIsNoConnection() {
        assertNoConnection("127.0.0.1", redis.tlsPort(), true, trusted(), "No subject alternative names matching IP");
    }

    @Test
    void plainTextToATlsPortIsLoggedOnceAndThereIsNoConnection() {
        assertNoConnection("127.0.0.1", redis.tlsPort(), false, "", "does it want TLS?");
    }

    @Test
    void tlsToAPlainTextPortIsLoggedOnceAndThereIsNoConnection() {
        assertNoConnection("localhost", redis.endpoint().port(), true, trusted(), "handshake timed out");
    }

    @Test
    void aMissingFileOfCertificatesIsLogged() {
        try (LogLines log = LogLines.of(KeptConnection.class.getName())) {
            RedisLink link = link(new RedisEndpoint("localhost", redis.tlsPort(), "", "", true, "missing.pem"));
            Eventually.holds(() -> assertEquals(1, log.lines().size()));

            assertNotCarriedOut(link);
            assertTrue(log.lines().get(0).contains("missing.pem"), log.lines()::toString);
        }
    }

    private void assertNoConnection(String host, int port, boolean tls, String caFile, String why) {
        try (LogLines log = LogLines.of(KeptConnection.class.getName())) {
            RedisLink link = link(new RedisEndpoint(host, proxyTo(port), "", "", tls, caFile));
            Eventually.holds(() -> assertTrue(connections.get() > TRIES));

            assertNotCarriedOut(link);
            assertEquals(1, log.lines().size(), log.lines()::toString);
            assertTrue(log.lines().get(0).contains(why), log.lines()::toString);
        }
    }

    private static void assertNotCarriedOut(RedisLink link) {
        assertEquals(
                NOT_CARRIED_OUT,
                assertThrows(RedisFault.class, () -> link.ping().await()).outcome());
    }

    /** Passes connections on to the server and counts them. */
    private int proxyTo(int port) {
        NetClient client = vertx.createNetClient();
        return vertx.createNetServer()
                .connectHandler(in -> {
                    connections.incrementAndGet();
                    in.pause();
                    client.connect(port, "127.0.0.1").onSuccess(out -> {
                        in.pipeTo(out);
                        out.pipeTo(in);
                    });
                })
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private String trusted() {
        return certificate.certificate().toString();
    }

    private RedisLink link(RedisEndpoint endpoint) {
        return new RedisLink(vertx, endpoint, "test").open();
    }
}
