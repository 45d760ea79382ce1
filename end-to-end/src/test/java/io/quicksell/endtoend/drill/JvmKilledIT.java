package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.Books;
import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.Crowd;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.Rest.Response;
import io.quicksell.endtoend.driver.Shop;
import io.quicksell.endtoend.driver.Tries;
import io.quicksell.testing.Eventually;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM is killed, alone or together with Redis: what was accepted is completed soon after the next start. */
class JvmKilledIT {

    private static final int ROUNDS = 3;
    private static final int CLERKS = 20;
    private static final int ORDERS_EACH = 10;
    private static final int PENDING = CLERKS * ORDERS_EACH;
    private static final Duration REPEAT_LIMIT = Duration.ofSeconds(30);
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
                .send(ORDERS_EACH, clerk -> before.placeOrder(tea, 1)).stream()
                        .map(response -> response.expect(201).id())
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
            assertTrue(clients.tries().count(Tries.NO_RESPONSE) > 0, clients::toString);
        }
    }

    @Test
    void theSameKeyIsOneOrderThoughTheJvmIsKilledMeanwhile() throws Exception {
        String tea = Door.EACH_SERVICE.into(system).addProduct(PENDING);
        Map<String, Object> order = Map.of("product_id", tea, "quantity", 2);
        String key = UUID.randomUUID().toString();
        CountDownLatch some = new CountDownLatch(CLERKS);
        CompletableFuture<Void> killed = CompletableFuture.runAsync(
                () -> {
                    awaitAll(some);
                    kill(false);
                    system.start();
                },
                task -> new Thread(task).start());

        Set<String> ids = new Crowd(CLERKS)
                        .send(ORDERS_EACH, twin -> {
                            Response response = Eventually.succeeds(
                                    REPEAT_LIMIT,
                                    () -> Door.EACH_SERVICE
                                            .into(system)
                                            .placeOrder(order, key)
                                            .expect(201));
                            some.countDown();
                            return response;
                        })
                        .stream()
                        .map(Response::id)
                        .collect(Collectors.toSet());

        killed.get();
        assertEquals(1, ids.size());
        Books.check(system, ids);
        Door.EACH_SERVICE.into(system).productOnceItHas(tea, PENDING - 2, 0);
    }

    private static void awaitAll(CountDownLatch some) {
        try {
            some.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void kill(boolean redisToo) {
        system.kill();
        if (redisToo) {
            system.killRedis();
        }
    }

    private static long completed(Shop shop) {
        return shop.newestOrders()
                .filter(order -> order.path("status").asText().equals("completed"))
                .count();
    }
}
