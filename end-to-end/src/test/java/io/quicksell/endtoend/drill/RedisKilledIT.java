package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.Books;
import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.Tries;
import io.quicksell.endtoend.driver.Tries.Try;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The embedded Redis is killed under load: requests are refused for a few seconds, and afterwards nothing is to be seen of it. */
class RedisKilledIT {

    private static final int ROUNDS = 3;
    private static final Duration READY_LIMIT = Duration.ofSeconds(3);
    private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(1);

    /** What a request may take at most, and half a second for the way and a busy machine. */
    private static final Duration RESPONSE_LIMIT = Duration.ofMillis(5_500);

    /** A request that comes later meets services that know that Redis is gone. */
    private static final Duration NOTICED = Duration.ofMillis(100);

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell("\"delayMillis\": 500");

    @Test
    void itIsStartedAgainAndNoOrderIsLostOrDoubled() throws Exception {
        QuickSellProcess system = SYSTEM.process();
        long jvm = system.handle().pid();
        List<Long> noticed = new ArrayList<>();
        try (Clients clients = new Clients(system)) {
            for (int round = 1; round <= ROUNDS; round++) {
                clients.awaitOrders(200);
                system.killRedis();
                noticed.add(System.nanoTime() + NOTICED.toNanos());
                Duration took = Drill.untilReady(system);
                Drill.report("ready %d ms after Redis was killed", took.toMillis());
                assertTrue(took.compareTo(READY_LIMIT) < 0, took::toString);
            }
            clients.awaitOrders(200);
            Books.check(system, clients.finish());

            Tries tries = clients.tries();
            Drill.report("Redis killed %d times: %s", ROUNDS, tries);
            assertEquals(List.of(), slowRefusals(tries, noticed));
            assertTrue(tries.longest(503).compareTo(RESPONSE_LIMIT) < 0, tries::toString);
            assertEquals(0, tries.count(Tries.NO_RESPONSE), tries::toString);
        }
        assertEquals(jvm, system.handle().pid());
        assertTrue(system.isRunning());
    }

    /** A request that was in flight when Redis was killed has to find out first what became of it. */
    private static List<Try> slowRefusals(Tries tries, List<Long> noticed) {
        return tries.matching(one -> one.status() == 503
                && one.took().compareTo(REFUSAL_LIMIT) >= 0
                && noticed.stream().noneMatch(one::wasInFlight));
    }
}
