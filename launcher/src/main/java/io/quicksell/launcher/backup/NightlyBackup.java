package io.quicksell.launcher.backup;

import io.quicksell.common.metrics.Meter;
import io.quicksell.launcher.conf.BackupConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a backup each night while the system runs, or as soon as it runs again. Whether there is one already it sees from the backups
 * themselves, so there is one a day, however often it is started, and whatever the clock does. One that failed is tried again every hour.
 */
public final class NightlyBackup {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyBackup.class);
    private static final long LOOK_EVERY_SECONDS = 30;
    private static final Duration TRY_AGAIN_AFTER = Duration.ofHours(1);
    private static final Duration SET_BACK = Duration.ofHours(1);
    private static final Duration TOO_OLD = Duration.ofHours(26);

    /** Takes one. */
    @FunctionalInterface
    public interface Taking {
        /**
         * @return the folder of the new one
         * @throws RuntimeException if there is none that is proved
         */
        Path into(Path folder);
    }

    private record State(Optional<Instant> last, Optional<String> cause) {}

    private final BackupConfig config;
    private final String source;
    private final Clock clock;
    private final Taking taking;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(NightlyBackup::daemon);
    private Meter ageMeter = Meter.NONE;
    private volatile State state = new State(Optional.empty(), Optional.empty());
    private volatile boolean ended;
    private Instant doneFor = Instant.MIN;
    private Instant notBefore = Instant.MIN;

    /**
     * @param source whose backups count
     * @param clock of this machine, in its time zone
     */
    public NightlyBackup(BackupConfig config, String source, Clock clock, Taking taking) {
        this.config = config;
        this.source = source;
        this.clock = clock;
        this.taking = taking;
    }

    /** From now on shows how many seconds old the last proved one is at each look; infinitely many if there is none. */
    public void measuredBy(Meter meter) {
        ageMeter = meter;
    }

    /** Looks from now on. */
    public void begin() {
        timer.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes no more; one that is under way is given up when its Redis stops. */
    public void end() {
        ended = true;
        timer.shutdownNow();
    }

    /** Takes one if it is time. */
    void look() {
        try {
            Instant now = clock.instant();
            Optional<Instant> last = lastAt(now);
            Instant due = due();
            boolean isThere = last.isPresent() && !last.get().isBefore(due);
            state = new State(last, isThere ? Optional.empty() : state.cause());
            if (!isThere && !due.equals(doneFor) && !now.isBefore(notBefore)) {
                take(due, now);
            }
        } catch (Throwable e) { // the timer would never look again
            fail(e);
        }
        ageMeter.record(age().map(Duration::toSeconds).map(Long::doubleValue).orElse(Double.POSITIVE_INFINITY));
    }

    /** When the last one had to be taken. Where the clock was put forward over that time, a little later. */
    private Instant due() {
        ZonedDateTime now = ZonedDateTime.now(clock);
        ZonedDateTime today = now.toLocalDate().atTime(config.time()).atZone(now.getZone());
        return (today.isAfter(now)
                        ? now.toLocalDate().minusDays(1).atTime(config.time()).atZone(now.getZone())
                        : today)
                .toInstant();
    }

    /** One of the far future was taken while the clock was wrong, and counts for nothing. */
    private Optional<Instant> lastAt(Instant now) {
        Path folder = Path.of(config.folder());
        return Files.isDirectory(folder)
                ? BackupFolder.proved(folder, source).stream()
                        .map(BackupFolder::timeOf)
                        .filter(time -> time.isBefore(now.plus(SET_BACK)))
                        .max(Instant::compareTo)
                : Optional.empty();
    }

    private void take(Instant due, Instant now) {
        notBefore = now.plus(TRY_AGAIN_AFTER);
        Path backup = taking.into(Path.of(config.folder()));
        doneFor = due;
        notBefore = Instant.MIN;
        state = new State(Optional.of(BackupFolder.timeOf(backup)), Optional.empty());
        LOG.info("The backup of tonight is {}", backup);
    }

    private void fail(Throwable e) {
        if (!ended) {
            String cause = e instanceof Error ? e.toString() : String.valueOf(e.getMessage());
            LOG.error("There is no backup of tonight: {}; it is tried again within an hour", cause);
            state = new State(state.last(), Optional.of(cause));
        }
    }

    /** For health: when the last proved one was taken, how old it is, why there is no newer one, and what to warn of. From any thread. */
    public Map<String, Object> state() {
        State now = state;
        Map<String, Object> shown = new LinkedHashMap<>();
        Optional<Duration> age = age();
        now.last().ifPresent(last -> shown.put("last", last.toString()));
        age.ifPresent(known -> shown.put("age_hours", known.toHours()));
        now.cause().ifPresent(cause -> shown.put("cause", cause));
        boolean isOld = age.map(known -> known.compareTo(TOO_OLD) > 0).orElse(true);
        shown.put("warnings", isOld ? List.of("there is no proved backup of the last 26 hours") : List.of());
        return shown;
    }

    private Optional<Duration> age() {
        return state.last().map(last -> Duration.between(last, clock.instant()));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "backup");
        thread.setDaemon(true);
        return thread;
    }
}
