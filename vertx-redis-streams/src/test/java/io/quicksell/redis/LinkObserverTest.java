package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.EventLoop;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who observes a link sees how long Redis takes, what waits, and how many decisions go as one call. */
class LinkObserverTest {

    private static final Script<Counted> SCRIPT = Script.load("test_batch", Counted.class);

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final EventLoop loop = new EventLoop(redis.vertx());
    private final List<Long> replies = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private RedisLink link;

    @BeforeEach
    void anObservedLink() {
        link = loop.make(() -> new RedisLink(redis.vertx(), redis.endpoint(), "test")
                .observedBy(observer())
                .open());
        Eventually.succeeds(() -> link.ping().await());
    }

    @AfterEach
    void close() {
        link.close().await();
    }

    private LinkObserver observer() {
        return new LinkObserver() {
            @Override
            public void replied(long nanos) {
                replies.add(nanos);
            }

            @Override
            public void called(String script, int decisions) {
                calls.add(script + " " + decisions);
            }
        };
    }

    @Test
    void eachReplyToAPingIsTold() {
        Eventually.holds(() -> assertTrue(replies.size() > 1));
        replies.forEach(nanos -> assertTrue(nanos > 0 && nanos < 4_000_000_000L, replies::toString));
    }

    @Test
    void decisionsThatGoTogetherAreOneCall() {
        BatchedScript<Counted> batched = new BatchedScript<>(link, SCRIPT, List.of("calls"), List.of("100"));

        List<Future<ScriptReply<Counted>>> asked = redis.beforeAnyWrite(() -> loop.make(() -> IntStream.range(0, 4)
                .mapToObj(n -> batched.run(List.of("a"), List.of("1", "0")))
                .toList()));
        asked.forEach(each -> each.await());

        assertEquals(List.of("test_batch 1", "test_batch 3"), calls);
    }

    @Test
    void whatWaitsForItsReplyIsCountedUntilItHasIt() {
        BatchedScript<Counted> batched = new BatchedScript<>(link, SCRIPT, List.of("calls"), List.of("100"));

        Future<ScriptReply<Counted>> asked = redis.beforeAnyWrite(() -> {
            Future<ScriptReply<Counted>> one = loop.make(() -> batched.run(List.of("a"), List.of("1", "0")));
            assertTrue(waiting() > 0);
            return one;
        });
        asked.await();

        Eventually.holds(() -> assertEquals(0, waiting()));
    }

    private int waiting() {
        return loop.make(link::waiting);
    }
}
