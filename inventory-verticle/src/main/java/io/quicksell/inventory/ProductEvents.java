package io.quicksell.inventory;

import io.quicksell.common.live.EventSource;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/** What listeners hear of products: the whole product as it is now, or the id of one that was deleted. */
final class ProductEvents implements EventSource {

    private static final String DELETED = "product_deleted";

    private final ProductStore products;

    ProductEvents(ProductStore products) {
        this.products = products;
    }

    @Override
    public News newsIn(StreamEntry entry) {
        return new News(entry.field("kind"), entry.field("id"));
    }

    @Override
    public Future<Optional<Object>> dataOf(News news) {
        return news.event().equals(DELETED)
                ? Future.succeededFuture(Optional.of(Map.of("id", news.id())))
                : products.find(news.id()).map(found -> found.map(product -> product));
    }
}
