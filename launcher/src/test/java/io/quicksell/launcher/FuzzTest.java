package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.launcher.fuzz.Callers;
import io.quicksell.launcher.fuzz.Campaign;
import io.quicksell.testing.LogLines;
import io.quicksell.testing.RealRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever anybody sends to a service, the response is what its contract says: requests made from the contracts, of all forms and from
 * all kinds of callers. {@code -Dfuzz.requests=N} sends more of them, {@code -Dfuzz.seed=N} others.
 */
class FuzzTest {

    /** So many that each operation is reached by some. */
    private static final int ENOUGH = 10_000;

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", ENOUGH);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final Duration LIMIT = Duration.ofMinutes(2).plusMillis(30L * REQUESTS);

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @TempDir
    Path home;

    @Test
    void everyRequestIsAnsweredAsTheContractSays() throws IOException {
        try (FuzzedShop shop = new FuzzedShop(redis, home);
                LogLines vertx = LogLines.of("io.vertx")) {
            Campaign campaign =
                    new Campaign(shop.filled(), shop.ports(), new Callers(redis, FuzzedShop.SERVICE_KEY), SEED);

            List<String> faults = assertTimeoutPreemptively(LIMIT, () -> campaign.run(REQUESTS), campaign::toString);

            assertTrue(faults.isEmpty(), () -> String.join("\n\n", faults) + "\n" + campaign);
            assertEquals(List.of(), vertx.lines(), campaign::toString);
            if (REQUESTS >= ENOUGH) {
                assertEquals(List.of(), campaign.neverReached(), campaign::toString);
            }
        }
    }
}
