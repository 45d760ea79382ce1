package io.quicksell.endtoend.drill;

import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.Rest;
import io.quicksell.testing.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** What the drills have in common: doing harm, watching for the recovery, telling how long it took. */
final class Drill {

    /** What a dead process had under way is taken over when its lease of ten seconds has run out. */
    static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(15);

    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(20);
    private static final List<String> SERVICES = List.of("inventory", "payment");

    private Drill() {}

    /**
     * Waits until both services say that they are ready.
     *
     * @return how long that took
     */
    static Duration untilReady(QuickSellProcess system) {
        long begin = System.nanoTime();
        for (String service : SERVICES) {
            Eventually.succeeds(
                    RECOVERY_LIMIT,
                    () -> new Rest(system.url(service)).get("/health/ready").expect(200));
        }
        return since(begin);
    }

    /** Both services say that they are alive. */
    static void expectAlive(QuickSellProcess system) {
        SERVICES.forEach(
                service -> new Rest(system.url(service)).get("/health/live").expect(200));
    }

    /** Does something again and again. */
    static void every(Duration pause, Duration overall, Runnable action) {
        long end = System.nanoTime() + overall.toNanos();
        while (System.nanoTime() < end) {
            action.run();
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    static void report(String text, Object... arguments) {
        print("drill: " + String.format(Locale.ROOT, text, arguments));
    }

    static void print(String lines) {
        System.out.println(lines);
    }
}
