package io.quicksell.common.http;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many requests a second each client may send: a bucket for each, which holds those of one second and fills evenly. Each response says
 * what is left ({@code RateLimit}, draft-ietf-httpapi-ratelimit-headers-10).
 *
 * <p>A bucket that nobody took from for a second is full, like that of a client who is new. So to forget those used longest ago loses
 * nothing, unless more than {@value #MAX_BUCKETS} clients ask within one second.
 *
 * <p>Not thread-safe: for the event loop of its verticle.
 */
final class RequestRate {

    static final int MAX_BUCKETS = 10_000;

    private final String policy;
    private final int perSecond;
    private final TimeMeter clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_BUCKETS;
        }
    };

    /**
     * @param policy the name of what is counted, as clients are told it
     */
    RequestRate(String policy, int perSecond, TimeMeter clock) {
        this.policy = '"' + policy + '"';
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /**
     * Takes one of the requests that a client has.
     *
     * @param headers of the response
     * @throws Problem 429 if there is none
     */
    void take(String client, MultiMap headers) {
        ConsumptionProbe taken =
                buckets.computeIfAbsent(client, unknown -> full()).tryConsumeAndReturnRemaining(1);
        headers.add("RateLimit-Policy", policy + ";q=" + perSecond + ";w=1")
                .add(
                        "RateLimit",
                        policy + ";r=" + taken.getRemainingTokens() + ";t=" + seconds(taken.getNanosToWaitForReset()));
        if (!taken.isConsumed()) {
            throw new Problem(
                            ProblemType.TOO_MANY_REQUESTS,
                            "These are too many requests in a moment: " + perSecond
                                    + " a second are answered. Nothing was changed; please try again.")
                    .header("Retry-After", String.valueOf(seconds(taken.getNanosToWaitForRefill())));
        }
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    /** Begun ones count. */
    private static long seconds(long nanos) {
        return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1));
    }
}
