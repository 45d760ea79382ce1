package io.quicksell.launcher.conf;

import io.quicksell.common.domain.Check;
import java.nio.file.Path;
import java.time.LocalTime;

/**
 * The backups that the running system takes by itself, and how many are kept; every key is described in README.md.
 *
 * @param folder where they are written each night; empty means that none are taken
 * @param at when, by the clock of this machine: hours and minutes
 * @param keep how many proved ones stay in a folder
 */
public record BackupConfig(String folder, String at, int keep) {

    private static final int MAX_KEPT = 1_000;

    public BackupConfig {
        Check.that(at.matches("([01]\\d|2[0-3]):[0-5]\\d"), "at must be a time of day like 03:00");
        Check.range("keep", keep, 1, MAX_KEPT);
    }

    BackupConfig in(Path home) {
        return new BackupConfig(folder.isEmpty() ? "" : home.resolve(folder).toString(), at, keep);
    }

    /** Whether there is one each night. */
    public boolean isNightly() {
        return !folder.isEmpty();
    }

    /** When, by the clock of this machine. */
    public LocalTime time() {
        return LocalTime.parse(at);
    }
}
