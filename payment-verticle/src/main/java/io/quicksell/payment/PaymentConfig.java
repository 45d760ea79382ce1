package io.quicksell.payment;

import io.quicksell.common.peer.ServiceUrls;
import java.math.BigDecimal;

/**
 * How payment runs; every key is described in README.md.
 *
 * @param port 0 means a free one
 * @param instances event loops that serve it
 * @param inventoryUrl where inventory answers, one or several URLs separated by commas, or empty to ask over the event bus
 * @param delayMillis how long a simulated payment takes
 * @param feeRate the fee as a share of the order's sum
 * @param declineAbove the simulated gateway declines totals above this
 * @param maxInFlight payments that may wait at once, per instance
 */
public record PaymentConfig(
        int port,
        int instances,
        String inventoryUrl,
        int delayMillis,
        BigDecimal feeRate,
        BigDecimal declineAbove,
        int maxInFlight) {

    public PaymentConfig {
        check(port >= 0 && port <= 65_535, "port must be from 0 to 65535");
        check(instances >= 1 && instances <= 64, "instances must be from 1 to 64");
        ServiceUrls.check("inventoryUrl", inventoryUrl);
        check(delayMillis >= 0 && delayMillis <= 60_000, "delayMillis must be from 0 to 60000");
        check(
                feeRate.signum() >= 0
                        && feeRate.compareTo(BigDecimal.ONE) <= 0
                        && feeRate.stripTrailingZeros().scale() <= 4,
                "feeRate must be from 0 to 1 with at most four decimals");
        check(
                declineAbove.signum() >= 0
                        && declineAbove.compareTo(new BigDecimal("9999999999.99")) <= 0
                        && declineAbove.stripTrailingZeros().scale() <= 2,
                "declineAbove must be an amount from 0 to 9999999999.99");
        check(maxInFlight >= 1 && maxInFlight <= 65_536, "maxInFlight must be from 1 to 65536");
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
