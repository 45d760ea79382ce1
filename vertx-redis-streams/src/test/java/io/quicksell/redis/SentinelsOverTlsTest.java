package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Certificate;
import io.quicksell.testing.EventLoop;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import io.quicksell.testing.SentinelSetup;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sentinels that speak TLS with everybody, and announce the name that is in the certificates. */
class SentinelsOverTlsTest {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = new EventLoop(vertx);
    private String ca;
    private OwnRedis server;
    private OwnRedis sentinel;

    @BeforeEach
    void start() throws IOException {
        Certificate certificate = Certificate.make(folder.resolve("certificate"), "localhost");
        ca = certificate.certificate().toString();
        server = OwnRedis.startWithTls(Files.createDirectories(folder.resolve("server")), certificate);
        sentinel = OwnRedis.startSentinelWithTls(
                Files.createDirectories(folder.resolve("sentinel")),
                certificate,
                List.of(
                        "tls-ca-cert-file " + ca,
                        "tls-replication yes",
                        "sentinel resolve-hostnames yes",
                        "sentinel announce-hostnames yes",
                        "sentinel monitor " + SentinelSetup.MASTER_NAME + " localhost " + server.tlsPort() + " 1",
                        "sentinel down-after-milliseconds " + SentinelSetup.MASTER_NAME + " 5000"));
    }

    @AfterEach
    void end() {
        vertx.close().await();
        sentinel.close();
        server.close();
    }

    @Test
    void theMasterIsFoundAndUsedByItsName() {
        RedisEndpoint endpoint = new RedisEndpoint(sentinels("localhost", true, ca), "", "", true, ca);
        RedisLink link = loop.make(() -> new RedisLink(vertx, endpoint, "test").open());

        Eventually.succeeds(() -> loop.run(link::ping).await());

        assertEquals(
                new Address("localhost", server.tlsPort()),
                loop.make(link::masterAddress).orElseThrow());
        loop.run(link::close).await();
    }

    @Test
    void oneThatIsNotTrustedOrNamedOtherwiseOrAskedInPlainTextSaysNothing() {
        assertSaysNothing(sentinels("localhost", true, ""), "unable to find valid certification path");
        assertSaysNothing(sentinels("127.0.0.1", true, ca), "No subject alternative names matching IP");
        assertSaysNothing(sentinels("localhost", false, ""), "does not answer");
    }

    private Sentinels sentinels(String host, boolean tls, String caFile) {
        Address address = new Address(host, sentinel.tlsPort());
        return new Sentinels(List.of(address), SentinelSetup.MASTER_NAME, "", "", tls, caFile);
    }

    private void assertSaysNothing(Sentinels sentinels, String why) {
        String said = assertThrows(Exception.class, () -> sentinels.now(vertx).await())
                .getMessage();
        assertTrue(said.contains(why), said);
    }
}
