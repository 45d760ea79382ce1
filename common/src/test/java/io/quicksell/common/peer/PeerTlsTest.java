package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.Doorkeeper;
import io.quicksell.common.http.Entrance;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.tls.ServerCertificate;
import io.quicksell.common.tls.Trust;
import io.quicksell.redis.TransientFailure;
import io.quicksell.testing.Certificate;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to a service that speaks TLS, whose certificate names {@code localhost}. */
@Timeout(60)
class PeerTlsTest extends PeerTestBase {

    private static final ServiceKey KEY = new ServiceKey("a-key-of-the-tests-and-of-no-shop");

    @TempDir
    static Path made;

    private static Certificate own;
    private static Certificate other;
    private ServerCertificate certificate;
    private int port;

    @BeforeAll
    static void theCertificates() {
        own = Certificate.make(made.resolve("own"), "localhost");
        other = Certificate.make(made.resolve("other"), "localhost");
    }

    @BeforeEach
    void aService() {
        certificate = new ServerCertificate(own.certificate(), own.key(), Clock.systemUTC());
        HttpEdge edge = new HttpEdge(vertx, new Doorkeeper(Set.of(), KEY));
        edge.at("/request")
                .post(Scope.INTERNAL, request -> {
                    received.add(request.body().asString());
                    return Future.succeededFuture(REPLY);
                })
                .end();
        port = edge.listen(Entrance.at("127.0.0.1").with(Optional.of(certificate)), 0)
                .await();
    }

    @Test
    void theAuthorityOfTheConfAndTheNameMakeItKnown() {
        PeerResponse response = peer("https://localhost", Trust.in(own.certificate()))
                .send(REQUEST)
                .await();

        assertEquals(REPLY.body(), response.body());
        assertEquals(1, received.size());
    }

    @Test
    void theCertificateOfThisProcessIsKnownUnderEachName() {
        for (String host : new String[] {"localhost", "127.0.0.1"}) {
            assertTrue(peer("https://" + host, Trust.only(certificate))
                    .send(REQUEST)
                    .await()
                    .isOk());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "of another authority", "under another name", "not of this process", "plain"})
    void nothingIsSentToWhoIsNotKnown(String how) {
        Peer peer = switch (how) {
            case "unknown" -> peer("https://localhost", Trust.OF_JAVA);
            case "of another authority" -> peer("https://localhost", Trust.in(other.certificate()));
            case "under another name" -> peer("https://127.0.0.1", Trust.in(own.certificate()));
            case "not of this process" ->
                peer(
                        "https://localhost",
                        Trust.only(new ServerCertificate(other.certificate(), other.key(), Clock.systemUTC())));
            default -> peer("http://localhost", Trust.in(own.certificate()));
        };

        Problem problem = Problem.of(
                assertThrows(TransientFailure.class, () -> peer.send(REQUEST).await()));
        assertTrue(problem.type() == ProblemType.UNAVAILABLE || how.equals("plain"), problem.type()::toString);
        assertEquals(0, received.size());
    }

    private Peer peer(String origin, Trust trust) {
        return new Peer(vertx, "other", origin + ":" + port, KEY, trust, BusProof.NONE);
    }
}
