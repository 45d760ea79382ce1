package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import io.quicksell.common.access.AccessConfig;
import io.quicksell.common.http.Reply;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.peer.BusProof;
import io.quicksell.common.peer.BusTransport;
import io.quicksell.common.peer.Peer;
import io.quicksell.common.peer.PeerRequest;
import io.quicksell.common.peer.PeerResponse;
import io.quicksell.common.tls.Trust;
import io.quicksell.launcher.conf.ClusterConfig;
import io.quicksell.launcher.conf.TlsConfig;
import io.quicksell.redis.TransientFailure;
import io.quicksell.testing.Certificate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private static final AccessConfig REQUIRED = new AccessConfig("required");
    private static final PeerRequest REQUEST =
            new PeerRequest("service.change", HttpMethod.POST, "/change", Buffer.buffer("{}"));

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
    void aMemberThatIsNoServiceIsNotHeardAndTheOthersAre() throws IOException {
        BusProof proof = BusProof.of(new ServiceKey("a-key-of-the-services-0123456789"), REQUIRED);
        BusProof other = BusProof.of(new ServiceKey("another-key-0123456789-0123456789"), REQUIRED);
        List<String> received = new CopyOnWriteArrayList<>();
        BusTransport.serve(node, REQUEST.address(), proof, body -> {
                    received.add(body.toString());
                    return Future.succeededFuture(Reply.ok(Map.of()));
                })
                .await();
        int next = freePort();
        Vertx member = Cluster.connect(
                new ClusterConfig(List.of(address(), "127.0.0.1:" + next), "127.0.0.1", next, NAME), TlsConfig.NONE);
        try {
            for (BusProof wrong : List.of(other, BusProof.NONE)) {
                Peer stranger = new Peer(member, "other", "", ServiceKey.NONE, Trust.OF_JAVA, wrong);
                Future<PeerResponse> answer = stranger.send(REQUEST);
                if (wrong == other) {
                    assertThrows(TransientFailure.class, answer::await);
                } else {
                    assertEquals(401, answer.await().status());
                }
            }
            assertEquals(List.of(), received);
            assertEquals(
                    200,
                    new Peer(member, "other", "", ServiceKey.NONE, Trust.OF_JAVA, proof)
                            .send(REQUEST)
                            .await()
                            .status());
        } finally {
            member.close().await();
        }
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
