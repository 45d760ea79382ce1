package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is asked for while a call is under way goes along with the next one, and each gets its own answer. */
class BatchedScriptTest {

    private static final Script<Counted> SCRIPT = Script.load("test_batch", Counted.class);

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private RedisLink link;
    private BatchedScript<Counted> batched;

    @BeforeEach
    void aLink() {
        link = redis.link();
        batched = new BatchedScript<>(link, SCRIPT, List.of("calls"), List.of("100"));
    }

    @AfterEach
    void close() {
        link.close().await();
    }

    @Test
    void aloneNoneWaits() {
        assertEquals(List.of("101", "1"), answer(ask("a", 1)));
        assertEquals(List.of("202", "1"), answer(ask("a", 1)));
        assertEquals("2", calls());
    }

    @Test
    void whatIsAskedForMeanwhileGoesAsOneCallAndSeesWhatCameBeforeIt() {
        List<Future<ScriptReply<Counted>>> asked = redis.beforeAnyWrite(
                () -> IntStream.rangeClosed(1, 4).mapToObj(n -> ask("a", n)).toList());

        assertEquals(
                List.of(List.of("101", "1"), List.of("203", "3"), List.of("306", "3"), List.of("410", "3")),
                asked.stream().map(BatchedScriptTest::answer).toList());
        assertEquals("2", calls());
    }

    @Test
    void aCallHasALimitOfPartsOfKeysAndOfCharacters() {
        List<Future<ScriptReply<Counted>>> many = redis.beforeAnyWrite(
                () -> IntStream.range(0, 1 + 64 + 1).mapToObj(n -> ask("a", n)).toList());
        many.forEach(each -> each.await());
        assertEquals(
                List.of("1", "64", "1"),
                Stream.of(0, 1, 65).map(n -> answer(many.get(n)).get(1)).toList());

        List<String> keys = Collections.nCopies(300, "k");
        assertEquals(List.of("1", "2", "1"), partsOfThreeBehindOne(keys, "0"));
        assertEquals(List.of("1", "2", "1"), partsOfThreeBehindOne(List.of("k"), "0".repeat(100_000)));
    }

    /** However large one is, it goes. */
    private List<String> partsOfThreeBehindOne(List<String> keys, String argument) {
        List<Future<ScriptReply<Counted>>> asked = redis.beforeAnyWrite(() -> IntStream.range(0, 4)
                .mapToObj(n -> batched.run(keys, List.of("1", argument)))
                .toList());
        return Stream.of(0, 1, 3).map(n -> answer(asked.get(n)).get(1)).toList();
    }

    @Test
    void aFaultOfOneIsItsOwn() {
        redis.call(Command.SADD, "wrong", "type");
        List<Future<ScriptReply<Counted>>> asked =
                redis.beforeAnyWrite(() -> List.of(ask("a", 0), ask("b", 1), ask("wrong", 1), ask("b", 1)));

        assertEquals(List.of("101", "3"), answer(asked.get(1)));
        assertEquals(List.of("202", "3"), answer(asked.get(3)));
        String error = assertThrows(ErrorType.class, asked.get(2)::await).getMessage();
        assertTrue(error.startsWith("WRONGTYPE"), error);
    }

    @Test
    void anErrorOfTheWholeCallIsEverybodys() {
        redis.call(Command.SADD, "calls", "wrong type");
        for (Future<ScriptReply<Counted>> asked : List.of(ask("a", 1), ask("b", 1), ask("c", 1))) {
            assertThrows(ErrorType.class, asked::await);
        }
    }

    @Test
    void withoutConnectionAllFailAtOnceAndNothingWasDone() {
        link.close().await();
        IntStream.range(0, 1_000)
                .mapToObj(n -> ask("a", n))
                .forEach(asked -> assertEquals(
                        TransientFailure.Outcome.NOT_CARRIED_OUT,
                        assertThrows(RedisFault.class, asked::await).outcome()));
    }

    @Test
    void eachAnswerComesInTheContextThatAsked() {
        ContextInternal eventLoop = (ContextInternal) redis.vertx().getOrCreateContext();
        List<Future<Boolean>> same = Stream.generate(eventLoop::duplicate)
                .limit(3)
                .map(this::isAnsweredWhereItAsked)
                .toList();
        assertEquals(
                List.of(true, true, true),
                same.stream().map(each -> each.await()).toList());
    }

    private Future<Boolean> isAnsweredWhereItAsked(Context context) {
        Promise<Boolean> same = Promise.promise();
        context.runOnContext(
                asking -> ask("a", 1).onComplete(answer -> same.complete(Vertx.currentContext() == context)));
        return same.future();
    }

    @Test
    void thereIsALimitOfHowManyWait() {
        List<Future<ScriptReply<Counted>>> refused = redis.beforeAnyWrite(() -> IntStream.range(0, 1 + 4_096 + 10)
                .mapToObj(n -> ask("a", 0))
                .filter(Future::isComplete)
                .toList());

        assertEquals(10, refused.size());
        refused.forEach(asked -> assertEquals(
                TransientFailure.Outcome.NOT_CARRIED_OUT,
                assertThrows(RedisFault.class, asked::await).outcome()));
    }

    @Test
    void whatHasWaitedTooLongIsNotSent() {
        batched = new BatchedScript<>(link, SCRIPT, List.of("calls"), List.of("100"), 500);
        ask("a", 1).await();
        List<Future<ScriptReply<Counted>>> asked = redis.beforeAnyWrite(() -> {
            List<Future<ScriptReply<Counted>>> both = List.of(ask("a", 1), ask("b", 1));
            long late = System.nanoTime() + 500_000_000;
            Eventually.holds(() -> assertTrue(System.nanoTime() > late));
            return both;
        });

        assertEquals(List.of("202", "1"), answer(asked.get(0)));
        assertEquals(
                TransientFailure.Outcome.NOT_CARRIED_OUT,
                assertThrows(RedisFault.class, asked.get(1)::await).outcome());
        assertEquals(List.of("101", "1"), answer(ask("b", 1)));
    }

    private Future<ScriptReply<Counted>> ask(String key, int add) {
        return batched.run(List.of(key), List.of(String.valueOf(add)));
    }

    private static List<String> answer(Future<ScriptReply<Counted>> asked) {
        ScriptReply<Counted> reply = asked.await();
        return List.of(reply.get(1).toString(), reply.get(2).toString());
    }

    private static String calls() {
        return redis.call(Command.GET, "calls").toString();
    }
}
