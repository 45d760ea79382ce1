package io.quicksell.launcher.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.launcher.conf.BackupConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One backup a day, and none lost, whatever the clock does. */
class NightlyBackupTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @TempDir
    private Path backups;

    private Instant now;
    private boolean fails;
    private Error error;
    private NightlyBackup nightly;

    @BeforeEach
    void begin() {
        nightly = started("03:00");
    }

    @Test
    void oneIsTakenAtOnceAndThenOneEachNight() {
        lookAt("2026-11-30T12:00:00Z");
        assertEquals(1, taken());
        every(Duration.ofMinutes(10), "2026-11-30T12:10:00Z", "2026-12-01T01:50:00Z");
        assertEquals(1, taken());
        lookAt("2026-12-01T02:00:00Z");
        assertEquals(2, taken());
        every(Duration.ofMinutes(10), "2026-12-01T02:10:00Z", "2026-12-02T01:50:00Z");
        assertEquals(2, taken());
    }

    @Test
    void whoIsStartedAgainSeesWhatIsThereAndMakesUpForANightThatWasMissed() {
        lookAt("2026-12-01T02:00:00Z");
        nightly = started("03:00");
        lookAt("2026-12-01T02:05:00Z");
        assertEquals(1, taken());
        nightly = started("03:00");
        lookAt("2026-12-02T09:00:00Z");
        assertEquals(2, taken());
    }

    @Test
    void aNightInWhichTheHourIsMissingOrComesTwiceHasOne() {
        nightly = started("02:30");
        lookAt("2027-03-27T02:00:00Z");
        assertEquals(1, taken());
        every(Duration.ofMinutes(10), "2027-03-27T02:10:00Z", "2027-03-28T12:00:00Z");
        assertEquals(2, taken());

        lookAt("2027-10-30T02:00:00Z");
        assertEquals(3, taken());
        every(Duration.ofMinutes(10), "2027-10-30T02:10:00Z", "2027-10-31T12:00:00Z");
        assertEquals(4, taken());
    }

    @Test
    void aClockThatGoesBackTakesNoSecondOneAndAWrongOneOfTheFutureStopsNone() {
        lookAt("2026-12-01T02:00:00Z");
        nightly = started("03:00");
        lookAt("2026-12-01T01:30:00Z");
        lookAt("2026-12-01T02:10:00Z");
        assertEquals(1, taken());

        lookAt("2036-12-01T02:00:00Z");
        lookAt("2026-12-02T02:00:00Z");
        assertEquals(3, taken());
    }

    @Test
    void oneThatFailsIsTriedAgainInAnHourAndHealthSaysWhy() {
        fails = true;
        lookAt("2026-12-01T02:00:00Z");
        assertEquals("the disk is full", nightly.state().get("cause"));
        assertEquals(
                List.of("there is no proved backup of the last 26 hours"),
                nightly.state().get("warnings"));
        fails = false;
        lookAt("2026-12-01T02:59:00Z");
        assertEquals(0, taken());
        lookAt("2026-12-01T03:00:00Z");
        assertEquals(1, taken());
        assertFalse(nightly.state().containsKey("cause"));
        assertEquals(List.of(), nightly.state().get("warnings"));
        assertEquals("2026-12-01T03:00:00Z", nightly.state().get("last"));
        now = Instant.parse("2026-12-02T05:01:00Z");
        assertEquals(26L, nightly.state().get("age_hours"));
        assertEquals(1, ((List<?>) nightly.state().get("warnings")).size());
    }

    @Test
    void howOldTheLastOneIsIsMeasuredAndThatThereIsNone() {
        List<Double> ages = new ArrayList<>();
        nightly.measuredBy(ages::add);
        fails = true;
        lookAt("2026-12-01T02:00:00Z");
        fails = false;
        lookAt("2026-12-01T03:00:00Z");
        lookAt("2026-12-01T03:01:00Z");

        assertEquals(List.of(Double.POSITIVE_INFINITY, 0.0, 60.0), ages);
    }

    @Test
    void oneThatAnotherProcessTookEndsTheCause() {
        fails = true;
        lookAt("2026-12-01T02:00:00Z");
        take(backups);
        lookAt("2026-12-01T02:01:00Z");
        assertFalse(nightly.state().containsKey("cause"));
    }

    @Test
    void anErrorEndsNoNightButThisOne() {
        error = new NoClassDefFoundError("io/quicksell/Gone");
        lookAt("2026-12-01T02:00:00Z");
        assertEquals(error.toString(), nightly.state().get("cause"));
        error = null;
        lookAt("2026-12-01T03:00:00Z");
        assertEquals(1, taken());
    }

    private NightlyBackup started(String at) {
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return BERLIN;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        return new NightlyBackup(new BackupConfig(backups.toString(), at, 7), "shop", clock, this::tryToTake);
    }

    private Path tryToTake(Path folder) {
        if (error != null) {
            throw error;
        }
        if (fails) {
            throw new BackupFailure("the disk is full");
        }
        return take(folder);
    }

    private Path take(Path folder) {
        try {
            Path backup = Files.createDirectories(folder.resolve("quicksell-" + STAMP.format(now)));
            new BackupRecord(
                            "shop", now.toString(), "1", "6.2", "redis.rdb", 0, "", 0, new Contents("2", 0, 0, 0), true)
                    .write(backup);
            return backup;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void every(Duration step, String from, String to) {
        for (Instant at = Instant.parse(from); !at.isAfter(Instant.parse(to)); at = at.plus(step)) {
            lookAt(at.toString());
        }
    }

    private void lookAt(String time) {
        now = Instant.parse(time);
        nightly.look();
    }

    private int taken() {
        assertTrue(Files.isDirectory(backups));
        return BackupFolder.backups(backups).size();
    }
}
