package io.quicksell.common.order;

/** The event bus addresses at which the services take each other's requests. */
public final class Addresses {

    /** Like POST /reservations. */
    public static final String RESERVE = "inventory.reserve";

    /** Like DELETE /reservations/{order_id}?deadline=; body {@code {order_id, deadline}}. */
    public static final String RELEASE = "inventory.release";

    /** Like GET /orders/{id}; body {@code {order_id}}. */
    public static final String ORDER = "payment.order";

    private Addresses() {}
}
