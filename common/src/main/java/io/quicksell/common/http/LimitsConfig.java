package io.quicksell.common.http;

import io.quicksell.common.domain.Check;

/**
 * How often one client may ask; every key is described in README.md. 0 means as often as it likes.
 *
 * @param addressPerSecond requests of one address to an instance
 * @param tokenPerSecond requests with one token to an instance
 */
public record LimitsConfig(int addressPerSecond, int tokenPerSecond) {

    /** Everybody as often as they like. */
    public static final LimitsConfig NONE = new LimitsConfig(0, 0);

    private static final int MAX = 1_000_000;

    public LimitsConfig {
        Check.range("addressPerSecond", addressPerSecond, 0, MAX);
        Check.range("tokenPerSecond", tokenPerSecond, 0, MAX);
    }
}
