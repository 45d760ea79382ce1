package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Sentinels;
import io.quicksell.testing.EventLoop;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import io.quicksell.testing.SentinelSetup;
import io.quicksell.testing.SentinelTestBase;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who reads streams follows the master, and notices when a failover lost what was read. */
class ReadersFailoverTest extends SentinelTestBase implements StreamTail.Listener {

    private static final String STREAM = "a";
    private static final String GROUP = "readers";

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<String> followed = new CopyOnWriteArrayList<>();
    private final List<StreamPosition> starts = new CopyOnWriteArrayList<>();
    private EventLoop loop;
    private RedisLink link;
    private StreamPoller poller;
    private StreamTail tail;

    @Override
    public Future<Void> onBatch(List<StreamEntry> entries, StreamPosition position) {
        entries.forEach(entry -> followed.add(entry.field("n")));
        return Future.succeededFuture();
    }

    @Override
    public void onStart(StreamPosition position) {
        starts.add(position);
    }

    @BeforeEach
    void aPollerAndATail() {
        loop = new EventLoop(vertx);
        Sentinels sentinels = sentinels(setup.addresses());
        link = loop.make(() -> new RedisLink(vertx, endpoint(sentinels), "test").open());
        Eventually.succeeds(() -> send(Request.cmd(Command.PING)));
        DeadLetters deadLetters = new DeadLetters(link, GROUP, "dead_letters");
        StreamPoller.Subscription subscription =
                new StreamPoller.Subscription(GROUP, "reader", List.of(STREAM), 10, 100, 1);
        poller = loop.make(
                () -> new StreamPoller(vertx, endpoint(sentinels), subscription, deadLetters, this::handle).start());
        tail = loop.make(() -> new StreamTail(vertx, endpoint(sentinels), "tail", List.of(STREAM), this).start());
        Eventually.holds(() -> assertEquals(1, starts.size()));
        add("1");
        assertBothSee("1");
    }

    @AfterEach
    void nothingWasThrown() {
        assertEquals(List.of(), loop.thrown());
    }

    @Test
    void bothGoOnWhereTheyWereAfterTheMasterWasKilled() {
        OwnRedis old = setup.primary();
        setup.awaitReplicas(old, 1);
        old.kill();
        setup.awaitPrimaryOtherThan(old);

        add("2");

        assertBothSee("2");
        assertEquals(1, followed.stream().filter("1"::equals).count());
        assertEquals(1, starts.size(), "nothing was lost, so the tail does not start anew");
    }

    @Test
    void aTailStartsAnewIfTheFailoverLostWhatItHasRead() {
        OwnRedis old = setup.primary();
        setup.awaitReplicas(old, 1);
        OwnRedis replica = setup.replicas().get(0);
        replica.kill();
        add("lost");
        assertBothSee("lost");
        old.kill();
        replica.start();
        setup.awaitPrimaryOtherThan(old);

        add("2");

        Eventually.holds(() -> assertEquals(2, starts.size()));
        Eventually.holds(() -> assertTrue(handled.contains("2"), handled::toString));
    }

    private Future<Void> handle(StreamEntry entry) {
        return link.send(Request.cmd(Command.XACK, STREAM, GROUP, entry.id()))
                .onSuccess(acknowledged -> handled.add(entry.field("n")))
                .mapEmpty();
    }

    private void add(String n) {
        Eventually.succeeds(SentinelSetup.FAILOVER_LIMIT, () -> send(Request.cmd(Command.XADD, STREAM, "*", "n", n)));
    }

    private Object send(Request command) {
        return loop.run(() -> link.send(command)).await();
    }

    private void assertBothSee(String n) {
        Eventually.succeeds(SentinelSetup.FAILOVER_LIMIT, () -> {
            assertTrue(handled.contains(n), handled::toString);
            assertTrue(followed.contains(n), followed::toString);
            return null;
        });
    }
}
