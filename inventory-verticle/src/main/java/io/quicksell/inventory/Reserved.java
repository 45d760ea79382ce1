package io.quicksell.inventory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quicksell.common.order.PricedLine;
import java.util.List;

/** The result of a request to hold the units of an order. */
sealed interface Reserved {

    /**
     * All units are held until the deadline.
     *
     * @param renewed whether they were held before; then another request shares them
     * @param deadline milliseconds since 1970 by the Redis clock
     */
    record Held(boolean renewed, long deadline, List<PricedLine> lines) implements Reserved {}

    /** Some product does not have enough free units; nothing is held. */
    record OutOfStock(List<ShortLine> lines) implements Reserved {}

    /** A product does not exist. */
    record UnknownProduct(String productId) implements Reserved {}

    /** Units of other lines are held for the order already. */
    record OtherLines() implements Reserved {}

    /** The order has ended; nothing can be held for it any more. */
    record Finished() implements Reserved {}

    /** A line without enough free units. */
    record ShortLine(@JsonProperty("product_id") String productId, String name, long requested, long available) {}
}
