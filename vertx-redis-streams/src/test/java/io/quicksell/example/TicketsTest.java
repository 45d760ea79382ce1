package io.quicksell.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.example.Tickets.Opened;
import io.quicksell.streams.StreamEntry;
import io.quicksell.streams.StreamPosition;
import io.quicksell.streams.StreamTail;
import io.quicksell.testing.EventLoop;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of the README does what the README says. */
class TicketsTest implements StreamTail.Listener {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final EventLoop loop = new EventLoop(redis.vertx());
    private final List<StreamEntry> watched = new CopyOnWriteArrayList<>();
    private final Promise<StreamPosition> started = Promise.promise();
    private Tickets tickets;

    @Override
    public void onStart(StreamPosition position) {
        started.tryComplete(position);
    }

    @Override
    public Future<Void> onBatch(List<StreamEntry> entries, StreamPosition position) {
        watched.addAll(entries);
        return Future.succeededFuture();
    }

    @BeforeEach
    void run() {
        tickets = loop.make(() -> new Tickets(redis.vertx(), redis.endpoint(), this));
        started.future().await();
        Eventually.succeeds(() -> open("first"));
        Eventually.holds(
                () -> assertEquals("answered", redis.hash("ticket:first").get("status")));
    }

    @AfterEach
    void close() {
        loop.run(tickets::close).await();
        assertEquals(List.of(), loop.thrown());
    }

    @Test
    void aTicketThatIsOpenedIsAnsweredAndItsEventAcknowledged() {
        assertEquals(Opened.OPENED, open("7"));

        Eventually.holds(() -> assertEquals(
                Map.of("text", "Is it open?", "status", "answered", "answer", "Yes."), redis.hash("ticket:7")));
        assertEquals(0, redis.pending("ticket_opened", "desk"));
    }

    @Test
    void theWatcherSeesTheEvent() {
        open("7");

        Eventually.holds(
                () -> assertEquals(Map.of("ticket_id", "7"), lastWatched().fields()));
    }

    @Test
    void aTicketIsOpenedOnce() {
        assertEquals(Opened.EXISTS, open("first"));

        assertEquals(1, redis.stream("ticket_opened").size());
    }

    @Test
    void anEventThatIsDeliveredAgainChangesNothing() {
        redis.call(Command.HSET, "ticket:first", "answer", "It was.");
        redis.call(Command.XGROUP, "SETID", "ticket_opened", "desk", "0");

        open("7");

        Eventually.holds(() -> assertEquals("answered", redis.hash("ticket:7").get("status")));
        assertEquals("It was.", redis.hash("ticket:first").get("answer"));
        assertEquals(0, redis.pending("ticket_opened", "desk"));
    }

    private Opened open(String id) {
        return loop.run(() -> tickets.open(id, "Is it open?")).await();
    }

    private StreamEntry lastWatched() {
        return watched.get(watched.size() - 1);
    }
}
