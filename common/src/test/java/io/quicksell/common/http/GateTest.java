package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Caller;
import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.common.access.Tokens;
import io.quicksell.common.testing.GivenTokens;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.common.testing.TestNode;
import io.quicksell.redis.RedisLink;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in to a service that asks who somebody is; every route of each service is tried by its own test. */
class GateTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String ORDERS = "/orders";
    private static final String HEADER = "Authorization";
    private static final String SERVICE = TestNode.KEY.header().orElseThrow();

    private final GivenTokens given = new GivenTokens(redis);
    private RedisLink link;
    private HttpEdge edge;
    private HttpUser user;
    private int port;

    @BeforeEach
    void aServiceThatAsks() {
        link = redis.link();
        serve(Optional.of(new Tokens(new TokenStore(link))));
    }

    @AfterEach
    void close() {
        edge.shutdown().await();
        link.close().await();
    }

    private void serve(Optional<Tokens> tokens) {
        edge = new HttpEdge(redis.vertx(), new Doorkeeper(Set.of(), TestNode.KEY), tokens, LimitsConfig.NONE);
        edge.at(ORDERS)
                .get(Scope.ORDERS_READ, GateTest::whoAsks)
                .post(
                        Scope.ORDERS_PLACE,
                        request -> Future.succeededFuture(
                                Reply.ok(request.body().buffer().length())))
                .end();
        edge.at("/me").get(Scope.SIGNED_IN, GateTest::whoAsks).end();
        edge.at("/open").get(Scope.PUBLIC, GateTest::whoAsks).end();
        edge.at("/reservations").get(Scope.INTERNAL, GateTest::whoAsks).end();
        new Health(redis.vertx(), "shop").needs(link).mount(edge);
        port = edge.listen("127.0.0.1", 0).await();
        user = new HttpUser(port);
    }

    private static Future<Reply> whoAsks(RoutingContext request) {
        Caller caller = Caller.current().orElseThrow();
        return Future.succeededFuture(Reply.ok(caller.kind() + " " + caller.who() + " " + caller.client()));
    }

    @Test
    void whoShowsNothingIsAskedAndWhoShowsSomethingWrongIsToldSo() {
        Response none = user.get(ORDERS);
        Response wrong = ask(ORDERS, Token.random(Token.SHOP));

        expect(401, ProblemType.UNAUTHENTICATED, none);
        assertEquals("Bearer", none.header("WWW-Authenticate"));
        expect(401, ProblemType.UNAUTHENTICATED, wrong);
        assertEquals("Bearer error=\"invalid_token\"", wrong.header("WWW-Authenticate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Basic cXNfOnFzXw==",
                "qs_default",
                "Token %s",
                "%s",
                "Bearer  %s",
                "Bearer %s,"
            })
    void onlyABearerTokenIsUnderstood(String shown) {
        Token token = given.session("anna", Scope.granted());

        expect(401, ProblemType.UNAUTHENTICATED, user.get(ORDERS, HEADER, String.format(shown, token.text())));
        assertEquals(
                200, user.get(ORDERS, HEADER, "bearer " + token.text()).status(), "the scheme is read in any case");
    }

    @Test
    void theScopeThatIsMissingIsNamed() {
        Response refused = ask(ORDERS, given.session("anna", Set.of(Scope.ORDERS_PLACE, Scope.ACCESS_MANAGE)));

        expect(403, ProblemType.MISSING_SCOPE, refused);
        assertEquals("orders:read", refused.json().get("scope").textValue());
    }

    @Test
    void aUserAndAProgramAreKnownWhereTheirRequestIsWorkedOn() {
        assertEquals(
                "\"SESSION anna anna\"",
                ask(ORDERS, given.session("anna", Scope.granted())).text());
        assertEquals(
                "\"KEY key:shop 2026 shop\"",
                ask("/me", given.key("shop 2026", "shop", Set.of())).text());
        assertEquals(
                "\"NOBODY nobody nobody\"",
                ask("/open", given.session("anna", Set.of())).text());
    }

    @Test
    void aTokenThatIsTakenAwayCountsNoMore() {
        Token token = given.session("anna", Scope.granted());
        assertEquals(200, ask(ORDERS, token).status());

        given.revoke(token);

        Eventually.holds(() -> assertEquals(401, ask(ORDERS, token).status()));
    }

    @Test
    void aTokenInTheAddressIsRefusedWhoeverAsks() {
        Token token = given.session("anna", Scope.granted());

        expect(400, ProblemType.MALFORMED, user.get(ORDERS + "?access_token=" + token.text()));
        expect(400, ProblemType.MALFORMED, ask(ORDERS + "?limit=1&access%5Ftoken=" + token.text(), token));
    }

    @Test
    void twoAuthorizationsAreRefused() throws IOException {
        String one = "Authorization: Bearer "
                + given.session("anna", Scope.granted()).text() + "\r\n";

        assertEquals(
                "HTTP/1.1 400",
                raw("GET /orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + one + one + "\r\n"));
    }

    @Test
    void aCookieIsNotLookedAt() {
        Token token = given.session("anna", Scope.granted());

        expect(
                401,
                ProblemType.UNAUTHENTICATED,
                user.get(ORDERS, "Cookie", "quicksell=" + token.text() + "; __Host-quicksell=" + token.text()));
        assertEquals(
                "\"SESSION anna anna\"",
                user.get(ORDERS, "Cookie", "quicksell=other", HEADER, "Bearer " + token.text())
                        .text());
    }

    /** The body never comes. */
    @Test
    void aStrangerIsRefusedBeforeTheBodyIsRead() throws IOException {
        assertEquals(
                "HTTP/1.1 401",
                raw(
                        "POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"));
    }

    @Test
    void theBodyWaitsUntilItIsKnownWhoAsks() {
        String body = "\"" + "x".repeat(60_000) + "\"";
        for (int i = 0; i < 20; i++) {
            Token fresh = given.session("anna", Scope.granted());

            Response answer = user.post(ORDERS, body, HEADER, "Bearer " + fresh.text());

            assertEquals(String.valueOf(body.length()), answer.text());
            assertEquals(401, user.post(ORDERS, body).status());
        }
    }

    @Test
    void theServiceKeyOpensWhatServicesAskAndNothingElse() {
        assertEquals(
                "\"SERVICE service service\"",
                user.get("/reservations", HEADER, SERVICE).text());
        assertEquals(
                "\"SERVICE service service\"", user.get(ORDERS, HEADER, SERVICE).text());
        expect(403, ProblemType.MISSING_SCOPE, user.post(ORDERS, "1", HEADER, SERVICE));
        expect(403, ProblemType.MISSING_SCOPE, user.get("/me", HEADER, SERVICE));
        expect(401, ProblemType.UNAUTHENTICATED, ask("/reservations", given.session("anna", Scope.granted())));
        expect(
                401,
                ProblemType.UNAUTHENTICATED,
                user.get("/reservations", ServiceKey.VOUCHING_HEADER, TestNode.KEY.text()));
    }

    @Test
    void onlyAServiceIsBelievedForWhomItAsks() {
        String anna =
                new Caller(Caller.Kind.SESSION, "anna", "anna", Set.of()).text().orElseThrow();
        Token clerk = given.session("carl", Set.of(Scope.ORDERS_READ));

        assertEquals(
                "\"SESSION anna anna\"",
                user.get("/reservations", HEADER, SERVICE, Caller.HEADER, anna).text());
        assertEquals(
                "\"SERVICE service service\"",
                user.get("/reservations", HEADER, SERVICE, Caller.HEADER, "local:root:root")
                        .text());
        assertEquals(
                "\"SESSION carl carl\"",
                user.get(ORDERS, HEADER, "Bearer " + clerk.text(), Caller.HEADER, anna)
                        .text());
        expect(401, ProblemType.UNAUTHENTICATED, user.get(ORDERS, Caller.HEADER, anna));
    }

    @Test
    void whileItCannotBeFoundOutWhoAsksNobodyIsLetInAndNothingIsChanged() {
        Token token = given.session("anna", Scope.granted());
        link.close().await();

        Response read = ask(ORDERS, token);
        Response change = user.post(ORDERS, "1", HEADER, "Bearer " + token.text());

        expect(503, ProblemType.UNAVAILABLE, read);
        expect(503, ProblemType.UNAVAILABLE, change);
        assertEquals("1", change.header("Retry-After"));
        assertEquals(200, user.get("/open").status());
    }

    @Test
    void whetherItIsReadyMayBeKnownByAllAndWhyNotByOperators() {
        for (String path : new String[] {"/health", "/health/ready"}) {
            assertEquals("UP", user.get(path).json().get("status").textValue());
            assertNull(user.get(path).json().get("checks"));
            assertNull(ask(path, given.session("anna", Set.of(Scope.ORDERS_READ)))
                    .json()
                    .get("checks"));
            assertTrue(ask(path, given.session("otto", Set.of(Scope.OPERATE)))
                    .json()
                    .has("checks"));
            assertNull(ask(path, Token.random(Token.SHOP)).json().get("checks"));
        }
    }

    @Test
    void whereNobodyIsAskedEverybodyIsLocalAndNothingIsLookedUp() {
        edge.shutdown().await();
        link.close().await();
        serve(Optional.empty());

        for (Response answer : new Response[] {
            user.get(ORDERS),
            user.get(ORDERS + "?access_token=x"),
            ask(ORDERS, Token.random(Token.SHOP)),
            user.get("/open"),
            user.get("/reservations", HEADER, SERVICE, Caller.HEADER, "session:anna:anna")
        }) {
            assertEquals("\"LOCAL local anonymous\"", answer.text());
        }
        assertTrue(user.get("/health").json().has("checks"));
        assertEquals(401, user.get("/reservations").status());
    }

    private Response ask(String path, Token token) {
        return user.get(path, HEADER, "Bearer " + token.text());
    }

    private static void expect(int status, ProblemType type, Response response) {
        assertEquals(status, response.status(), response::text);
        assertEquals(type.uri(), response.json().get("type").textValue());
    }

    /** The beginning of the response to these bytes. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), ISO_8859_1);
        }
    }
}
