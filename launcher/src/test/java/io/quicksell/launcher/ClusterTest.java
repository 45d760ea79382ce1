package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import io.quicksell.launcher.conf.ClusterConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a node of a cluster keeps out. What it shares with other members is tested between processes. */
class ClusterTest {

    private static final String NAME = "test";
    private static final int CLIENT_GIVES_UP_AFTER_MILLIS = 1_000;

    private int port;
    private Vertx node;

    @BeforeEach
    void aNode() throws IOException {
        port = freePort();
        node = Cluster.connect(new ClusterConfig(List.of(address()), "127.0.0.1", port, NAME));
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

    private String address() {
        return "127.0.0.1:" + port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
