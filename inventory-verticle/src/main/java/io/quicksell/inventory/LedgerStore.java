package io.quicksell.inventory;

import io.quicksell.redis.RedisLink;
import io.quicksell.redis.ScriptReply;
import io.quicksell.redis.SortedIds.Position;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
                .map(entries -> entries.stream()
                        .map(entry -> Movement.of(entry.get(0).toString(), ScriptReply.fields(entry.get(1))))
                        .toList())
                .compose(found ->
                        found.isEmpty() ? nothing(productId) : Future.succeededFuture(page(found, behind, limit)));
    }

    /**
     * @param found the movement at which the last page ended, then up to one more movement than the page takes: the first one gives an
     *     opening balance, the last one shows that the ledger continues
     */
    private static Part page(List<Movement> found, Position behind, int limit) {
        List<Movement> rest = found.stream()
                .filter(movement -> !movement.position().equals(behind))
                .toList();
        if (rest.size() > limit) {
            return new Part.Page(
                    rest.subList(0, limit), Optional.of(rest.get(limit - 1).position()));
        }
        Movement oldest = found.get(found.size() - 1);
        if (oldest.isFirst()) {
            return new Part.Page(rest, Optional.empty());
        }
        return rest.size() == limit
                ? new Part.Page(rest, Optional.of(oldest.position()))
                : new Part.Page(
                        Stream.concat(rest.stream(), Stream.of(oldest.opening()))
                                .toList(),
                        Optional.empty());
    }

    private Future<Part> nothing(String productId) {
        return redis.send(Request.cmd(Command.EXISTS).arg(InventoryKeys.movements(productId)))
                .map(found -> found.toInteger() > 0 ? new Part.Gone() : new Part.Unknown());
    }
}
