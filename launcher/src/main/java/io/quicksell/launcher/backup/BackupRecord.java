package io.quicksell.launcher.backup;

import io.quicksell.common.json.Json;
import io.quicksell.launcher.run.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a backup says of itself: {@code backup.json} in it.
 *
 * @param source whose data these are: a data folder, or an external Redis
 * @param takenAt by the clock of Redis, RFC 3339
 * @param version of Quick Sell that took it
 * @param redis the version of the server whose data these are
 * @param file what holds them
 * @param bytes the size of that file
 * @param sha256 of that file, in hexadecimal
 * @param memoryBytes how much memory the data took in Redis, or 0 if it does not say so
 * @param contents what was found in it when it was started; {@code null} before that
 * @param verified whether a server was started on it and found everything
 */
record BackupRecord(
        String source,
        String takenAt,
        String version,
        String redis,
        String file,
        long bytes,
        String sha256,
        long memoryBytes,
        Contents contents,
        boolean verified) {

    static final String NAME = "backup.json";

    /**
     * The record of the backup in that folder.
     *
     * @throws BackupFailure if there is none
     */
    static BackupRecord of(Path backup) {
        Path file = backup.resolve(NAME);
        try {
            return Json.read(Files.readString(file), BackupRecord.class);
        } catch (IOException | IllegalArgumentException e) {
            throw new BackupFailure(
                    backup + " is no backup: "
                            + (Files.exists(file) ? file + " cannot be read: " + e.getMessage() : "it has no " + NAME),
                    e);
        }
    }

    void write(Path backup) {
        PrivateFile.write(backup.resolve(NAME), Json.text(this) + "\n");
    }

    BackupRecord proved(Contents found) {
        return new BackupRecord(source, takenAt, version, redis, file, bytes, sha256, memoryBytes, found, true);
    }
}
