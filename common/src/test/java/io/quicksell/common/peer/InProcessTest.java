package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.RequestId;
import io.quicksell.redis.TransientFailure;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What the services of one process ask each other. */
class InProcessTest {

    /** What is asked, of a type that no JSON is made of. */
    private record Question(Object what) {}

    private static final String ADDRESS = "other.look";
    private static final String ELSEWHERE = "from elsewhere";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void objectsAreHandedOverAsTheyAre() {
        Question question = new Question(new Object());
        serve(Future::succeededFuture);

        assertSame(question, ask("", question).await());
        assertEquals(1, asked.get());
    }

    @Test
    void aRefusalKeepsAllThatItSays() {
        Problem refusal = new Problem(ProblemType.UNAVAILABLE, "It is full.")
                .with("short", List.of(1))
                .header("Retry-After", "30");
        serve(question -> Future.failedFuture(refusal));

        assertSame(refusal, assertThrows(Problem.class, ask("", new Question(1))::await));
        assertEquals(1, asked.get(), "a refusal is no reason to ask again");
    }

    @Test
    void aDefectIsLoggedThereAndNotDisclosed() {
        serve(question -> {
            throw new IllegalStateException("secret");
        });

        try (LogLines log = LogLines.of(Logger.ROOT_LOGGER_NAME)) {
            Problem problem = assertThrows(Problem.class, ask("", new Question(1))::await);

            assertEquals(ProblemType.INTERNAL, problem.type());
            assertEquals(1, log.lines().size());
        }
    }

    @Test
    void withoutAnAnswerUntilTheDeadlineTheOutcomeIsUnknownAndItWasAskedOnce() {
        serve(question -> Promise.<Question>promise().future());

        TransientFailure silence = assertThrows(TransientFailure.class, ask("", new Question(1))::await);

        assertEquals(TransientFailure.Outcome.UNKNOWN, silence.outcome());
        assertEquals(1, asked.get());
    }

    @Test
    void aServiceThatIsNotInThisProcessOrIsMeantToBeAnotherOneIsAskedElsewhere() {
        assertEquals(ELSEWHERE, ask("", new Question(1)).await());
        serve(Future::succeededFuture);
        assertEquals(ELSEWHERE, ask("http://localhost:1", new Question(1)).await());
        assertEquals(0, asked.get());
    }

    @Test
    void aServiceThatHasStoppedIsAskedElsewhere() {
        String deployment = vertx.deployVerticle(new VerticleBase() {
                    @Override
                    public Future<?> start() {
                        return InProcess.serve(vertx, ADDRESS, Future::succeededFuture);
                    }
                })
                .await();
        vertx.undeploy(deployment).await();

        assertEquals(ELSEWHERE, ask("", new Question(1)).await());
    }

    @Test
    void eachRequestHasItsOwnIdOnBothSides() {
        List<String> seen = new CopyOnWriteArrayList<>();
        serve(question -> {
            seen.add(RequestId.current().orElse("none"));
            return Future.succeededFuture(question);
        });

        Future<String> one = within("r-1");
        Future<String> other = within("r-2");

        assertEquals("r-1", one.await());
        assertEquals("r-2", other.await());
        assertEquals(Set.of("r-1", "r-2"), Set.copyOf(seen));
    }

    /** Asks as a request with that id does; the id that is known after the answer. */
    private Future<String> within(String requestId) {
        Promise<String> after = Promise.promise();
        vertx.eventBus().<String>localConsumer(requestId, message -> {
            RequestId.set(requestId);
            ask("", new Question(requestId))
                    .map(answer -> RequestId.current().orElse("none"))
                    .onComplete(after);
        });
        vertx.eventBus().send(requestId, "begin");
        return after.future();
    }

    private void serve(Function<Question, Future<Question>> handler) {
        InProcess.<Question, Question>serve(vertx, ADDRESS, question -> {
                    asked.incrementAndGet();
                    return handler.apply(question);
                })
                .await();
    }

    private Future<Object> ask(String url, Question question) {
        return new Peer(vertx, "other", url).ask(ADDRESS, question, () -> Future.succeededFuture(ELSEWHERE));
    }
}
