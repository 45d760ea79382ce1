package io.quicksell.common.verticle;

/**
 * How streams are looked after; every key is described in README.md.
 *
 * @param retentionMinutes how long an entry is kept at least
 * @param maxWaitSeconds a service with an entry that waits longer is not ready
 */
public record StreamsConfig(int retentionMinutes, int maxWaitSeconds) {

    public StreamsConfig {
        if (retentionMinutes < 1) {
            throw new IllegalArgumentException("retentionMinutes must be 1 or more");
        }
        if (maxWaitSeconds < 1) {
            throw new IllegalArgumentException("maxWaitSeconds must be 1 or more");
        }
    }

    public long retentionMillis() {
        return retentionMinutes * 60_000L;
    }

    public long maxWaitMillis() {
        return maxWaitSeconds * 1_000L;
    }
}
