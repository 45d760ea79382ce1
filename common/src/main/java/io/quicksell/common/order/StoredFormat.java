package io.quicksell.common.order;

/** How products and orders lie in Redis. */
public final class StoredFormat {

    /** The key that says it, from the first order on. */
    public static final String KEY = "quicksell:format";

    /** What this version reads and writes. A field that is added is no new format. */
    public static final String NOW = "2";

    private StoredFormat() {}
}
