package io.quicksell.common.verticle;

/**
 * How long streams are kept; README.md describes every key.
 *
 * @param retentionMinutes for how long an entry is kept, at least
 * @param maxWaitSeconds a service is not ready while an entry waits longer
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
