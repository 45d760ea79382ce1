package io.quicksell.common.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.Doorkeeper;
import io.quicksell.common.http.Entrance;
import io.quicksell.common.http.Health;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.testing.Certificate;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A port with TLS, and its certificate, which comes and goes while it is open. */
@Timeout(60)
class TlsTest {

    @TempDir
    static Path made;

    private static Certificate first;
    private static Certificate second;
    private static Certificate ended;
    private static Certificate later;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Path certFile;
    private Path keyFile;
    private ServerCertificate certificate;
    private int port;

    @BeforeAll
    static void theCertificates() {
        first = Certificate.make(made.resolve("first"), "localhost");
        second = Certificate.make(made.resolve("second"), "localhost");
        ended = Certificate.make(made.resolve("ended"), "localhost", -20, 10);
        later = Certificate.make(made.resolve("later"), "localhost", 2, 90);
    }

    @BeforeEach
    void files() {
        certFile = folder.resolve("shop.crt");
        keyFile = folder.resolve("shop.key");
        put(first);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whoTrustsItIsServed(String version) throws IOException {
        open();

        try (SSLSocket socket = connect()) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            assertEquals(version, socket.getSession().getProtocol());
        }
        assertEquals(
                204,
                user("localhost", Trust.in(first.certificate())).get("/things").status());
    }

