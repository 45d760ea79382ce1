package io.quicksell.payment;

import io.quicksell.common.domain.Money;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * A gateway that waits and approves. It declines only totals above a limit, which by default no order can reach. The id of a
 * charge is made from the order's, so the same order is the same charge also after a restart.
 */
final class SimulatedGateway implements PaymentGateway {

    private final Vertx vertx;
    private final int delayMillis;
    private final Money declineAbove;

    SimulatedGateway(Vertx vertx, int delayMillis, Money declineAbove) {
        this.vertx = vertx;
        this.delayMillis = delayMillis;
        this.declineAbove = declineAbove;
    }

    @Override
    public Future<Charge> charge(String orderId, Money amount) {
        String declineReason = amount.compareTo(declineAbove) > 0 ? "The payment was declined." : "";
        Charge charge = new Charge("simulated-" + orderId, declineReason);
        return delayMillis == 0
                ? Future.succeededFuture(charge)
                : vertx.timer(delayMillis).map(charge);
    }

    @Override
    public Future<Void> refund(String orderId, Money amount) {
        return Future.succeededFuture();
    }
}
