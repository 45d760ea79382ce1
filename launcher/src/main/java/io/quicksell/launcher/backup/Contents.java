package io.quicksell.launcher.backup;

import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.order.StoredFormat;
import io.quicksell.inventory.InventoryKeys;
import io.quicksell.payment.PaymentKeys;
import java.io.IOException;

/**
 * How much there is in a Redis.
 *
 * @param format how it is kept; empty before the first order
 * @param lastOrderNumber the last one that was given; 0 before the first order
 */
record Contents(String format, long orders, long products, long lastOrderNumber) {

    static Contents of(RedisWire redis) throws IOException {
        return new Contents(
                redis.text("GET", StoredFormat.KEY),
                orders(redis),
                redis.number("ZCARD", InventoryKeys.PRODUCTS),
                lastOrderNumber(redis));
    }

    /** The list of all orders never gets shorter. */
    static long orders(RedisWire redis) throws IOException {
        return redis.number("XLEN", OrderEvent.CREATED);
    }

    static long lastOrderNumber(RedisWire redis) throws IOException {
        return redis.number("GET", PaymentKeys.ORDER_NUMBER);
    }

    /** Whether this version can work with it. */
    boolean fitsThisVersion() {
        return format.isEmpty() || format.equals(StoredFormat.NOW);
    }

    @Override
    public String toString() {
        return orders + " orders, " + products + " products, last order number " + lastOrderNumber;
    }
}
