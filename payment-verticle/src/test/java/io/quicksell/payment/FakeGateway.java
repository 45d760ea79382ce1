package io.quicksell.payment;

import io.quicksell.common.domain.Money;
import io.quicksell.redis.TransientFailure;
import io.quicksell.redis.TransientFailure.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A gateway that does at once what it is told, and counts. Called on worker threads and on the JUnit thread. */
final class FakeGateway implements PaymentGateway {

    static final RuntimeException AWAY = new TransientFailure(Outcome.NOT_CARRIED_OUT, "the gateway is away", null);
    static final RuntimeException DEFECT = new IllegalStateException("the gateway does not know this currency");

    private final List<String> charges = new ArrayList<>();
    private final List<String> refunds = new ArrayList<>();
    private final List<Optional<String>> refundedCharges = new ArrayList<>();
    private final List<Promise<Void>> waiting = new ArrayList<>();
    private Optional<String> declineReason = Optional.empty();
    private boolean holdsBack;
    private RuntimeException failure;
    private int failures;

    /** From now on it answers only after {@link #letGo()}. */
    synchronized void holdBack() {
        holdsBack = true;
    }

    /** Answers all that wait, and from now on at once. */
    synchronized void letGo() {
        holdsBack = false;
        waiting.forEach(Promise::complete);
        waiting.clear();
    }

    /** From now on it declines. */
    synchronized void decline(String reason) {
        declineReason = Optional.of(reason);
    }

    /** The next calls throw. */
    synchronized void fail(int times, RuntimeException how) {
        failures = times;
        failure = how;
    }

    /** The order of each charge that was asked for, failed ones included. */
    synchronized List<String> charges() {
        return List.copyOf(charges);
    }

    /** The order of each refund that was asked for, failed ones included. */
    synchronized List<String> refunds() {
        return List.copyOf(refunds);
    }

    /** The charge of each refund that was asked for. */
    synchronized List<Optional<String>> refundedCharges() {
        return List.copyOf(refundedCharges);
    }

    /** The id that it gives to the charge of an order. */
    static String chargeOf(String orderId) {
        return "played-" + orderId;
    }

    @Override
    public synchronized Future<Charge> charge(String orderId, Money amount) {
        charges.add(orderId);
        return answer().map(new Charge(chargeOf(orderId), declineReason));
    }

    @Override
    public synchronized Future<Void> refund(String orderId, Optional<String> chargeId, Money amount) {
        refunds.add(orderId);
        refundedCharges.add(chargeId);
        return answer();
    }

    private Future<Void> answer() {
        if (failures > 0) {
            failures--;
            throw failure;
        }
        if (!holdsBack) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        waiting.add(promise);
        return promise.future();
    }
}
