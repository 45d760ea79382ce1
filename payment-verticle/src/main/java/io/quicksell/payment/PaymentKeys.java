package io.quicksell.payment;

import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.OrderEvent;
import java.util.List;
import java.util.Map;

/** The names of keys that payment uses in Redis. */
public final class PaymentKeys {

    /** The namespace of the ids of orders, which nobody else knows. */
    static final String SECRET = "quicksell:secret";

    /** The counter that gives orders their number. */
    public static final String ORDER_NUMBER = "order_number";

    /** How often the list of all orders was restored, if it was. */
    static final String RESTORATIONS = "order_created:restorations";

    /** The right to restore it. */
    static final String RESTORING = "order_created:restoring";

    /** Stream of the entries that the group could not handle. */
    static final String DEAD_LETTERS = "dead_letters:payment";

    /**
     * The streams of which payment trims what was read, and the groups that have to read it before. {@link OrderEvent#CREATED} is kept
     * for ever: it is the list of all orders.
     */
    static final Map<String, List<String>> READERS = Map.of(
            OrderEvent.REFUND_REQUESTED, List.of(ConsumerGroups.PAYMENT),
            OrderEvent.NOT_RETURNED, List.of(ConsumerGroups.PAYMENT),
            OrderEvent.COMPLETED, List.of(ConsumerGroups.INVENTORY),
            OrderEvent.FAILED, List.of(ConsumerGroups.INVENTORY),
            OrderEvent.REFUNDED, List.of(ConsumerGroups.INVENTORY));

    /** Where versions before the first format that says its name had the list of all orders. */
    private static final String LISTED_ONCE = "orders";

    /** What they hold; keys of other types are another program's, or another version's. */
    static final Map<String, String> TYPES = Map.of(
            LISTED_ONCE,
            "none",
            ORDER_NUMBER,
            "string",
            DEAD_LETTERS,
            "stream",
            OrderEvent.CREATED,
            "stream",
            OrderEvent.REFUND_REQUESTED,
            "stream",
            OrderEvent.COMPLETED,
            "stream",
            OrderEvent.FAILED,
            "stream",
            OrderEvent.REFUNDED,
            "stream");

    private static final String ORDER = "order:";

    private PaymentKeys() {}

    static String order(String id) {
        return ORDER + id;
    }

    /** The id of the order that a key holds. */
    static String idIn(String orderKey) {
        return orderKey.substring(ORDER.length());
    }

    /** The note that tries of a request to place an order were refused; it speaks of no other request for the same order. */
    static String refusal(String orderId, String digest) {
        return "refusal:" + orderId + ":" + digest;
    }

    /** The answer that a change with that id got. */
    static String change(String changeId) {
        return "order_change:" + changeId;
    }
}
