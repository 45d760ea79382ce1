package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Reply;
import io.quicksell.redis.TransientFailure;
import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerTest {

    enum Transport {
        BUS,
        HTTP
    }

    private static final PeerRequest QUESTION =
            new PeerRequest("other.ask", HttpMethod.POST, "/ask?deadline=7", Buffer.buffer("{\"order_id\":\"1\"}"));
    private static final Reply REPLY = Reply.ok(Map.of("price", 1));

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @EnumSource
    void theOtherServiceAnswers(Transport transport) {
        PeerResponse answer =
                ask(transport, question -> Future.succeededFuture(REPLY)).await();

        assertTrue(answer.isOk());
        assertEquals(1, answer.json().get("price").asInt());
        assertEquals(List.of(QUESTION.body().toString()), asked);
    }

    @ParameterizedTest
    @EnumSource
    void aProblemIsPassedOnWithEverythingItSays(Transport transport) {
        Problem refusal = new Problem(ProblemType.OUT_OF_STOCK, "Only 3 units in stock.")
                .with("short", List.of(Map.of("name", "Tea")));

        PeerResponse answer =
                ask(transport, question -> Future.failedFuture(refusal)).await();

        assertFalse(answer.isOk());
        assertEquals(409, answer.status());
        Problem passedOn = Problem.of(answer.status(), answer.json());
        assertEquals(refusal.body("r"), passedOn.body("r"));
    }

    @ParameterizedTest
    @EnumSource
    void aDefectOfTheOtherServiceIsNoSecretToldAndNoReasonToRepeat(Transport transport) {
        PeerResponse answer = ask(transport, question -> {
                    throw new IllegalStateException("secret");
                })
                .await();

        assertEquals(500, answer.status());
        assertFalse(answer.body().toString().contains("secret"));
        assertEquals(1, asked.size());
    }

    @ParameterizedTest
    @EnumSource
    void aQuestionWithoutAnAnswerIsAskedAgainAfterHalfASecondWordForWord(Transport transport) {
        long start = System.nanoTime();

        PeerResponse answer = ask(
                        transport,
                        question ->
                                asked.size() == 1 ? Promise.<Reply>promise().future() : Future.succeededFuture(REPLY))
                .await();

        assertTrue(answer.isOk());
        assertEquals(List.of(QUESTION.body().toString(), QUESTION.body().toString()), asked);
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(Peer.TRY_MILLIS));
    }

    @ParameterizedTest
    @EnumSource
    void anOutcomeThatTheOtherServiceDoesNotKnowIsAskedForAgain(Transport transport) {
        PeerResponse answer = ask(
                        transport,
                        question -> asked.size() == 1
                                ? Future.failedFuture(new Problem(ProblemType.OUTCOME_UNKNOWN, "not confirmed"))
                                : Future.succeededFuture(REPLY))
                .await();

        assertTrue(answer.isOk());
        assertEquals(2, asked.size());
    }

    @Test
    void aServiceThatIsNotThereSurelyDidNothing() {
        Future<PeerResponse> overTheBus = peer("").ask(QUESTION);
        HttpServer gone = server(question -> question.response().end());
        gone.close().await();
        Future<PeerResponse> overHttp =
                peer("http://127.0.0.1:" + gone.actualPort()).ask(QUESTION);

        for (Future<PeerResponse> answer : List.of(overTheBus, overHttp)) {
            Problem problem = Problem.of(assertThrows(TransientFailure.class, answer::await));
            assertEquals(ProblemType.UNAVAILABLE, problem.type());
            assertEquals("1", problem.headers().get("Retry-After"));
        }
    }

    @Test
    void ofSeveralUrlsOneThatIsDownHurtsNoQuestionThoughManyAreAskedAtOnce() {
        HttpServer gone = server(question -> question.response().end());
        gone.close().await();
        HttpServer there = server(question -> question.response().end("{}"));
        Peer peer = peer("http://127.0.0.1:" + gone.actualPort() + ", http://127.0.0.1:" + there.actualPort());

        List<Future<PeerResponse>> answers =
                IntStream.range(0, 50).mapToObj(i -> peer.ask(QUESTION)).toList();

        answers.forEach(answer -> assertTrue(answer.await().isOk()));
    }

    /** Also for a service that took the first question and is away since: it may have carried it out. */
    @Test
    void withoutAnAnswerUntilTheDeadlineTheOutcomeIsUnknown() {
        long start = System.nanoTime();
        HttpServer dying = server(question -> asked.add("and left alone"));
        List<Future<PeerResponse>> answers = List.of(
                ask(Transport.BUS, question -> Promise.<Reply>promise().future()),
                ask(Transport.HTTP, question -> Promise.<Reply>promise().future()),
                peer("http://127.0.0.1:" + dying.actualPort()).ask(QUESTION));
        Eventually.holds(() -> assertTrue(asked.contains("and left alone")));
        dying.close().await();

        for (Future<PeerResponse> answer : answers) {
            Problem problem = Problem.of(assertThrows(TransientFailure.class, answer::await));
            assertEquals(ProblemType.OUTCOME_UNKNOWN, problem.type());
        }
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(tookMillis >= Peer.DEADLINE_MILLIS && tookMillis < Peer.DEADLINE_MILLIS + 2_000, tookMillis + " ms");
    }

    /** The client's time-out counts silence, and there is none here. */
    @Test
    void anAnswerThatNeverEndsIsGivenUp() {
        HttpServer trickling = server(question -> {
            HttpServerResponse answer = question.response().setChunked(true);
            vertx.setPeriodic(Peer.TRY_MILLIS / 10, tick -> answer.write(" "));
        });

        Future<PeerResponse> answer =
                peer("http://127.0.0.1:" + trickling.actualPort()).ask(QUESTION);

        Problem problem = Problem.of(assertThrows(
                TransientFailure.class,
                () -> answer.await(Peer.DEADLINE_MILLIS + Peer.TRY_MILLIS, TimeUnit.MILLISECONDS)));
        assertEquals(ProblemType.OUTCOME_UNKNOWN, problem.type());
    }

    @Test
    void overHttpMethodPathAndBodyAreThoseOfTheQuestion() {
        HttpServer server = server(request -> request.body().onSuccess(body -> {
            asked.add(request.method() + " " + request.uri() + " " + request.getHeader("Content-Type") + " " + body);
            request.response().end("{}");
        }));
        Peer peer = peer("http://127.0.0.1:" + server.actualPort() + "/");

        peer.ask(QUESTION).await();
        peer.ask(new PeerRequest("", HttpMethod.GET, "/orders/1", Buffer.buffer("{}")))
                .await();

        assertEquals(
                List.of("POST /ask?deadline=7 application/json {\"order_id\":\"1\"}", "GET /orders/1 null "), asked);
    }

    @Test
    void anAnswerThatIsNoJsonIsADefect() {
        assertThrows(IllegalStateException.class, new PeerResponse(200, Buffer.buffer("<html>"))::json);
    }

    /** Asks a service that answers with a handler of HTTP and of the bus alike. */
    private Future<PeerResponse> ask(Transport transport, Function<Buffer, Future<Reply>> handler) {
        Function<Buffer, Future<Reply>> counted = question -> {
            asked.add(question.toString());
            return handler.apply(question);
        };
        if (transport == Transport.BUS) {
            BusTransport.serve(vertx, QUESTION.address(), counted).await();
            return peer("").ask(QUESTION);
        }
        HttpEdge edge = new HttpEdge(vertx);
        edge.at("/ask").post(request -> counted.apply(request.body().buffer())).end();
        int port = edge.listen("127.0.0.1", 0).await();
        return peer("http://127.0.0.1:" + port).ask(QUESTION);
    }

    private Peer peer(String url) {
        return new Peer(vertx, "other", url);
    }

    private HttpServer server(Handler<HttpServerRequest> handler) {
        return vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .await();
    }
}
