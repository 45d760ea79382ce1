package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.bucket4j.TimeMeter;
import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.common.access.Tokens;
import io.quicksell.common.testing.GivenTokens;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.common.testing.TestNode;
import io.quicksell.redis.RedisLink;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many requests a second an address and a token have. A desk, which shows the key, says from which address they come. */
class RequestLimitsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String ORDERS = "/orders";
    private static final int OF_ADDRESS = 5;
    private static final int OF_TOKEN = 3;
    private static final long SECOND = 1_000_000_000;

    private final GivenTokens given = new GivenTokens(redis);
    private final AtomicLong nanos = new AtomicLong();
    private RedisLink link;
    private HttpEdge edge;
    private HttpUser user;
    private int port;

    @BeforeEach
    void aServiceThatCounts() {
        link = redis.link();
        serve(new LimitsConfig(OF_ADDRESS, OF_TOKEN));
    }

    @AfterEach
    void close() {
        edge.shutdown().await();
        link.close().await();
    }

    private void serve(LimitsConfig limits) {
        serve(limits, new Doorkeeper(Set.of(), TestNode.KEY));
    }

    private void serve(LimitsConfig limits, Doorkeeper doorkeeper) {
        edge = new HttpEdge(
                redis.vertx(),
                doorkeeper,
                Optional.of(new Tokens(new TokenStore(link))),
                new RequestLimits(limits, doorkeeper, new SetClock()),
                new RequestBodies(redis.vertx(), doorkeeper::clientOf),
                new UnreadResponses(doorkeeper::clientOf));
        edge.at(ORDERS)
                .get(Scope.ORDERS_READ, request -> Future.succeededFuture(Reply.ok("orders")))
                .post(Scope.ORDERS_PLACE, request -> Future.succeededFuture(Reply.ok("order")))
                .end();
        edge.at("/open")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.ok("open")))
                .end();
        new Health(redis.vertx(), "shop").needs(link).mount(edge);
        port = edge.listen("127.0.0.1", 0).await();
        user = new HttpUser(port);
    }

    /** Stands still until it is moved. */
    private final class SetClock implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    @Test
    void anAddressHasSoManyRequestsASecondAndIsToldHowManyAreLeft() {
        for (int left = OF_ADDRESS - 1; left >= 0; left--) {
            Response answered = open("10.1.2.3");

            assertEquals(200, answered.status());
            assertEquals("\"address\";q=5;w=1", answered.header("RateLimit-Policy"));
            assertEquals("\"address\";r=" + left + ";t=1", answered.header("RateLimit"));
        }
        Response refused = open("10.1.2.3");

        expectTooMany(refused);
        assertEquals("\"address\";q=5;w=1", refused.header("RateLimit-Policy"));
        assertEquals("\"address\";r=0;t=1", refused.header("RateLimit"));
        assertEquals(200, open("10.1.2.4").status());
    }

    @Test
    void requestsComeBackOneAfterTheOther() {
        useUp("10.1.2.3");
        nanos.addAndGet(SECOND / OF_ADDRESS - 1);
        expectTooMany(open("10.1.2.3"));

        nanos.addAndGet(1);

        assertEquals(200, open("10.1.2.3").status());
        expectTooMany(open("10.1.2.3"));
    }

    @Test
    void aPauseGivesNoMoreThanThoseOfOneSecond() {
        useUp("10.1.2.3");
        nanos.addAndGet(3_600 * SECOND);

        useUp("10.1.2.3");

        expectTooMany(open("10.1.2.3"));
    }

    @Test
    void allAddressesOfAnIpv6NetworkAreOne() {
        for (int i = 0; i < OF_ADDRESS; i++) {
            assertEquals(200, open("2001:db8:0:1::" + i).status());
        }

        expectTooMany(open("2001:db8:0:1:ffff::1"));
        assertEquals(200, open("2001:db8:0:2::1").status());
    }

    /** The body never comes. */
    @Test
    void whoAsksTooOftenIsRefusedBeforeTheBodyIsReadAndBeforeItIsKnownWhoAsks() throws IOException {
        useUp("10.1.2.3");
        link.close().await();

        assertEquals("HTTP/1.1 429", raw("Content-Length: 60000\r\n"));
    }

    @Test
    void aTokenHasSoManyFromAllAddressesTogether() {
        Token token = given.key("shop 2026", "shop", Scope.granted());
        for (int i = 0; i < OF_TOKEN; i++) {
            Response answered = ask("10.1.2." + i, token);

            assertEquals(200, answered.status());
            assertEquals(
                    List.of("\"address\";r=4;t=1", "\"token\";r=" + (OF_TOKEN - 1 - i) + ";t=1"),
                    answered.headers().allValues("RateLimit"));
        }

        expectTooMany(ask("10.1.2.9", token));
        assertEquals(
                200,
                ask("10.1.2.9", given.session("anna", Scope.granted())).status(),
                "another token has requests of its own");
        nanos.addAndGet(SECOND);
        assertEquals(200, ask("10.1.2.9", token).status());
    }

    @Test
    void aTokenThatIsShownTooOftenIsNotLookedUp() {
        link.close().await();
        Token unknown = Token.random(Token.SHOP);
        for (int i = 0; i < OF_TOKEN; i++) {
            assertEquals(503, ask("10.1.2." + i, unknown).status());
        }

        expectTooMany(ask("10.1.2.9", unknown));
    }

    @Test
    void whereTheTokenIsOnlyLookedAtItIsNotCounted() {
        Token operator = given.session("otto", Set.of(Scope.OPERATE));
        for (int i = 0; i < OF_TOKEN * 2; i++) {
            assertTrue(get("/health", "10.1.2." + i, "Authorization", "Bearer " + operator.text())
                    .json()
                    .has("checks"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1"})
    void whoIsOnThisMachineIsNotCountedThroughTheDeskEither(String address) {
        Token token = given.session("anna", Scope.granted());
        for (int i = 0; i < OF_ADDRESS * 2; i++) {
            Response answered = ask(address, token);
            assertEquals(200, answered.status());
            assertEquals(List.of(), answered.headers().allValues("RateLimit"));
        }
        for (int i = 0; i < OF_ADDRESS * 2; i++) {
            assertEquals(200, user.get("/open").status());
        }
    }

    @Test
    void nobodyIsCountedAsSomebodyElseBySayingSo() {
        for (int i = 0; i < OF_ADDRESS * 2; i++) {
            assertEquals(
                    200, user.get("/open", ClientAddress.HEADER, "10.1.2.3").status());
        }

        assertEquals(200, open("10.1.2.3").status());
    }

    /** A proxy before all of them is on this machine, too. */
    @Test
    void theClientOfAProxyThatIsBelievedIsCounted() {
        edge.shutdown().await();
        TrustedProxies proxies = new TrustedProxies(List.of("127.0.0.1"));
        serve(
                new LimitsConfig(OF_ADDRESS, OF_TOKEN),
                new Doorkeeper(new Entrance("127.0.0.1", Set.of(), proxies), ServiceKey.NONE));
        for (int i = 0; i < OF_ADDRESS; i++) {
            assertEquals(
                    200, user.get("/open", ClientAddress.HEADER, "10.1.2.3").status());
        }

        expectTooMany(user.get("/open", ClientAddress.HEADER, "10.1.2.3"));
        assertEquals(200, user.get("/open", ClientAddress.HEADER, "10.1.2.4").status());
    }

    /** Such a proxy may pass on what its client says of itself. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "nonsense"})
    void whoSaysThroughAProxyToBeOnThisMachineIsCounted(String claimed) {
        edge.shutdown().await();
        TrustedProxies proxies = new TrustedProxies(List.of("127.0.0.1"));
        serve(
                new LimitsConfig(OF_ADDRESS, OF_TOKEN),
                new Doorkeeper(new Entrance("127.0.0.1", Set.of(), proxies), TestNode.KEY));
        for (int i = 0; i < OF_ADDRESS; i++) {
            assertEquals(200, user.get("/open", ClientAddress.HEADER, claimed).status());
        }

        expectTooMany(user.get("/open", ClientAddress.HEADER, claimed));
        for (int i = 0; i < OF_ADDRESS * 2; i++) {
            assertEquals(200, user.get("/open").status(), "a program on this machine");
            assertEquals(200, open("127.0.0.1").status(), "one through the desk");
        }
    }

    @Test
    void zeroMeansAsOftenAsOneLikes() {
        edge.shutdown().await();
        serve(LimitsConfig.NONE);
        Token token = given.session("anna", Scope.granted());
        for (int i = 0; i < OF_ADDRESS * 2; i++) {
            assertEquals(200, ask("10.1.2.3", token).status());
        }
    }

    private void useUp(String address) {
        for (int i = 0; i < OF_ADDRESS; i++) {
            assertEquals(200, open(address).status());
        }
    }

    private Response open(String address) {
        return get("/open", address);
    }

    private Response ask(String address, Token token) {
        return get(ORDERS, address, "Authorization", "Bearer " + token.text());
    }

    private Response get(String path, String address, String... more) {
        List<String> headers = new ArrayList<>(
                List.of(ServiceKey.VOUCHING_HEADER, TestNode.KEY.text(), ClientAddress.HEADER, address));
        headers.addAll(List.of(more));
        return user.get(path, headers.toArray(String[]::new));
    }

    private static void expectTooMany(Response response) {
        assertEquals(429, response.status(), response::text);
        assertEquals(
                ProblemType.TOO_MANY_REQUESTS.uri(), response.json().get("type").textValue());
        assertEquals("1", response.header("Retry-After"));
    }

    /** The beginning of the response to a POST of that address. */
    private String raw(String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            String request = "POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + ServiceKey.VOUCHING_HEADER + ": " + TestNode.KEY.text() + "\r\n" + ClientAddress.HEADER
                    + ": 10.1.2.3\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readNBytes("HTTP/1.1 429".length()), ISO_8859_1);
        }
    }
}
