package io.quicksell.redis;

/** What the script {@code test_count} can answer. */
enum Counted {
    COUNTED;

    static final Script<Counted> SCRIPT = Script.load("test_count", Counted.class);
}
