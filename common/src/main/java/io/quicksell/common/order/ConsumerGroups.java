package io.quicksell.common.order;

/** The names of the consumer groups that read the streams of orders; the writer of a stream trims it up to where they have come. */
public final class ConsumerGroups {

    public static final String INVENTORY = "inventory";
    public static final String PAYMENT = "payment";

    private ConsumerGroups() {}
}
