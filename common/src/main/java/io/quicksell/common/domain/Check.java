package io.quicksell.common.domain;

/**
 * The checks with which a record refuses wrong settings. Each throws an {@link IllegalArgumentException} whose message begins with
 * the setting's name and says what it must be, as in {@code port must be from 1 to 65535}.
 */
public final class Check {

    public static final int MAX_PORT = 65_535;

    private Check() {}

    /** Refuses with {@code message} unless the condition holds. */
    public static void that(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The value must be from {@code min} to {@code max}, both included. */
    public static void range(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be from " + min + " to " + max);
        }
    }

    /** A port that others connect to. */
    public static void port(String name, int port) {
        range(name, port, 1, MAX_PORT);
    }

    /** A port to listen on, where 0 means any free one. */
    public static void portOrFree(String name, int port) {
        range(name, port, 0, MAX_PORT);
    }
}
