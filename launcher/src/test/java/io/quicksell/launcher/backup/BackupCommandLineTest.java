package io.quicksell.launcher.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be typed about backups, and what is said of anything else. */
class BackupCommandLineTest extends BackupTestBase {

    @ParameterizedTest
    @CsvSource({
        "backup, backup needs a folder",
        "backup list, backup list needs a folder",
        "backup verify, backup verify needs a backup",
        "restore, restore needs a backup",
        "restore --replace, restore needs a backup",
        "backup a b, b is one argument too many",
        "backup list a b, b is one argument too many",
        "restore a b, b is one argument too many",
        "backup a --replace, --replace is for restore",
        "restore a --force, --force is unknown"
    })
    void whatIsWrongIsNamed(String line, String misuse) {
        assertEquals(Optional.of(misuse), new BackupCommandLine(List.of(line.split(" "))).misuse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup a",
                "backup list a",
                "backup verify a",
                "restore a",
                "restore --replace a",
                "restore list"
            })
    void whatThereIsIsNotMisuse(String line) {
        assertEquals(Optional.empty(), new BackupCommandLine(List.of(line.split(" "))).misuse());
    }

    @Test
    void backupsAreListedAndProvedAgain() throws IOException {
        whileRunning("data", redis -> {
            fill(redis, 1);
            type("data", "backup " + backups());
        });
        said.clear();

        type("data", "backup list " + backups());
        type("data", "backup verify " + onlyBackup());

        assertEquals(2, said.size(), said::toString);
        assertTrue(said.get(0).startsWith(onlyBackup() + "  "), said::toString);
        assertTrue(
                said.get(0).endsWith("1 orders, 1 products, last order number 1  of " + home.resolve("data")),
                said::toString);
        assertTrue(said.get(1).startsWith("Proved " + onlyBackup()), said::toString);
    }

    @Test
    void aFolderOfBackupsAndWhatIsNoneAreNotRestored() throws IOException {
        whileRunning("data", redis -> type("data", "backup " + backups()));
        assertEquals(
                backups() + " is a folder of backups; name one of them, the last is " + onlyBackup(),
                refusal(() -> type("other", "restore " + backups())));
        Files.createDirectory(home.resolve("empty"));
        assertEquals(
                home.resolve("empty") + " is no backup: it has no backup.json",
                refusal(() -> type("other", "restore " + home.resolve("empty"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup some", "restore some"})
    void whereSentinelsSayWhichRedisItIsOneHasToBeNamed(String line) {
        String conf = """
                {"inventory": {}, "redis": {"mode": "sentinel", "sentinels": ["127.0.0.1:1"]}}
                """;

        assertEquals(
                home.resolve("conf.json") + ": backup and restore need one Redis, and redis.mode is sentinel; name the"
                        + " primary by redis.mode external in a conf for it",
                refusal(() -> run(conf, line)));
    }
}
