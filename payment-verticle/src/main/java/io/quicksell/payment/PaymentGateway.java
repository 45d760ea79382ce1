package io.quicksell.payment;

import io.quicksell.common.domain.Money;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Where the money moves. docs/gateway.md shows how to write one.
 *
 * <p>Called on threads that are there for nothing else ({@code payment.gatewayThreads}), several calls at once and in any order. A
 * call may block its thread, or return at once and complete its future later, from whatever thread.
 *
 * <p>The order id is the idempotency key: repeated with it, a charge is the same charge and a refund the same refund.
 *
 * <p>To throw is to fail. A call that fails with a {@link io.quicksell.redis.TransientFailure}, or does not end in time
 * ({@code payment.gatewayTimeoutMillis}), is repeated until it works. Any other failure is the fault of that order: after the fifth
 * its entry is a dead letter.
 */
interface PaymentGateway {

    /** Takes the amount. Succeeds with the gateway's decision, whether it approves or declines. */
    Future<Charge> charge(String orderId, Money amount);

    /**
     * Gives the amount of a charge back.
     *
     * @param chargeId what the charge was given as its id; empty for an order that was charged when ids were not kept yet
     */
    Future<Void> refund(String orderId, Optional<String> chargeId, Money amount);
}
