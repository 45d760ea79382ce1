package io.quicksell.common.order;

/** The event bus addresses at which the services answer each other's questions. */
public final class Addresses {

    /** As POST /reservations. */
    public static final String RESERVE = "inventory.reserve";

    /** As DELETE /reservations/{order_id}?deadline=; body {@code {order_id, deadline}}. */
    public static final String RELEASE = "inventory.release";

    /** As GET /orders/{id}; body {@code {order_id}}. */
    public static final String ORDER = "payment.order";

    private Addresses() {}
}
