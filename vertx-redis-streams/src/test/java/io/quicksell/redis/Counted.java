package io.quicksell.redis;

/** What the script {@code test_count} can answer. */
public enum Counted {
    COUNTED;

    public static final Script<Counted> SCRIPT = Script.load("test_count", Counted.class);
}
