package io.quicksell.inventory;

import static io.quicksell.inventory.InventoryKeys.PRODUCTS;
import static io.quicksell.inventory.InventoryKeys.PRODUCT_CHANGED;
import static io.quicksell.inventory.InventoryKeys.change;
import static io.quicksell.inventory.InventoryKeys.product;

import io.quicksell.common.access.Caller;
import io.quicksell.common.domain.SearchText;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.json.Json;
import io.quicksell.common.once.Change;
import io.quicksell.redis.Listing;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.quicksell.redis.ScriptReply;
import io.quicksell.redis.SortedIds;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The products in Redis. */
final class ProductStore {

    /**
     * Which products to list.
     *
     * @param name a part of the name
     * @param lowStock only products that are low on stock, or only those that are not; empty for both
     */
    record Filter(SearchText name, Optional<Boolean> lowStock) {

        private boolean matches(Product product) {
            return name.isIn(product.name())
                    && lowStock.map(low -> low == product.lowStock()).orElse(true);
        }
    }

    /** The result of a request to create, change or delete a product. */
    sealed interface Changed {
        /**
         * @param product as it is now, or as it was last
         * @param replayed whether it was done before; the product is then as in the first response
         */
        record Done(Product product, boolean replayed) implements Changed {}

        /** Another change with the same id was made before; nothing was changed. */
        record OtherRequest() implements Changed {}

        /** The product is at another version than the client knows; nothing was changed. */
        record Stale(Product product) implements Changed {}

        /** The quantity is not what the client expects; nothing was changed. */
        record Unexpected(Product product) implements Changed {}

        /** The quantity would be negative or above the maximum; nothing was changed. */
        record OutOfRange(Product product) implements Changed {}

        /** There is no such product. */
        record Unknown() implements Changed {}
    }

    private enum Outcome {
        CREATED,
        UPDATED,
        ADJUSTED,
        DELETED,
        REPLAYED,
        OTHER_REQUEST,
        STALE,
        UNEXPECTED,
        TOO_FEW,
        TOO_MANY,
        UNKNOWN
    }

    private static final Script<Outcome> CREATE = Script.load("create_product", Outcome.class);
    private static final Script<Outcome> UPDATE = Script.load("update_product", Outcome.class);
    private static final Script<Outcome> ADJUST = Script.load("adjust_stock", Outcome.class);
    private static final Script<Outcome> DELETE = Script.load("delete_product", Outcome.class);

    private final RedisLink redis;
    private final StockRules rules;
    private final Listing<SortedIds.Position, Product> listing;

    ProductStore(RedisLink redis, StockRules rules) {
        this.redis = redis;
        this.rules = rules;
        this.listing = new Listing<>(
                redis,
                new SortedIds(redis, PRODUCTS, false),
                position -> find(position.id()),
                product -> Json.encode(product).length());
    }

    /** Creates a product under an id that was never used before. */
    Future<Changed> create(String id, Change change, ProductData data) {
        return redis.run(
                        CREATE,
                        keysWithIndex(id, change),
                        arguments(
                                change,
                                id,
                                data.name(),
                                cents(data),
                                String.valueOf(data.quantity()),
                                data.lowStockAt().argument()))
                .map(reply -> changed(id, reply));
    }

    Future<Optional<Product>> find(String id) {
        return redis.send(Request.cmd(Command.HGETALL).arg(product(id)))
                .map(fields -> fields.size() == 0
                        ? Optional.empty()
                        : Optional.of(Product.of(id, ScriptReply.fields(fields), rules)));
    }

    /** The page of products behind a position, oldest first. */
    Future<Listing.Page<SortedIds.Position, Product>> page(SortedIds.Position behind, int limit, Filter filter) {
        return listing.page(behind, limit, filter::matches);
    }

    /** Sets the data of a product, if it is at one of the versions. */
    Future<Changed> update(String id, Change change, EntityTags versions, ProductData data) {
        return redis.run(
                        UPDATE,
                        keys(id, change),
                        arguments(
                                change,
                                id,
                                versions.strongTags(),
                                data.name(),
                                cents(data),
                                String.valueOf(data.quantity()),
                                data.lowStockAt().argument()))
                .map(reply -> changed(id, reply));
    }

    /** Changes the quantity of a product, if it is at one of the versions. */
    Future<Changed> adjust(String id, Change change, EntityTags versions, Adjustment adjustment) {
        return redis.run(ADJUST, keys(id, change), adjustArguments(id, change, versions, adjustment))
                .map(reply -> changed(id, reply));
    }

    private static List<String> keys(String id, Change change) {
        return List.of(product(id), InventoryKeys.movements(id), PRODUCT_CHANGED, change(change.id()));
    }

    private static List<String> keysWithIndex(String id, Change change) {
        return List.of(product(id), PRODUCTS, InventoryKeys.movements(id), PRODUCT_CHANGED, change(change.id()));
    }

    private List<String> adjustArguments(String id, Change change, EntityTags versions, Adjustment adjustment) {
        String largest = String.valueOf(Product.MAX_QUANTITY);
        if (adjustment instanceof Adjustment.SetTo set) {
            String quantity = String.valueOf(set.quantity());
            String expected = String.valueOf(set.expected());
            return arguments(change, id, versions.strongTags(), "set", quantity, expected, set.reason(), largest);
        } else if (adjustment instanceof Adjustment.Delta delta) {
            String units = String.valueOf(delta.units());
            return arguments(change, id, versions.strongTags(), "delta", units, "", delta.reason(), largest);
        }
        throw new AssertionError(adjustment);
    }

    private List<String> arguments(Change change, String id, String... own) {
        List<String> arguments = new ArrayList<>(change.arguments());
        arguments.addAll(List.of(id, Caller.by()));
        arguments.addAll(List.of(own));
        return rules.appendedTo(arguments);
    }

    /** Deletes a product, if it is at one of the versions. */
    Future<Changed> delete(String id, Change change, EntityTags versions) {
        return redis.run(DELETE, keysWithIndex(id, change), arguments(change, id, versions.strongTags()))
                .map(reply -> changed(id, reply));
    }

    private Changed changed(String id, ScriptReply<Outcome> reply) {
        return switch (reply.word()) {
            case CREATED, UPDATED, ADJUSTED, DELETED -> new Changed.Done(shown(id, reply), false);
            case REPLAYED -> new Changed.Done(shown(reply.fields(1).get("id"), reply), true);
            case OTHER_REQUEST -> new Changed.OtherRequest();
            case STALE -> new Changed.Stale(shown(id, reply));
            case UNEXPECTED -> new Changed.Unexpected(shown(id, reply));
            case TOO_FEW, TOO_MANY -> new Changed.OutOfRange(shown(id, reply));
            case UNKNOWN -> new Changed.Unknown();
        };
    }

    private Product shown(String id, ScriptReply<Outcome> reply) {
        return Product.of(id, reply.fields(1), rules);
    }

    private static String cents(ProductData data) {
        return String.valueOf(data.price().cents());
    }
}
