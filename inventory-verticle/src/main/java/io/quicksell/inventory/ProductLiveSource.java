package io.quicksell.inventory;

import io.quicksell.common.live.LiveSource;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/** The live events of products: the whole product as it is now, or the id of a deleted one. */
final class ProductLiveSource implements LiveSource {

    private static final String DELETED = "product_deleted";

    private final ProductStore products;

    ProductLiveSource(ProductStore products) {
        this.products = products;
    }

    @Override
    public LiveEvent eventIn(StreamEntry entry) {
        return new LiveEvent(entry.field("kind"), entry.field("id"));
    }

    @Override
    public Future<Optional<Object>> dataOf(LiveEvent event) {
        return event.event().equals(DELETED)
                ? Future.succeededFuture(Optional.of(Map.of("id", event.id())))
                : products.find(event.id()).map(found -> found.map(product -> product));
    }
}
