package io.quicksell.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.testing.Eventually;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM is killed, alone or together with Redis: what was accepted is completed soon after the next start. */
class JvmKilledIT {

    private static final int ROUNDS = 3;
    private static final int CLERKS = 20;
    private static final int ORDERS_EACH = 10;
    private static final int PENDING = CLERKS * ORDERS_EACH;
    private static final Duration COMPLETED_LIMIT = Duration.ofSeconds(5);

    private QuickSellProcess system;

    @BeforeEach
    void start() {
        system = new QuickSellProcess(BuiltJar.ofThisBuild(), List.of(), "");
        system.start();
    }

    @AfterEach
    void close() {
        system.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void paymentsInFlightAreTakenUpAgain(boolean redisToo) throws Exception {
        Shop before = Door.EACH_SERVICE.into(system);
        String tea = before.addProduct(PENDING);
        Set<String> orders = new Crowd(CLERKS)
                .ask(ORDERS_EACH, clerk -> before.placeOrder(tea, 1)).stream()
                        .map(answer -> answer.expect(201).json().path("id").asText())
                        .collect(Collectors.toCollection(HashSet::new));

        kill(redisToo);
        long begin = System.nanoTime();
        system.start();
        Duration ready = Drill.since(begin);
        Shop after = Door.EACH_SERVICE.into(system);
        Eventually.succeeds(COMPLETED_LIMIT, () -> {
            assertEquals(PENDING, completed(after));
            return null;
        });

        Drill.report(
                "JVM killed%s with %d payments in flight: ready after %d ms, all completed after %d ms",
                redisToo ? " and Redis" : "",
                PENDING,
                ready.toMillis(),
                Drill.since(begin).toMillis());
        Books.check(system, orders);
        after.productOnceItHas(tea, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void underLoadNoOrderIsLostOrDoubled(boolean redisToo) throws Exception {
        try (Clients clients = new Clients(system)) {
            for (int round = 1; round <= ROUNDS; round++) {
                clients.awaitOrders(200);
                kill(redisToo);
                system.start();
            }
            clients.awaitOrders(200);
            Books.check(system, clients.finish());

            Drill.report("JVM killed%s %d times: %s", redisToo ? " and Redis" : "", ROUNDS, clients);
            assertTrue(clients.count(Clients.NO_ANSWER) > 0, clients::toString);
        }
    }

    private void kill(boolean redisToo) {
        system.kill();
        if (redisToo) {
            system.killRedis();
        }
    }

    private static long completed(Shop shop) {
        JsonNode newest = shop.payment().get("/orders?limit=500").expect(200).json();
        return StreamSupport.stream(newest.spliterator(), false)
                .filter(order -> order.path("status").asText().equals("completed"))
                .count();
    }
}
