package io.quicksell.payment;

import io.quicksell.common.domain.Check;
import io.quicksell.common.peer.ServiceUrls;
import java.math.BigDecimal;

/**
 * How payment runs; every key is described in README.md.
 *
 * @param port 0 means a free one
 * @param instances event loops that serve it
 * @param inventoryUrl where inventory answers, one or several URLs separated by commas, or empty to ask over the event bus
 * @param gatewayThreads calls of a gateway that block at once, in this process
 * @param gatewayTimeoutMillis how long a call of the gateway may take before it is made again
 * @param delayMillis how long a simulated payment takes; less than the time-out
 * @param feeRate the fee as a share of the order's sum, at most six decimals
 * @param declineAbove the simulated gateway declines totals above this
 * @param maxInFlight payments that may wait at once, per instance
 */
public record PaymentConfig(
        int port,
        int instances,
        String inventoryUrl,
        int gatewayThreads,
        int gatewayTimeoutMillis,
        int delayMillis,
        BigDecimal feeRate,
        BigDecimal declineAbove,
        int maxInFlight) {

    public PaymentConfig {
        Check.portOrFree("port", port);
        Check.range("instances", instances, 1, 64);
        ServiceUrls.check("inventoryUrl", inventoryUrl);
        Check.range("gatewayThreads", gatewayThreads, 1, 256);
        Check.range("gatewayTimeoutMillis", gatewayTimeoutMillis, 100, 600_000);
        Check.range("delayMillis", delayMillis, 0, 60_000);
        Check.that(delayMillis < gatewayTimeoutMillis, "gatewayTimeoutMillis must be more than delayMillis");
        feeRate = feeRate.stripTrailingZeros();
        Check.that(
                feeRate.signum() >= 0 && feeRate.compareTo(BigDecimal.ONE) <= 0 && feeRate.scale() <= 6,
                "feeRate must be from 0 to 1 with at most six decimals");
        Check.that(
                declineAbove.signum() >= 0
                        && declineAbove.compareTo(new BigDecimal("9999999999.99")) <= 0
                        && declineAbove.stripTrailingZeros().scale() <= 2,
                "declineAbove must be an amount from 0 to 9999999999.99");
        Check.range("maxInFlight", maxInFlight, 1, 65_536);
    }
}