    /** Each handshake costs far more than it costs to ask for it. */
    @Test
    void aConnectionHasOneHandshake() throws Exception {
        open();

        try (SSLSocket socket = connect()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            assertThrows(IOException.class, () -> {
                socket.startHandshake();
                socket.getOutputStream().write("GET /things HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
                if (socket.getInputStream().read() < 0) {
                    throw new IOException("It was ended");
                }
            });
        }
    }

    @Test
    void whoDoesNotIsNot() {
        open();

        for (HttpUser other : List.of(
                user("localhost", Trust.OF_JAVA),
                user("localhost", Trust.in(second.certificate())),
                user("127.0.0.1", Trust.in(first.certificate())),
                user("localhost", Trust.only(second.certificate())))) {
            assertThrows(Exception.class, () -> other.get("/things"));
        }
        assertEquals(
                204,
                user("127.0.0.1", Trust.only(first.certificate()))
                        .get("/things")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things", "/nothing", "/%zz", "/health"})
    void eachResponseKeepsBrowsersOnTlsButForTheNameOfAllPrograms(String path) throws IOException {
        open();

        String head = "GET " + path + " HTTP/1.1\r\nConnection: close\r\nHost: ";
        assertTrue(
                exchange(head + "127.0.0.1").toLowerCase().contains("strict-transport-security: max-age=31536000\r"));
        assertTrue(!exchange(head + "localhost").toLowerCase().contains("strict-transport-security"));
    }

    @Test
    void aPageThatCameWithoutTlsIsOfAnotherSite() {
        open();
        HttpUser user = user("localhost", Trust.in(first.certificate()));

        assertEquals(204, user.post("/things", null, "Origin", user.url("")).status());
        assertEquals(
                403,
                user.post("/things", null, "Origin", user.url("").replace("https", "http"))
                        .status());
    }

    @Test
    void plainHttpIsEndedAtOnceAndIsNoError() throws IOException {
        open();

        try (LogLines log = LogLines.from(HttpEdge.class);
                Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(3_000);
            socket.getOutputStream().write("GET /things HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            assertTrue(!new String(socket.getInputStream().readAllBytes(), US_ASCII).contains("HTTP/"));
            assertEquals(List.of(), log.lines());
        }
    }

    @Test
    void anotherPairIsTakenAndConnectionsGoOn() throws Exception {
        open();
        try (SSLSocket before = connect()) {
            before.startHandshake();
            put(second);
            look(2);

            assertShown(second);
            before.getOutputStream().write("GET /things HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            assertEquals('H', before.getInputStream().read());
        }
        assertTrue(certificate.isOwn(x509(first)) && certificate.isOwn(x509(second)));
    }

    /** The key of one that was replaced long ago may be anybody's. */
    @Test
    void onlyTheLastTwoAreItsOwn() {
        open();
        put(second);
        look(2);
        put(first);
        look(2);
        assertTrue(certificate.isOwn(x509(first)) && certificate.isOwn(x509(second)));

        put(Certificate.make(folder.resolve("third"), "localhost"));
        look(2);
        assertTrue(certificate.isOwn(x509(first)) && !certificate.isOwn(x509(second)));
    }

    @Test
    void aPairIsTakenWhenItHasSettled() throws Exception {
        open();
        try (LogLines log = LogLines.of(ServerCertificate.class.getName())) {
            Files.copy(second.certificate(), certFile, StandardCopyOption.REPLACE_EXISTING);
            look(1);
            put(second);
            look(1);
            assertEquals(serial(first), shownSerial());
            look(1);

            assertShown(second);
            assertTrue(log.lines().stream().noneMatch(line -> line.contains("kept")), log.lines()::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mismatch | is not the key of the certificate in",
                "broken | tls.certFile: {} holds no certificate in PEM form",
                "broken key | tls.keyFile: {} holds no private key in PEM form without a password",
                "gone | tls.certFile: {} cannot be read",
                "ended | tls.certFile: {} has ended on",
                "not yet | tls.certFile: {} is not valid before"
            })
    void whatIsNoPairIsNotTakenAndSaidOnceUntilItIsPutRight(String fault, String why) throws Exception {
        open();
        try (LogLines log = LogLines.of(ServerCertificate.class.getName())) {
            spoil(fault);
            look(4);

            String line = why.replace("{}", (why.contains("keyFile") ? keyFile : certFile).toString());
            assertEquals(serial(first), shownSerial());
            assertEquals(1, log.lines().size(), log.lines()::toString);
            assertTrue(log.lines().get(0).contains("The certificate of before is kept: "), log.lines()::toString);
            assertTrue(log.lines().get(0).contains(line), log.lines()::toString);
            assertEquals(List.of("the files of tls hold no pair that can be used; the log says why"), warnings());
        }
        put(second);
        look(2);
        assertShown(second);
        assertEquals(List.of(), warnings());
    }

    @ParameterizedTest
    @CsvSource({"mismatch", "broken", "broken key", "gone"})
    void atTheStartItIsRefusedInASentenceThatNamesTheFile(String fault) throws IOException {
        spoil(fault);

        String sentence = assertThrows(
                        IllegalArgumentException.class,
                        () -> new ServerCertificate(certFile, keyFile, Clock.systemUTC()))
                .getMessage();
        assertTrue(sentence.matches("tls\\.(certFile|keyFile): .*shop\\.(crt|key) .*"), sentence);
    }

    @Test
    void oneThatHasEndedIsShownAllTheSameWhereThereIsNoOther() throws Exception {
        put(ended);
        open();

        assertEquals(serial(ended), shownSerial());
        assertTrue(warnings().get(0).startsWith("the certificate has ended on "), warnings()::toString);
    }

    @Test
    void oneThatIsNotValidYetIsShownAllTheSameAndIsAWarning() throws Exception {
        put(later);
        try (LogLines log = LogLines.of(ServerCertificate.class.getName())) {
            open();

            assertEquals(1, log.lines().size(), log.lines()::toString);
            assertTrue(log.lines().get(0).contains("the certificate is not valid before "), log.lines()::toString);
        }
        assertEquals(serial(later), shownSerial());
        assertTrue(warnings().get(0).startsWith("the certificate is not valid before "), warnings()::toString);
        put(first);
        look(2);
        assertEquals(List.of(), warnings());
    }

    /** It is made for 90 days. */
    @ParameterizedTest
    @CsvSource({"75, 0", "77, 1", "91, 1"})
    void oneThatEndsWithinTwoWeeksIsAWarningInTheLogOnceADayAndInReadiness(int days, int warnings) throws IOException {
        try (LogLines log = LogLines.of(ServerCertificate.class.getName())) {
            open(Clock.offset(Clock.systemUTC(), Duration.ofDays(days)));
            look(3);

            assertEquals(warnings, log.lines().size(), log.lines()::toString);
            assertEquals(warnings, warnings().size());
        }
        String health = exchange("GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close");
        assertTrue(health.startsWith("HTTP/1.1 200 "), health);
        assertEquals(warnings > 0, health.contains("the certificate "), health);
    }

    @Test
    void theFilesAreWatched() throws Exception {
        open();
        certificate.watch(vertx);
        put(second);

        Eventually.succeeds(Duration.ofSeconds(30), () -> {
            assertEquals(serial(second), shownSerial());
            return true;
        });
    }

    private void open() {
        open(Clock.systemUTC());
    }

    private void open(Clock clock) {
        certificate = new ServerCertificate(certFile, keyFile, clock);
        Entrance entrance = Entrance.at("127.0.0.1").with(Optional.of(certificate));
        HttpEdge edge = new HttpEdge(vertx, new Doorkeeper(Set.of()));
        edge.at("/things")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.noContent()))
                .post(Scope.PUBLIC, request -> Future.succeededFuture(Reply.noContent()))
                .end();
        new Health(vertx, "things").reports(entrance).mount(edge);
        port = edge.listen(entrance, 0).await();
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            certificate.look();
        }
    }

    private void put(Certificate pair) {
        try {
            Files.copy(pair.certificate(), certFile, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(pair.key(), keyFile, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void spoil(String fault) throws IOException {
        switch (fault) {
            case "mismatch" -> Files.copy(second.key(), keyFile, StandardCopyOption.REPLACE_EXISTING);
            case "broken" -> Files.writeString(certFile, "-----BEGIN CERTIFICATE-----\nMIIB");
            case "broken key" -> Files.writeString(keyFile, "-----BEGIN PRIVATE KEY-----\nMIIB");
            case "gone" -> Files.delete(certFile);
            case "not yet" -> put(later);
            default -> put(ended);
        }
    }

    private HttpUser user(String host, Trust trust) {
        return HttpUser.overTls(host, port, trust);
    }

    private SSLSocket connect() throws IOException {
        Trust anyOfThese = new Trust(Optional.of(new Trust.Known(known -> true)));
        SSLSocket socket = (SSLSocket) anyOfThese.context().getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private String exchange(String head) throws IOException {
        try (SSLSocket socket = connect()) {
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    /** Soon: servers take it on their own threads. */
    private void assertShown(Certificate pair) {
        Eventually.holds(() -> assertEquals(serial(pair), shownSerial()));
    }

    private String shownSerial() {
        try (SSLSocket socket = connect()) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSerialNumber()
                    .toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String serial(Certificate pair) {
        return x509(pair).getSerialNumber().toString();
    }

    private static X509Certificate x509(Certificate pair) {
        return KeyPairPem.read(pair.certificate(), pair.key())
                .chain(pair.certificate())
                .get(0);
    }

    @SuppressWarnings("unchecked")
    private List<String> warnings() {
        return (List<String>) certificate.state().get("warnings");
    }
}
