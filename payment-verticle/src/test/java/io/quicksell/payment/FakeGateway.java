package io.quicksell.payment;

import io.quicksell.common.domain.Money;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** A gateway that does at once what it is told, and counts. Called on worker threads and on the JUnit thread. */
final class FakeGateway implements PaymentGateway {

    private final List<String> charges = new ArrayList<>();
    private final List<String> refunds = new ArrayList<>();
    private final List<Promise<Void>> waiting = new ArrayList<>();
    private String declineReason = "";
    private boolean holdsBack;
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
        declineReason = reason;
    }

    /** The next calls fail. */
    synchronized void fail(int times) {
        failures = times;
    }

    /** The order of each charge that was asked for, failed ones included. */
    synchronized List<String> charges() {
        return List.copyOf(charges);
    }

    /** The order of each refund that was asked for, failed ones included. */
    synchronized List<String> refunds() {
        return List.copyOf(refunds);
    }

    @Override
    public synchronized Future<Charge> charge(String orderId, Money amount) {
        charges.add(orderId);
        return answer().map(new Charge("played-" + orderId, declineReason));
    }

    @Override
    public synchronized Future<Void> refund(String orderId, Money amount) {
        refunds.add(orderId);
        return answer();
    }

    private Future<Void> answer() {
        if (failures > 0) {
            failures--;
            return Future.failedFuture("the gateway does not answer");
        }
        if (!holdsBack) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        waiting.add(promise);
        return promise.future();
    }
}
