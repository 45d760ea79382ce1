package io.quicksell.payment;

import io.quicksell.common.domain.Money;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway that waits, with a timer and no thread for each charge, and approves. It declines only totals above a limit, which by default no order can reach. The id of a
 * charge is made from the order's, so the same order is the same charge also after a restart. At debug it logs what it is asked to charge, as a real
 * gateway would know it: whoever looks for money that was taken for nothing compares these lines with the orders.
 */
final class SimulatedGateway implements PaymentGateway {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedGateway.class);

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
        LOG.debug("Charge {} cents for order {}", amount.cents(), orderId);
        String id = "simulated-" + orderId;
        Charge charge = amount.compareTo(declineAbove) > 0
                ? Charge.declined(id, "The payment was declined.")
                : Charge.approved(id);
        if (delayMillis == 0) {
            return Future.succeededFuture(charge);
        }
        Promise<Charge> answer = Promise.promise();
        vertx.setTimer(delayMillis, over -> answer.complete(charge)); // which a stop cancels without a word
        return answer.future();
    }

    @Override
    public Future<Void> refund(String orderId, Optional<String> chargeId, Money amount) {
        return Future.succeededFuture();
    }
}
