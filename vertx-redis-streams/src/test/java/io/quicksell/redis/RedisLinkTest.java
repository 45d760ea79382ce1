package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.redis.TransientFailure.Outcome;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands and scripts over a link, and what is known of them when its connection breaks. */
class RedisLinkTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private RedisLink link;

    @BeforeEach
    void aLink() {
        link = redis.link();
    }

    @AfterEach
    void close() {
        link.close().await();
    }

    @Test
    void repliesComeInTheOrderOfTheCommandsInFlight() {
        List<Future<Response>> replies = IntStream.range(0, 1_000)
                .mapToObj(
                        i -> link.send(Request.cmd(Command.INCRBY).arg("count").arg(1)))
                .toList();

        assertEquals(
                IntStream.rangeClosed(1, 1_000).boxed().toList(),
                replies.stream().map(reply -> reply.await().toInteger()).toList());
    }

    @Test
    void aScriptThatRedisForgotIsSentAgainOnce() {
        redis.call(Command.SCRIPT, "FLUSH");
        assertEquals("5", count(5));
        redis.call(Command.SCRIPT, "FLUSH");

        assertEquals("12", count(7));
        assertEquals(
                1,
                redis.call(Command.SCRIPT, "EXISTS", Counted.SCRIPT.sha1())
                        .get(0)
                        .toInteger());
    }

    @Test
    void anErrorOfTheCommandItselfStaysAsItIs() {
        redis.call(Command.SET, "count", "tea");

        assertEquals(
                "ERR value is not an integer or out of range",
                assertThrows(
                                ErrorType.class,
                                () -> link.send(Request.cmd(Command.INCRBY)
                                                .arg("count")
                                                .arg(1))
                                        .await())
                        .getMessage());
    }

    @Test
    void aConnectionThatIsKilledIsMadeAgain() {
        redis.killClients();

        Eventually.succeeds(() -> link.ping().await());
        assertEquals("1", count(1));
    }

    @Test
    void whetherACommandInFlightWasCarriedOutIsUnknownWhenTheConnectionBreaks() {
        redis.call(Command.XGROUP, "CREATE", "nothing", "group", "0", "MKSTREAM");
        Request read = Request.cmd(Command.XREADGROUP).arg("GROUP").arg("group").arg("test");
        Future<Response> waiting =
                link.send(read.arg("BLOCK").arg(0).arg("STREAMS").arg("nothing").arg(">"));
        Eventually.holds(() -> assertEquals(1, redis.info("blocked_clients")));

        redis.killClients();

        assertEquals(
                Outcome.UNKNOWN, assertThrows(RedisFault.class, waiting::await).outcome());
    }

    @Test
    void aClosedLinkCarriesNothingOut() {
        link.close().await();

        assertEquals(
                Outcome.NOT_CARRIED_OUT,
                assertThrows(RedisFault.class, () -> link.ping().await()).outcome());
        assertEquals(
                Outcome.NOT_CARRIED_OUT,
                assertThrows(RedisFault.class, () -> count(1)).outcome());
    }

    private String count(int by) {
        return link.run(Counted.SCRIPT, List.of("count"), List.of(String.valueOf(by)))
                .await()
                .get(1)
                .toString();
    }
}
