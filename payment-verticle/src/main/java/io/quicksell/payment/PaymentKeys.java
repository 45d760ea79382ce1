package io.quicksell.payment;

/** Every name that payment has in Redis. */
final class PaymentKeys {

    /** Sorted set of order ids by time of creation. */
    static final String ORDERS = "orders";

    /** The counter that gives orders their number. */
    static final String ORDER_NUMBER = "order_number";

    /** The consumer group of payment. */
    static final String GROUP = "payment";

    /** Stream of the entries that the group could not handle. */
    static final String DEAD_LETTERS = "dead_letters:payment";

    private PaymentKeys() {}

    static String order(String id) {
        return "order:" + id;
    }
}
