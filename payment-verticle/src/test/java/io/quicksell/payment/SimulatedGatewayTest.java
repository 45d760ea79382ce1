package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Money;
import io.quicksell.testing.LogLines;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;

@ExtendWith(VertxExtension.class)
class SimulatedGatewayTest {

    private static final int DELAY_MILLIS = 300;
    private static final Money LIMIT = new Money(100_000);

    @Test
    void fiveThousandChargesWaitAtOnce(Vertx vertx) {
        SimulatedGateway gateway = new SimulatedGateway(vertx, DELAY_MILLIS, LIMIT);
        long start = System.nanoTime();

        List<Future<Charge>> charges = IntStream.range(0, 5_000)
                .mapToObj(i -> gateway.charge("order-" + i, LIMIT))
                .toList();
        Future.all(charges).await();

        long tookMillis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(tookMillis >= DELAY_MILLIS, () -> "only " + tookMillis + " ms");
        assertTrue(tookMillis < 10 * DELAY_MILLIS, () -> tookMillis + " ms");
        assertEquals(Charge.approved("simulated-order-4999"), charges.get(4_999).result());
    }

    @Test
    void onlyWhatIsAboveTheLimitIsDeclined(Vertx vertx) {
        SimulatedGateway gateway = new SimulatedGateway(vertx, 0, LIMIT);

        assertTrue(gateway.charge("order", LIMIT).await().isApproved());
        Charge declined = gateway.charge("order", new Money(100_001)).await();
        assertFalse(declined.isApproved());
        assertEquals(Optional.of("The payment was declined."), declined.declineReason());
    }

    @Test
    void theSameOrderIsTheSameCharge(Vertx vertx) {
        SimulatedGateway first = new SimulatedGateway(vertx, 0, LIMIT);
        SimulatedGateway afterRestart = new SimulatedGateway(vertx, 1, LIMIT);

        assertEquals(
                first.charge("order", LIMIT).await(),
                afterRestart.charge("order", LIMIT).await());
    }

    /** In a worker verticle, as the gateway is: its thread has ended when the timers of the event loops do. */
    @Test
    void aStopLeavesTheChargesUnderWayWithoutALine() {
        Vertx vertx = Vertx.vertx();
        vertx.deployVerticle(
                        context -> Future.succeededFuture(
                                new SimulatedGateway(vertx, 600_000, LIMIT).charge("order", LIMIT)),
                        new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER))
                .await();

        try (LogLines log = LogLines.of(Logger.ROOT_LOGGER_NAME)) {
            vertx.close().await();

            assertEquals(List.of(), log.lines());
        }
    }
}
