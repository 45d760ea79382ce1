package io.quicksell.inventory;

import static io.quicksell.inventory.InventoryKeys.PRODUCTS;
import static io.quicksell.inventory.InventoryKeys.PRODUCT_CHANGED;
import static io.quicksell.inventory.InventoryKeys.change;
import static io.quicksell.inventory.InventoryKeys.product;

import io.quicksell.common.http.EntityTags;
import io.quicksell.common.redis.Listing;
import io.quicksell.common.redis.RedisLink;
import io.quicksell.common.redis.Script;
import io.quicksell.common.redis.ScriptReply;
import io.quicksell.common.redis.SortedIds;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Optional;

/** The products in Redis. */
final class ProductStore {

    /**
     * Which products are listed.
     *
     * @param name a part of their name; an empty one is in every name
     * @param lowStock whether they are low on stock, if that matters
     */
    record Filter(String name, Optional<Boolean> lowStock) {

        private boolean takes(Product product) {
            return product.isNamedLike(name)
                    && lowStock.map(low -> low == product.lowStock()).orElse(true);
        }
    }

    /** What became of the wish to change or remove a product. */
    sealed interface Changed {
        /** With the product as it is now, or was last. */
        record Done(Product product) implements Changed {}

        /** It is at another version than the client knows; nothing was changed. */
        record Stale(Product product) implements Changed {}

        /** It does not have the quantity that the client takes it for; nothing was changed. */
        record Unexpected(Product product) implements Changed {}

        /** It would have less than none, or more than the largest quantity; nothing was changed. */
        record OutOfRange(Product product) implements Changed {}

        record Unknown() implements Changed {}
    }

    private enum Created {
        CREATED,
        EXISTS
    }

    private enum Updated {
        UPDATED,
        STALE,
        UNKNOWN
    }

    private enum Adjusted {
        ADJUSTED,
        STALE,
        UNEXPECTED,
        TOO_FEW,
        TOO_MANY,
        UNKNOWN
    }

    private enum Deleted {
        DELETED,
        STALE,
        UNKNOWN
    }

    private static final Script<Created> CREATE = Script.load("create_product", Created.class);
    private static final Script<Updated> UPDATE = Script.load("update_product", Updated.class);
    private static final Script<Adjusted> ADJUST = Script.load("adjust_stock", Adjusted.class);
    private static final Script<Deleted> DELETE = Script.load("delete_product", Deleted.class);

    private final RedisLink redis;
    private final StockRules rules;
    private final Listing<Product> listing;

    ProductStore(RedisLink redis, StockRules rules) {
        this.redis = redis;
        this.rules = rules;
        this.listing = new Listing<>(new SortedIds(redis, PRODUCTS, false), this::find);
    }

    /** Writes a new product; repeating it with the same id answers the product that is there. */
    Future<Product> create(String id, Product.Wanted wanted) {
        return redis.run(
                        CREATE,
                        List.of(product(id), PRODUCTS, InventoryKeys.movements(id), PRODUCT_CHANGED),
                        rules.behind(List.of(
                                id,
                                wanted.name(),
                                cents(wanted),
                                String.valueOf(wanted.quantity()),
                                wanted.lowStockAt().argument())))
                .map(reply -> shown(id, reply));
    }

    Future<Optional<Product>> find(String id) {
        return redis.send(Request.cmd(Command.HGETALL).arg(product(id)))
                .map(fields -> fields.size() == 0
                        ? Optional.empty()
                        : Optional.of(Product.of(id, ScriptReply.fields(fields), rules)));
    }

    /** The page of products behind a place, oldest first; {@code null} for the first page. */
    Future<Listing.Page<Product>> page(SortedIds.Place behind, int limit, Filter filter) {
        return listing.page(behind, limit, filter::takes);
    }

