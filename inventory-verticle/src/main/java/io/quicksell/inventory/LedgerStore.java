package io.quicksell.inventory;

import io.quicksell.redis.RedisLink;
import io.quicksell.redis.ScriptReply;
import io.quicksell.redis.SortedIds.Position;
import io.quicksell.streams.EntryId;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledgers in Redis: every movement of a product's units for as long as movements are kept, after an opening balance. */
final class LedgerStore {

    /** A part of a ledger, as far as it was found. */
    sealed interface Part {
        /**
         * @param next the position after which the ledger continues; empty at its end
         */
        record Page(List<Movement> movements, Optional<Position> next) implements Part {}

        /** The movements after that position are not kept any more. */
        record Gone() implements Part {}

        /** The product never existed, or none of its movements are kept any more. */
        record Unknown() implements Part {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(LedgerStore.class);

    private final RedisLink redis;

    LedgerStore(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * The movements behind a position, newest first.
     *
     * @param behind the movement at which the last page ended, or {@link Position#START}
     */
    Future<Part> page(String productId, Position behind, int limit) {
        return redis.send(Request.cmd(Command.XREVRANGE)
                        .arg(InventoryKeys.movements(productId))
                        .arg(behind.equals(Position.START) ? "+" : behind.score() + "-" + behind.id())
                        .arg("-")
                        .arg("COUNT")
                        .arg(limit + 2))
                .map(entries -> entries.stream().map(Entry::of).toList())
                .compose(found ->
                        found.isEmpty() ? nothing(productId) : Future.succeededFuture(page(found, behind, limit)));
    }

    /**
     * @param found the entry at which the last page ended, then up to one more entry than the page takes: the first one gives an opening
     *     balance, the last one shows that the ledger continues
     */
    private static Part page(List<Entry> found, Position behind, int limit) {
        List<Entry> rest =
                found.stream().filter(entry -> !entry.position().equals(behind)).toList();
        if (rest.size() > limit) {
            return new Part.Page(
                    movements(rest.subList(0, limit)),
                    Optional.of(rest.get(limit - 1).position()));
        }
        List<Movement> read = movements(found);
        Optional<Movement> opening = read.isEmpty()
                ? Optional.empty()
                : Optional.of(read.get(read.size() - 1))
                        .filter(oldest -> !oldest.isFirst())
                        .map(Movement::opening);
        if (opening.isPresent() && rest.size() == limit) {
            return new Part.Page(
                    movements(rest), Optional.of(found.get(found.size() - 1).position()));
        }
        return new Part.Page(
                Stream.concat(movements(rest).stream(), opening.stream()).toList(), Optional.empty());
    }

    private static List<Movement> movements(List<Entry> entries) {
        return entries.stream().map(Entry::movement).flatMap(Optional::stream).toList();
    }

    /**
     * An entry of a ledger.
     *
     * @param movement empty if another program wrote it
     */
    private record Entry(Position position, Optional<Movement> movement) {

        static Entry of(Response entry) {
            EntryId id = EntryId.parse(entry.get(0).toString());
            return new Entry(new Position(id.millis(), String.valueOf(id.sequence())), movement(id, entry.get(1)));
        }

        private static Optional<Movement> movement(EntryId id, Response fields) {
            try {
                return Optional.of(Movement.of(id.millis(), ScriptReply.fields(fields)));
            } catch (IllegalArgumentException e) {
                LOG.warn("A ledger is shown without its entry {}, which cannot be read: {}", id, e.toString());
                return Optional.empty();
            }
        }
    }

    private Future<Part> nothing(String productId) {
        return redis.send(Request.cmd(Command.EXISTS).arg(InventoryKeys.movements(productId)))
                .map(found -> found.toInteger() > 0 ? new Part.Gone() : new Part.Unknown());
    }
}
