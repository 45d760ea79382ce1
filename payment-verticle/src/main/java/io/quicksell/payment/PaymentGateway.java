package io.quicksell.payment;

import io.quicksell.common.domain.Money;
import io.vertx.core.Future;

/**
 * Where the money moves. Called on a worker thread, so an implementation may block. The order id is the idempotency key of each
 * call: repeated with it, a charge is the same charge and a refund the same refund.
 */
interface PaymentGateway {

    /** Takes the amount; fails if the gateway does not answer, and then the call is repeated. */
    Future<Charge> charge(String orderId, Money amount);

    /** Gives the amount of a charge back; fails if the gateway does not answer, and then the call is repeated. */
    Future<Void> refund(String orderId, Money amount);
}
