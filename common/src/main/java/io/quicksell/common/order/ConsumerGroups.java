package io.quicksell.common.order;

/** The names of the consumer groups that read the streams of orders; what writes a stream knows by them who still needs it. */
public final class ConsumerGroups {

    public static final String INVENTORY = "inventory";
    public static final String PAYMENT = "payment";

    private ConsumerGroups() {}
}
