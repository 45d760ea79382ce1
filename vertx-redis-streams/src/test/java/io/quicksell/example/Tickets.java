package io.quicksell.example;

import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.quicksell.redis.ScriptReply;
import io.quicksell.streams.DeadLetters;
import io.quicksell.streams.StreamEntry;
import io.quicksell.streams.StreamPoller;
import io.quicksell.streams.StreamPoller.Subscription;
import io.quicksell.streams.StreamTail;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** Opens tickets, answers each of them once, and lets a watcher follow what is opened. For one event loop. */
final class Tickets {

    enum Opened {
        OPENED,
        EXISTS
    }

    enum Answered {
        ANSWERED,
        NOT_OPEN,
        NOT_HERE
    }

    private static final Script<Opened> OPEN = Script.load("open_ticket", Opened.class);
    private static final Script<Answered> ANSWER = Script.load("answer_ticket", Answered.class);
    private static final String STREAM = "ticket_opened";
    private static final String GROUP = "desk";

    private final RedisLink redis;
    private final StreamPoller poller;
    private final StreamTail tail;

    Tickets(Vertx vertx, RedisEndpoint endpoint, StreamTail.Listener watcher) {
        redis = new RedisLink(vertx, endpoint, "tickets").open();
        DeadLetters deadLetters = new DeadLetters(redis, GROUP, "dead_letters:desk");
        Subscription subscription = new Subscription(GROUP, "desk-1", List.of(STREAM), 64, 256, 1);
        poller = new StreamPoller(vertx, endpoint, subscription, deadLetters, this::answer).start();
        tail = new StreamTail(vertx, endpoint, "watcher", List.of(STREAM), watcher).start();
    }

    /** One script writes the ticket and its event. */
    Future<Opened> open(String id, String text) {
        return redis.run(OPEN, List.of("ticket:" + id, STREAM), List.of(id, text))
                .map(ScriptReply::word);
    }

    /** One script writes the answer and acknowledges the event. If the event is delivered again, nothing changes. */
    private Future<Void> answer(StreamEntry event) {
        String id = event.field("ticket_id");
        List<String> keys = List.of("ticket:" + id, event.stream());
        return redis.run(ANSWER, keys, List.of(id, "Yes.", GROUP, event.id())).mapEmpty();
    }

    Future<Void> close() {
        return poller.stop().eventually(tail::close).eventually(redis::close);
    }
}