    /**
     * Changes a product to what is wanted, if it is at one of the versions.
     *
     * @param changeId repeating it with the same one changes nothing more
     */
    Future<Changed> update(String id, String changeId, EntityTags versions, Product.Wanted wanted) {
        return redis.run(
                        UPDATE,
                        List.of(product(id), InventoryKeys.movements(id), PRODUCT_CHANGED, change(changeId)),
                        rules.behind(List.of(
                                id,
                                versions.strongOnes(),
                                wanted.name(),
                                cents(wanted),
                                String.valueOf(wanted.quantity()),
                                wanted.lowStockAt().argument())))
                .map(reply -> switch (reply.word()) {
                    case UPDATED -> new Changed.Done(shown(id, reply));
                    case STALE -> new Changed.Stale(shown(id, reply));
                    case UNKNOWN -> new Changed.Unknown();
                });
    }

    /**
     * Changes the quantity of a product, if it is at one of the versions.
     *
     * @param changeId repeating it with the same one changes nothing more
     */
    Future<Changed> adjust(String id, String changeId, EntityTags versions, Adjustment wanted) {
        return redis.run(
                        ADJUST,
                        List.of(product(id), InventoryKeys.movements(id), PRODUCT_CHANGED, change(changeId)),
                        rules.behind(adjustArguments(id, versions, wanted)))
                .map(reply -> switch (reply.word()) {
                    case ADJUSTED -> new Changed.Done(shown(id, reply));
                    case STALE -> new Changed.Stale(shown(id, reply));
                    case UNEXPECTED -> new Changed.Unexpected(shown(id, reply));
                    case TOO_FEW, TOO_MANY -> new Changed.OutOfRange(shown(id, reply));
                    case UNKNOWN -> new Changed.Unknown();
                });
    }

    private static List<String> adjustArguments(String id, EntityTags versions, Adjustment wanted) {
        String largest = String.valueOf(Product.MAX_QUANTITY);
        if (wanted instanceof Adjustment.Set set) {
            String expected = String.valueOf(set.expected());
            return List.of(
                    id, versions.strongOnes(), "set", String.valueOf(set.quantity()), expected, set.reason(), largest);
        }
        Adjustment.Delta delta = (Adjustment.Delta) wanted;
        return List.of(id, versions.strongOnes(), "delta", String.valueOf(delta.units()), "", delta.reason(), largest);
    }

    /** Removes a product, if it is at one of the versions. */
    Future<Changed> delete(String id, EntityTags versions) {
        return redis.run(
                        DELETE,
                        List.of(product(id), PRODUCTS, InventoryKeys.movements(id), PRODUCT_CHANGED),
                        rules.behind(List.of(id, versions.strongOnes())))
                .map(reply -> switch (reply.word()) {
                    case DELETED -> new Changed.Done(shown(id, reply));
                    case STALE -> new Changed.Stale(shown(id, reply));
                    case UNKNOWN -> new Changed.Unknown();
                });
    }

    /**
     * The movements before a place, newest first; {@code null} for the first page. Empty if there never was such a product.
     */
    Future<Optional<List<Movement>>> movements(String id, Movement.Place before, int limit) {
        return redis.send(Request.cmd(Command.XREVRANGE)
                        .arg(InventoryKeys.movements(id))
                        .arg(before == null ? "+" : "(" + before)
                        .arg("-")
                        .arg("COUNT")
                        .arg(limit))
                .map(entries -> entries.stream()
                        .map(entry -> Movement.of(entry.get(0).toString(), ScriptReply.fields(entry.get(1))))
                        .toList())
                .compose(found -> found.isEmpty()
                        ? wasEver(id).map(was -> was ? Optional.of(found) : Optional.empty())
                        : Future.succeededFuture(Optional.of(found)));
    }

    /** A product without any units moved has no ledger yet; a deleted one has one for ever. */
    private Future<Boolean> wasEver(String id) {
        return redis.send(Request.cmd(Command.EXISTS)
                        .arg(InventoryKeys.movements(id))
                        .arg(product(id)))
                .map(found -> found.toInteger() > 0);
    }

    private Product shown(String id, ScriptReply<?> reply) {
        return Product.of(id, reply.fields(1), rules);
    }

    private static String cents(Product.Wanted wanted) {
        return String.valueOf(wanted.price().cents());
    }
}
