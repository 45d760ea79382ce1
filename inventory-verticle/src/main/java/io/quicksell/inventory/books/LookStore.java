package io.quicksell.inventory.books;

import static io.quicksell.inventory.InventoryKeys.BOOKS_CHECK;
import static io.quicksell.inventory.InventoryKeys.HOLDS;

import io.quicksell.common.json.Json;
import io.quicksell.inventory.InventoryKeys;
import io.quicksell.inventory.books.Look.Answer;
import io.quicksell.inventory.books.Look.Counts;
import io.quicksell.inventory.books.Look.Question;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who checks the books, what that process looks at, and what it has found. */
final class LookStore {

    /** Another process checks the books now, or these data are not those that were looked at last. */
    static final class LostTrack extends RuntimeException {
        LostTrack() {
            super("the books have to be looked at anew", null, false, false);
        }
    }

    /** The last recount; never if {@code agoMillis} is negative. */
    record LastRecount(long agoMillis, long reservations) {}

    /**
     * A report as it is shown.
     *
     * @param body JSON
     */
    record Published(String status, Buffer body) {

        static Published of(Report report) {
            return new Published(report.status(), Json.encode(report));
        }
    }

    private enum Take {
        TAKEN,
        BUSY
    }

    private enum Shown {
        SHOWN,
        LOST
    }

    private static final Script<Take> TAKE = Script.load("take_books_check", Take.class);
    private static final Script<Shown> LOOK = Script.load("look_at_books", Shown.class);
    private static final long PATIENCE_MILLIS = 30_000;
    private static final int MAX_POSTINGS = 50;

    private final RedisLink redis;

    LookStore(RedisLink redis) {
        this.redis = redis;
    }

    /** Becomes the one that checks the books; empty if another one is. */
    Future<Optional<LastRecount>> take(String checker) {
        return redis.run(TAKE, List.of(BOOKS_CHECK), List.of(checker, String.valueOf(PATIENCE_MILLIS)))
                .map(reply -> reply.word() == Take.TAKEN
                        ? Optional.of(new LastRecount(
                                reply.get(1).toLong(), reply.get(2).toLong()))
                        : Optional.empty());
    }

    /**
     * Looks at products, all at one moment.
     *
     * @param last the number of the checker's last look; 0 after it has taken over
     * @return fails with {@link LostTrack} if these are not the data that were looked at last
     */
    Future<Look> look(String checker, long last, List<Question> questions) {
        List<String> keys = new ArrayList<>(List.of(BOOKS_CHECK, HOLDS));
        List<String> arguments = new ArrayList<>(List.of(checker, String.valueOf(last), String.valueOf(MAX_POSTINGS)));
        for (Question question : questions) {
            keys.add(InventoryKeys.product(question.product().id()));
            keys.add(InventoryKeys.movements(question.product().id()));
            arguments.add(question.product().ledger());
            arguments.add(String.valueOf(question.orders().size()));
            arguments.addAll(question.orders());
        }
        return redis.run(LOOK, keys, arguments).map(reply -> {
            if (reply.word() == Shown.LOST) {
                throw new LostTrack();
            }
            List<Optional<Answer>> answers = new ArrayList<>();
            for (int n = 0; n < questions.size(); n++) {
                answers.add(answer(reply.get(n + 2), questions.get(n).orders()));
            }
            return new Look(reply.get(1).toInteger() == 1, answers);
        });
    }

    private static Optional<Answer> answer(Response product, List<String> orders) {
        if (product.size() == 0) {
            return Optional.empty();
        }
        List<Posting> postings = BooksStore.postings(product.get(0));
        if (product.size() == 1) {
            return Optional.of(new Answer(postings, List.of(), Set.of(), Optional.empty()));
        }
        List<String> asked = new ArrayList<>(orders);
        postings.forEach(posting -> asked.add(posting.orderId()));
        Counts counts = new Counts(
                product.get(2).toLong(),
                product.get(3).toLong(),
                product.get(4).toLong(),
                product.get(5).toLong());
        return Optional.of(
                new Answer(postings, asked, flagged(asked, product.get(1).toString()), Optional.of(counts)));
    }

    private static Set<String> flagged(List<String> orders, String flags) {
        Set<String> flagged = new HashSet<>();
        for (int i = 0; i < orders.size(); i++) {
            if (flags.charAt(i) == '1') {
                flagged.add(orders.get(i));
            }
        }
        return flagged;
    }

    /** Asks whoever checks the books for a recount. */
    Future<Void> wantRecount() {
        return redis.send(Request.cmd(Command.HSET, BOOKS_CHECK, "wanted", 1)).mapEmpty();
    }

    /** Notes that a recount begins, which serves whoever asked for one so far. */
    Future<Void> beginRecount() {
        return redis.send(Request.cmd(Command.HDEL, BOOKS_CHECK, "wanted")).mapEmpty();
    }

    /** Notes the end of a recount, so that the next checker knows when another one is due; its time by the Redis clock. */
    Future<Long> endRecount(long reservations) {
        return redis.clock()
                .compose(now -> redis.send(Request.cmd(
                                Command.HSET, BOOKS_CHECK, "recounted_at", now, "reservations", reservations))
                        .map(now));
    }

    /** Lets the next checker recount at once. */
    Future<Void> forgetRecount() {
        return redis.send(Request.cmd(Command.HDEL, BOOKS_CHECK, "recounted_at"))
                .mapEmpty();
    }

    /** Shows a report to all processes. */
    Future<Void> publish(Report report) {
        return redis.send(
                        Request.cmd(Command.HSET, BOOKS_CHECK, "status", report.status(), "report", Json.text(report)))
                .mapEmpty();
    }

    /** The last report, of whichever process. */
    Future<Published> published() {
        return redis.send(Request.cmd(Command.HMGET, BOOKS_CHECK, "status", "report"))
                .map(fields -> fields.get(0) == null || fields.get(1) == null
                        ? Published.of(Report.CHECKING)
                        : new Published(fields.get(0).toString(), fields.get(1).toBuffer()));
    }
}
