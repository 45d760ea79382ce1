package io.quicksell.common.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may use a route. Each route names one, so that none is open because somebody forgot to close it; the contract of the service says
 * the same as {@code security}.
 */
public enum Scope {
    /** Everybody. */
    PUBLIC(""),
    /** The other service, which shows the key of the services. */
    INTERNAL(""),
    /** Whoever is known, whatever else they may do. */
    SIGNED_IN(""),
    PRODUCTS_READ("products:read"),
    PRODUCTS_WRITE("products:write"),
    STOCK_ADJUST("stock:adjust"),
    ORDERS_READ("orders:read"),
    ORDERS_PLACE("orders:place"),
    ORDERS_REFUND("orders:refund"),
    OPERATE("operate"),
    ACCESS_MANAGE("access:manage");

    private static final Set<Scope> GRANTED = Stream.of(values())
            .filter(scope -> !scope.text.isEmpty())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** How it is written in tokens, roles, problems and the contract; empty where it is not something that one can be granted. */
    public String text() {
        return text;
    }

    /** All that can be granted. */
    public static Set<Scope> granted() {
        return Collections.unmodifiableSet(GRANTED);
    }

    /** The one that is written like that; empty if none is, or it cannot be granted. */
    public static Optional<Scope> named(String text) {
        return GRANTED.stream().filter(scope -> scope.text.equals(text)).findFirst();
    }
}
