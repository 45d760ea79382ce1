package io.quicksell.inventory;

import static io.quicksell.inventory.InventoryKeys.PRODUCTS;
import static io.quicksell.inventory.InventoryKeys.PRODUCT_CHANGED;
import static io.quicksell.inventory.InventoryKeys.movements;
import static io.quicksell.inventory.InventoryKeys.product;

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

    /** A page of products and where the next one begins, unless it is the last. */
    record Page(List<Product> products, Optional<SortedIds.Place> next) {}

    private enum Created {
        CREATED,
        EXISTS
    }

    private enum Updated {
        UPDATED,
        UNKNOWN
    }

    private enum Deleted {
        DELETED,
        UNKNOWN
    }

    private static final Script<Created> CREATE = Script.load("create_product", Created.class);
    private static final Script<Updated> UPDATE = Script.load("update_product", Updated.class);
    private static final Script<Deleted> DELETE = Script.load("delete_product", Deleted.class);

    private final RedisLink redis;
    private final SortedIds ids;

    ProductStore(RedisLink redis) {
        this.redis = redis;
        this.ids = new SortedIds(redis, PRODUCTS, false);
    }

    /** Writes a new product; repeating it with the same id answers the product that is there. */
    Future<Product> create(String id, Product.Wanted wanted) {
        return redis.run(
                        CREATE,
                        List.of(product(id), PRODUCTS, movements(id), PRODUCT_CHANGED),
                        List.of(id, wanted.name(), cents(wanted), String.valueOf(wanted.quantity())))
                .map(reply -> Product.of(id, reply.fields(1)));
    }

    Future<Optional<Product>> find(String id) {
        return redis.send(Request.cmd(Command.HGETALL).arg(product(id)))
                .map(fields -> fields.size() == 0
                        ? Optional.empty()
                        : Optional.of(Product.of(id, ScriptReply.fields(fields))));
    }

    /** The page of products behind a place, oldest first; {@code null} for the first page. */
    Future<Page> page(SortedIds.Place behind, int limit) {
        return ids.page(behind, limit)
                .compose(places -> Future.all(
                                places.stream().map(place -> find(place.id())).toList())
                        .map(found -> new Page(
                                found.<Optional<Product>>list().stream()
                                        .flatMap(Optional::stream)
                                        .toList(),
                                places.size() < limit ? Optional.empty() : Optional.of(places.get(limit - 1)))));
    }

    /** Changes a product to what is wanted; empty if there is none. */
    Future<Optional<Product>> update(String id, Product.Wanted wanted) {
        return redis.run(
                        UPDATE,
                        List.of(product(id), movements(id), PRODUCT_CHANGED),
                        List.of(id, wanted.name(), cents(wanted), String.valueOf(wanted.quantity())))
                .map(reply -> reply.word() == Updated.UNKNOWN
                        ? Optional.empty()
                        : Optional.of(Product.of(id, reply.fields(1))));
    }

    /** Removes a product; false if there is none. */
    Future<Boolean> delete(String id) {
        return redis.run(DELETE, List.of(product(id), PRODUCTS, movements(id), PRODUCT_CHANGED), List.of(id))
                .map(reply -> reply.word() == Deleted.DELETED);
    }

    private static String cents(Product.Wanted wanted) {
        return String.valueOf(wanted.price().cents());
    }
}
