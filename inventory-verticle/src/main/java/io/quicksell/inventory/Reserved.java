package io.quicksell.inventory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quicksell.common.order.PricedLine;
import java.util.List;

/** What became of the wish to hold the units of an order. */
sealed interface Reserved {

    /**
     * All units are held until the deadline.
     *
     * @param deadline milliseconds since 1970 by the Redis clock
     */
    record Held(long deadline, List<PricedLine> lines) implements Reserved {}

    /** Some product has not enough units free; nothing is held. */
    record OutOfStock(List<ShortLine> lines) implements Reserved {}

    /** A product is not there. */
    record UnknownProduct(String productId) implements Reserved {}

    /** The order holds units of other lines already. */
    record OtherLines() implements Reserved {}

    /** The order has run its course; it can hold nothing any more. */
    record Finished() implements Reserved {}

    /** A line of which there is not enough. */
    record ShortLine(@JsonProperty("product_id") String productId, String name, long requested, long available) {}
}
