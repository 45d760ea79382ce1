package io.quicksell.payment;

import io.quicksell.common.metrics.Meter;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.metrics.Metric;
import io.vertx.core.Future;

/** How long the payment gateway takes, and what came of it. Thread-safe. */
final class GatewayTimes {

    private final boolean areRead;
    private final Meter approved;
    private final Meter declined;
    private final Meter chargeFailed;
    private final Meter refunded;
    private final Meter refundFailed;

    GatewayTimes(Meters meters) {
        areRead = meters.areRead();
        approved = meters.of(Metric.GATEWAY, "charge", "approved");
        declined = meters.of(Metric.GATEWAY, "charge", "declined");
        chargeFailed = meters.of(Metric.GATEWAY, "charge", "failed");
        refunded = meters.of(Metric.GATEWAY, "refund", "refunded");
        refundFailed = meters.of(Metric.GATEWAY, "refund", "failed");
    }

    Future<Charge> ofCharge(Future<Charge> begun) {
        if (!areRead) {
            return begun;
        }
        long began = System.nanoTime();
        return begun.onSuccess(charge -> note(charge.isApproved() ? approved : declined, began))
                .onFailure(failure -> note(chargeFailed, began));
    }

    Future<Void> ofRefund(Future<Void> begun) {
        if (!areRead) {
            return begun;
        }
        long began = System.nanoTime();
        return begun.onSuccess(done -> note(refunded, began)).onFailure(failure -> note(refundFailed, began));
    }

    private static void note(Meter meter, long began) {
        meter.record((System.nanoTime() - began) / 1e9);
    }
}
