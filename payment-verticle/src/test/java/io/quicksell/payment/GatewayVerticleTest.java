package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Money;
import io.quicksell.redis.TransientFailure;
import io.quicksell.testing.Eventually;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On which threads a gateway is called, and how its answers come back. */
@ExtendWith(VertxExtension.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class GatewayVerticleTest {

    private static final Money AMOUNT = new Money(900);
    private static final Charge APPROVED = Charge.approved("charge");
    private static final int PATIENT_MILLIS = 20_000;
    private static final int HASTY_MILLIS = 500;

    /** A gateway as far as a test needs it. */
    private interface Charging {
        Future<Charge> charge(String orderId) throws Exception;
    }

    @Test
    void asManyCallsBlockAtOnceAsThereAreThreads(Vertx vertx) {
        CyclicBarrier four = new CyclicBarrier(4);
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        GatewayVerticle gateway = deploy(vertx, 4, PATIENT_MILLIS, orderId -> {
            most.accumulateAndGet(calls.incrementAndGet(), Math::max);
            four.await(10, TimeUnit.SECONDS);
            calls.decrementAndGet();
            return Future.succeededFuture(APPROVED);
        });

        assertEquals(12, chargeAll(gateway, 12).await().size());

        assertEquals(4, most.get());
    }

    @Test
    void aCallThatWaitsForItsAnswerNeedsNoThread(Vertx vertx) {
        AtomicInteger calls = new AtomicInteger();
        Promise<Charge> answer = Promise.promise();
        GatewayVerticle gateway = deploy(vertx, 1, PATIENT_MILLIS, orderId -> {
            calls.incrementAndGet();
            return answer.future();
        });

        Future<List<Charge>> charges = chargeAll(gateway, 2_000);
        Eventually.holds(() -> assertEquals(2_000, calls.get()));
        answer.complete(APPROVED);

        assertEquals(2_000, charges.await().size());
    }

    @Test
    void aGatewayIsCalledInTheWorkerVerticleOnAThreadForIt(Vertx vertx) {
        Promise<String> thread = Promise.promise();
        Promise<Context> called = Promise.promise();
        GatewayVerticle gateway = deploy(vertx, 1, PATIENT_MILLIS, orderId -> {
            thread.complete(Thread.currentThread().getName());
            called.complete(Vertx.currentContext());
            return Future.succeededFuture(APPROVED);
        });

        gateway.charge("order", AMOUNT).await();

        assertTrue(called.future().await().isWorkerContext());
        assertEquals("payment-gateway-0", thread.future().await());
    }

    @ParameterizedTest
    @ValueSource(strings = {"at once", "later", "never", "throws", "nothing"})
    void whateverBecomesOfACallItsCallerHearsOfItInItsOwnContext(String how, Vertx vertx) {
        GatewayVerticle gateway = deploy(vertx, 1, HASTY_MILLIS, orderId -> switch (orderId) {
            case "at once" -> Future.succeededFuture(APPROVED);
            case "later" -> vertx.timer(1).map(APPROVED);
            case "never" -> Promise.<Charge>promise().future();
            case "throws" -> throw new IllegalStateException(orderId);
            default -> null;
        });
        Context caller = vertx.getOrCreateContext();
        Promise<Context> heardIn = Promise.promise();

        caller.runOnContext(
                here -> gateway.charge(how, AMOUNT).onComplete(charge -> heardIn.complete(Vertx.currentContext())));

        assertSame(caller, heardIn.future().await());
    }

    @Test
    void aFailureReachesTheCallerAsItIs(Vertx vertx) {
        GatewayVerticle gateway = deploy(vertx, 1, PATIENT_MILLIS, orderId -> switch (orderId) {
            case "throws" -> throw FakeGateway.DEFECT;
            case "fails" -> Future.failedFuture(FakeGateway.AWAY);
            default -> null;
        });

        assertSame(FakeGateway.DEFECT, failure(gateway, "throws"));
        assertSame(FakeGateway.AWAY, failure(gateway, "fails"));
        assertEquals(
                "the payment gateway returned no future",
                failure(gateway, "nothing").getMessage());
    }

    @Test
    void aCallThatBlocksTooLongIsTransientAndHoldsUpOnlyItsThread(Vertx vertx) {
        CountDownLatch end = new CountDownLatch(1);
        GatewayVerticle gateway = deploy(vertx, 2, HASTY_MILLIS, orderId -> {
            if (orderId.equals("blocks")) {
                assertTrue(end.await(10, TimeUnit.SECONDS));
            }
            return Future.succeededFuture(APPROVED);
        });

        TransientFailure late = (TransientFailure) failure(gateway, "blocks");

        assertEquals(TransientFailure.Outcome.UNKNOWN, late.outcome());
        assertEquals("the payment gateway did not answer within 500 ms", late.getMessage());
        assertEquals(APPROVED, gateway.charge("order", AMOUNT).await());
        end.countDown();
    }

    /** Otherwise a queue of calls would be given up and queued again, and grow with each round. */
    @Test
    void theTimeThatACallWaitsForAThreadDoesNotCount(Vertx vertx) {
        GatewayVerticle gateway = deploy(vertx, 1, 1_500, orderId -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700));
            return Future.succeededFuture(APPROVED);
        });

        assertEquals(3, chargeAll(gateway, 3).await().size());
    }

    private static Future<List<Charge>> chargeAll(GatewayVerticle gateway, int count) {
        return Future.all(IntStream.range(0, count)
                        .mapToObj(i -> gateway.charge("order-" + i, AMOUNT))
                        .toList())
                .map(all -> all.list());
    }

    private static Throwable failure(GatewayVerticle gateway, String orderId) {
        return assertThrows(
                Throwable.class, () -> gateway.charge(orderId, AMOUNT).await());
    }

    private static GatewayVerticle deploy(Vertx vertx, int threads, int timeoutMillis, Charging charging) {
        PaymentConfig config =
                new PaymentConfig(0, 1, "", threads, timeoutMillis, 0, BigDecimal.ZERO, BigDecimal.ZERO, 1);
        GatewayVerticle verticle = new GatewayVerticle(config, any -> new PaymentGateway() {
            @Override
            public Future<Charge> charge(String orderId, Money amount) {
                try {
                    return charging.charge(orderId);
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public Future<Void> refund(String orderId, Optional<String> chargeId, Money amount) {
                return Future.succeededFuture();
            }
        });
        vertx.deployVerticle(verticle, GatewayVerticle.options()).await();
        return verticle;
    }
}
