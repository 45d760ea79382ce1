package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.Books;
import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * There is no room left on the disk for what has to be safe before a response: nothing is accepted that is not safe, nothing is half
 * done, and once there is room everything goes on.
 */
class DiskFullIT {

    private static final int MEBIBYTES = 12;
    private static final int REFUSALS = 100;
    private static final int ENDINGS = 3;
    /** What Redis logs when a write fails, and when it refuses to start on what that write has left. */
    private static final Pattern ENDING =
            Pattern.compile("Can't recover from AOF write error|Unexpected end of file reading the append only file");

    @Test
    void ordersAreRefusedUntilThereIsRoomAgain() throws Exception {
        try (QuickSellProcess system =
                new QuickSellProcess(BuiltJar.ofThisBuild(), List.of(), "\"delayMillis\": 200")) {
            system.startWithFilesUpTo(MEBIBYTES);
            try (Clients clients = new Clients(system).awaitOrders(50)) {
                fill(system);
                Eventually.holds(() -> assertTrue(clients.tries().count(503) > REFUSALS, clients::toString));
                Eventually.holds(() -> assertTrue(endings(system) >= ENDINGS, system::logTail));
                Drill.expectAlive(system);
                assertTrue(system.isRunning());
                Drill.report("disk full: %s", clients);

                system.stop();
                assertFalse(system.isRunning());
                system.start();
                clients.awaitOrders(200);
                Books.check(system, clients.finish());
                Drill.report("room again: %s", clients);
            }
        }
    }

    /** With what a rewrite of the append-only file cannot make smaller, until Redis goes down at a write: this one's or a client's. */
    private static void fill(QuickSellProcess system) {
        Random random = new Random(1);
        try (RedisClient redis = new RedisClient(system.data())) {
            assertThrows(UncheckedIOException.class, () -> {
                for (int i = 0; i < MEBIBYTES; i++) {
                    redis.send("SET", "filler:" + i, mebibyte(random));
                }
            });
        }
    }

    private static String mebibyte(Random random) {
        return random.ints(1 << 20, ' ', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static long endings(QuickSellProcess system) {
        try {
            String log = Files.readString(system.data().resolve("log/redis.log"));
            return ENDING.matcher(log).results().count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
