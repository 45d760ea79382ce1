package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.common.http.RequestId;
import io.quicksell.common.json.Json;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Answer;
import io.quicksell.redis.RedisLink;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The id of a request on its way through one service and on to the next. */
class RequestIdTest {

    enum Transport {
        BUS,
        HTTP
    }

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String NONE = "none";
    private static final PeerRequest QUESTION =
            new PeerRequest("other.ask", HttpMethod.POST, "/ask", Buffer.buffer("{\"n\":1}"));

    private final Vertx vertx = Vertx.vertx();
    private final Vertx elsewhere = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Promise<Void> patience = Promise.promise();
    private volatile int questionsToLose;
    private RedisLink link;
    private Peer other;
    private HttpUser user;

    @BeforeEach
    void aLink() {
        link = onLoop(() -> Future.succeededFuture(new RedisLink(vertx, redis.endpoint(), "test").open()));
        Eventually.holds(() -> onLoop(link::ping));
    }

    @AfterEach
    void close() {
        onLoop(link::close);
        vertx.close().await();
        elsewhere.close().await();
    }

    @Test
    void aRequestKnowsItsIdAtEveryStep() {
        listen();

        assertEquals("[\"r-1\",\"r-1\",\"r-1\"]", ask("/steps", "r-1").text());
    }

    @Test
    void anIdThatWasMadeIsTheOneThatIsAnswered() {
        listen();

        Answer answer = user.get("/steps");

        String id = answer.header(HttpEdge.REQUEST_ID);
        assertTrue(Ids.isId(id), id);
        assertEquals(Json.text(List.of(id, id, id)), answer.text());
    }

    @Test
    void requestsAtTheSameTimeKeepTheirIdsApart() {
        listen();
        CompletableFuture<Answer> waiting = user.sendSoon("GET", "/waiting", null, HttpEdge.REQUEST_ID, "r-1");
        Eventually.holds(() -> assertEquals(List.of("r-1"), heard));

        assertEquals("[\"r-2\",\"r-2\",\"r-2\"]", ask("/steps", "r-2").text());
        patience.complete();

        assertEquals("[\"r-1\"]", waiting.join().text());
    }

    @Test
    void outsideOfARequestThereIsNone() {
        listen();
        ask("/steps", "r-1");

        assertEquals(Optional.empty(), RequestId.current());
        assertEquals(NONE, onLoop(() -> Future.succeededFuture(current())), "also where requests are served");
        assertEquals(NONE, onLoop(() -> vertx.timer(1, TimeUnit.MILLISECONDS).map(over -> current())));
    }

    @ParameterizedTest
    @EnumSource
    void aQuestionTakesTheIdAlong(Transport transport) {
        serve(transport);
        listen();

        assertEquals("[\"r-1\"]", ask("/asking", "r-1").text(), "who asked is still the same after the answer");
        ask("/asking", "r-2");

        assertEquals(List.of("r-1", "r-2"), heard);
    }

    @ParameterizedTest
    @EnumSource
    void aQuestionThatIsAskedAgainTakesTheIdAlongAgain(Transport transport) {
        serve(transport);
        listen();
        questionsToLose = 1;

        assertEquals("[\"r-1\"]", ask("/asking", "r-1").text());

        assertEquals(List.of("r-1", "r-1"), heard);
    }

    @Test
    void aQuestionOutsideOfARequestTakesNoneAlong() {
        serve(Transport.BUS);
        listen();
        ask("/asking", "r-1");

        assertTrue(onLoop(() -> other.ask(QUESTION)).isOk());

        assertEquals(List.of("r-1", NONE), heard);
    }

    @Test
    void overHttpAQuestionOutsideOfARequestGetsAnIdWhereItArrives() {
        serve(Transport.HTTP);
        listen();

        onLoop(() -> other.ask(QUESTION));

        assertTrue(Ids.isId(heard.get(0)), heard.get(0));
    }

    /** The service that is asked: it tells nobody but the test which id it knows. */
    private void serve(Transport transport) {
        if (transport == Transport.BUS) {
            BusTransport.serve(vertx, QUESTION.address(), question -> hear()).await();
            other = new Peer(vertx, "other", "");
            return;
        }
        HttpEdge edge = new HttpEdge(elsewhere);
        edge.at(QUESTION.path()).post(request -> hear()).end();
        other = new Peer(
                vertx,
                "other",
                "http://127.0.0.1:" + edge.listen("127.0.0.1", 0).await());
    }

    private Future<Reply> hear() {
        heard.add(current());
        return questionsToLose-- > 0 ? Promise.<Reply>promise().future() : Future.succeededFuture(Reply.ok(Map.of()));
    }

    /** The service of the user; on the one event loop of the test. */
    private void listen() {
        HttpEdge edge = new HttpEdge(vertx);
        edge.at("/steps").get(request -> steps()).end();
        edge.at("/waiting").get(request -> waiting()).end();
        edge.at("/asking")
                .get(request -> other.ask(QUESTION).map(answer -> Reply.ok(List.of(current()))))
                .end();
        user = new HttpUser(onLoop(() -> edge.listen("127.0.0.1", 0)));
    }

    private Future<Reply> steps() {
        String first = current();
        return link.ping()
                .map(answered -> current())
                .compose(second ->
                        vertx.timer(1, TimeUnit.MILLISECONDS).map(over -> Reply.ok(List.of(first, second, current()))));
    }

    private Future<Reply> waiting() {
        heard.add(current());
        return link.ping().compose(answered -> patience.future()).map(over -> Reply.ok(List.of(current())));
    }

    private Answer ask(String path, String requestId) {
        Answer answer = user.get(path, HttpEdge.REQUEST_ID, requestId);
        assertEquals(200, answer.status(), answer::text);
        assertEquals(requestId, answer.header(HttpEdge.REQUEST_ID));
        return answer;
    }

    private <T> T onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> work.get().onComplete(done));
        return done.future().await();
    }

    private static String current() {
        return RequestId.current().orElse(NONE);
    }
}
