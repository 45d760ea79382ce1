package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import io.quicksell.launcher.conf.ClusterConfig;
import io.quicksell.launcher.conf.TlsConfig;
import io.quicksell.testing.Certificate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom a node of a cluster keeps out. What it shares with other members is tested between processes. */
@Timeout(120)
class ClusterTest {

    private static final String NAME = "test";
    private static final int ANSWER_MILLIS = 2_000;
    private static final int CLIENT_GIVES_UP_AFTER_MILLIS = 1_000;

    private int port;
    private Vertx node;

    @BeforeEach
    void aNode() throws IOException {
        port = freePort();
        node = node(port, TlsConfig.NONE);
    }

    @AfterEach
    void end() {
        node.close().await();
    }

    @Test
    void aClientOfHazelcastIsKeptOutAlthoughItKnowsTheName() {
        ClientConfig client = new ClientConfig().setClusterName(NAME).setProperty("hazelcast.logging.type", "slf4j");
        client.getNetworkConfig().addAddress(address());
        client.getConnectionStrategyConfig()
                .getConnectionRetryConfig()
                .setClusterConnectTimeoutMillis(CLIENT_GIVES_UP_AFTER_MILLIS);

        assertThrows(IllegalStateException.class, () -> HazelcastClient.newHazelcastClient(client));
    }

    @Test
    void withTlsOnlyNodesOfTheSameAuthorityHearEachOther(@TempDir Path folder) throws IOException {
        TlsConfig shop = tls(Certificate.make(folder.resolve("shop"), "node.lan"));
        node.close().await();
        node = node(port, shop);
        node.eventBus()
                .consumer("stock", message -> message.reply("there is some"))
                .completion()
                .await();

        Vertx colleague = node(freePort(), shop);
        assertEquals("there is some", ask(colleague).await().body());
        colleague.close().await();
        Vertx stranger = node(freePort(), tls(Certificate.make(folder.resolve("other"), "node.lan")));
        assertThrows(Exception.class, () -> ask(stranger).await());
        stranger.close().await();
        Vertx plain = node(freePort(), TlsConfig.NONE);
        assertThrows(Exception.class, () -> ask(plain).await());
        plain.close().await();
    }

    private static Future<Message<String>> ask(Vertx other) {
        return other.eventBus().request("stock", "tea?", new DeliveryOptions().setSendTimeout(ANSWER_MILLIS));
    }

    private static TlsConfig tls(Certificate pair) {
        return new TlsConfig(
                pair.certificate().toString(),
                pair.key().toString(),
                pair.certificate().toString());
    }

    private Vertx node(int own, TlsConfig tls) {
        return Cluster.connect(new ClusterConfig(List.of(address()), "127.0.0.1", own, NAME), tls);
    }

    private String address() {
        return "127.0.0.1:" + port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
