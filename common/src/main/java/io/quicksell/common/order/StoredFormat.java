package io.quicksell.common.order;

/** How products and orders lie in Redis. */
public final class StoredFormat {

    /** The key that says it, from the first order on. */
    public static final String KEY = "quicksell:format";

    /** What this version reads and writes. A field that is added is no new format. */
    public static final String NOW = "2";

    /**
     * The newest version of entries of streams ({@code v}) that this version understands. All streams count together: whichever entry
     * changes so that a reader of before would be wrong about it gets the next number. A field that is added is no new version.
     */
    public static final int ENTRIES = 1;

    private StoredFormat() {}
}
