package io.quicksell.launcher.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.redis.EmbeddedRedis;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.PrivateFile;
import io.quicksell.launcher.run.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is backed up of a data folder is what is restored into another one, and a backup that is not whole is never restored. */
class EmbeddedBackupTest extends BackupTestBase {

    @Test
    void allThatARunningRedisHasIsRestored() throws IOException {
        Map<String, String> before = new HashMap<>();
        whileRunning("data", redis -> {
            fill(redis, 3);
            before.putAll(dump(redis));
            type("data", "backup " + backups());
        });
        BackupRecord record = BackupRecord.of(onlyBackup());
        assertTrue(record.verified());
        assertEquals(new Contents("2", 3, 1, 3), record.contents());
        assertEquals(home.resolve("data").toString(), record.source());

        type("other", "restore " + onlyBackup());

        whileRunning("other", redis -> assertEquals(before, dump(redis)));
    }

    @Test
    void whatIsWrittenMeanwhileIsInItWholeOrNotAtAll() throws Exception {
        whileRunning("data", redis -> {
            fill(redis, 10);
            AtomicBoolean ends = new AtomicBoolean();
            CompletableFuture<Long> written = CompletableFuture.supplyAsync(() -> writeUntil(ends));

            type("data", "backup " + backups());

            ends.set(true);
            long orders = BackupRecord.of(onlyBackup()).contents().orders();
            assertTrue(orders >= 10 && orders < 10 + written.join(), orders + " orders");
        });
    }

    /** An order in one step, as the scripts do it; the books of a copy that cuts a step in two do not balance. */
    private long writeUntil(AtomicBoolean ends) {
        try (RedisWire redis =
                RedisWire.to(EmbeddedRedis.administrator(home.resolve("data")).orElseThrow())) {
            long written = 0;
            for (; !ends.get(); written++) {
                redis.call(
                        "EVAL",
                        "redis.call('XADD', KEYS[1], '*', 'v', '1') redis.call('INCR', KEYS[2])"
                                + " redis.call('HINCRBY', KEYS[3], 'sold', 1) redis.call('HINCRBY', KEYS[3], 'added', 1)",
                        3,
                        "order_created",
                        "order_number",
                        "product:bolt");
            }
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aStoppedOneIsBackedUpAndStoppedAgain() throws IOException {
        whileRunning("data", redis -> fill(redis, 2));

        type("data", "backup " + backups());

        assertEquals(2, BackupRecord.of(onlyBackup()).contents().orders());
        try (DataFolder folder = DataFolder.open(home.resolve("data"))) {
            assertEquals(Optional.empty(), EmbeddedRedis.processOn(folder));
        }
    }

    @Test
    void aFolderWithoutDataIsNotBackedUpAndNotMade() {
        assertEquals(
                home.resolve("data") + " has no data to back up", refusal(() -> type("data", "backup " + backups())));
        assertFalse(Files.exists(home.resolve("data")));
    }

    @Test
    void nothingIsRestoredOverARunningSystem() throws IOException {
        whileRunning("data", redis -> {
            fill(redis, 1);
            type("data", "backup " + backups());
            Map<String, String> before = dump(redis);

            String line = assertThrows(StartFailure.class, () -> type("data", "restore " + onlyBackup() + " --replace"))
                    .getMessage();

            assertTrue(line.startsWith(home.resolve("data") + " is in use by another run"), line);
            assertEquals(before, dump(redis));
        });
    }

    @Test
    void dataThatAreThereAreMovedAsideAndOnlyWhenAsked() throws IOException {
        whileRunning("data", redis -> {
            fill(redis, 1);
            type("data", "backup " + backups());
            fill(redis, 4);
        });

        assertEquals(
                home.resolve("data")
                        + " has data (5 orders, 1 products, last order number 5), and the backup has 1 orders,"
                        + " 1 products, last order number 1; --replace moves what is there aside",
                refusal(() -> type("data", "restore " + onlyBackup())));
        whileRunning("data", redis -> assertEquals(5, redis.number("XLEN", "order_created")));

        type("data", "restore " + onlyBackup() + " --replace");

        whileRunning("data", redis -> assertEquals(1, redis.number("XLEN", "order_created")));
        List<Path> aside = named("redis-before-restore-");
        assertEquals(1, aside.size());
        Files.createDirectory(home.resolve("again"));
        Files.move(aside.get(0), home.resolve("again/redis"));
        whileRunning("again", redis -> assertEquals(5, redis.number("XLEN", "order_created")));
    }

    @Test
    void dataThatCannotBeReadAreMovedAside() throws IOException {
        whileRunning("data", redis -> {
            fill(redis, 1);
            type("data", "backup " + backups());
        });
        Files.writeString(home.resolve("data/redis/appendonly.aof"), "nonsense");

        type("data", "restore " + onlyBackup() + " --replace");

        whileRunning("data", redis -> assertEquals(1, redis.number("XLEN", "order_created")));
    }

    @Test
    void aDamagedBackupIsNotRestored() throws IOException {
        whileRunning("data", redis -> {
            fill(redis, 1);
            type("data", "backup " + backups());
        });
        Path file = onlyBackup().resolve("redis.rdb");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertEquals(
                file
                        + " is damaged: it is not the file that was written (its size or its SHA-256 differ from"
                        + " backup.json); use another backup",
                refusal(() -> type("other", "restore " + onlyBackup())));
        assertFalse(Files.exists(home.resolve("other/redis")));
    }

    @Test
    void aBackupThatHoldsLessThanItSaysIsNotRestored() throws IOException {
        whileRunning("data", redis -> {
            fill(redis, 1);
            type("data", "backup " + backups());
        });
        BackupRecord record = BackupRecord.of(onlyBackup());
        record.proved(new Contents("2", 2, 1, 2)).write(onlyBackup());

        String line = refusal(() -> type("other", "restore " + onlyBackup()));

        assertTrue(line.contains("should hold 2 orders"), line);
        assertFalse(Files.exists(home.resolve("other/redis")));
    }

    @Test
    void aBackupInAnotherFormatOrWithWrongBooksIsKeptAsWhatItIs() throws IOException {
        whileRunning("data", redis -> {
            fill(redis, 1);
            redis.call("SET", "quicksell:format", "3");
            String format = refusal(() -> type("data", "backup " + backups()));
            assertTrue(format.contains("is in the format 3"), format);
            assertTrue(format.contains("kept as " + onlyBackup()), format);
            assertFalse(BackupRecord.of(onlyBackup()).verified());
            BackupFolder.remove(onlyBackup());

            redis.call("SET", "quicksell:format", "2");
            redis.call("HINCRBY", "product:bolt", "sold", "1");
            String books = refusal(() -> type("data", "backup " + backups()));
            assertTrue(books.contains("the books of product bolt do not balance"), books);
            assertTrue(onlyBackup().toString().endsWith(".unproved"));
        });
    }

    @Test
    void ofTheOnesThatCannotBeProvedTheLastOneOfEachSystemIsKept() throws IOException {
        whileRunning("data", redis -> {
            fill(redis, 1);
            type("data", "backup " + backups());
            Path proved = onlyBackup();
            Path older = copy(proved, "quicksell-2020-01-03T000000Z.unproved", record().source(), false);
            Path ofAnother = copy(proved, "quicksell-2020-01-02T000000Z.unproved", "elsewhere", false);
            redis.call("HINCRBY", "product:bolt", "sold", "1");

            String line = refusal(() -> type("data", "backup " + backups()));

            List<Path> kept = BackupFolder.backups(backups());
            assertEquals(3, kept.size(), kept::toString);
            assertTrue(kept.containsAll(List.of(proved, ofAnother)), kept::toString);
            assertTrue(line.endsWith("kept as " + kept.get(2) + ")"), line);
            assertFalse(Files.exists(older));
        });
    }

    @Test
    void nothingIsCopiedThatCouldNotBeProvedWhereThatIsAsked() throws IOException {
        whileRunning("data", redis -> {
            Files.writeString(home.resolve("conf.json"), "{\"data\": \"data\", \"inventory\": {}}");
            QuickSellConfig config = QuickSellConfig.read(home, "conf.json", Map.of());
            Backup backup = Backup.of(config, Source.embedded(home.resolve("data")), said::add);

            String line = refusal(() -> backup.into(backups(), memory -> {
                throw new BackupFailure("lacks " + (memory > 0 ? "some" : "none"));
            }));

            assertEquals("lacks some", line);
            assertEquals(List.of(), BackupFolder.backups(backups()));
            assertEquals(List.of(), said);
        });
    }

    @Test
    void theCopiesOfTheDataAreForTheirOwnerAlone() throws IOException {
        whileRunning("data", redis -> type("data", "backup " + backups()));

        type("other", "restore " + onlyBackup());

        assertFalse(PrivateFile.isOpenToOthers(onlyBackup().resolve("redis.rdb")));
        assertFalse(PrivateFile.isOpenToOthers(home.resolve("other/redis/appendonly.aof")));
    }

    @Test
    void sevenProvedOnesAreKeptAndNothingElseIsRemoved() throws IOException {
        Path foreign = Files.createDirectories(backups().resolve("quicksell-2020-01-01T000000Z"));
        Files.writeString(foreign.resolve("notes.txt"), "mine");
        whileRunning("data", redis -> {
            fill(redis, 1);
            type("data", "backup " + backups());
            Path first = onlyBackup();
            Path ofAnother = copy(first, "quicksell-2020-01-02T000000Z", "elsewhere", true);
            Path unproved = copy(first, "quicksell-2020-01-03T000000Z.unproved", record().source(), false);
            for (int day = 1; day <= 7; day++) {
                copy(first, "quicksell-2020-02-0" + day + "T000000Z", record().source(), true);
            }

            type("data", "backup " + backups());

            assertTrue(Files.exists(foreign.resolve("notes.txt")));
            assertTrue(Files.exists(ofAnother) && Files.exists(unproved) && Files.exists(first));
            assertFalse(Files.exists(backups().resolve("quicksell-2020-02-02T000000Z")));
            assertTrue(Files.exists(backups().resolve("quicksell-2020-02-03T000000Z")));
        });
    }

    @Test
    void whatWasCutOffIsNoBackupAndIsRemovedByTheNextOne() throws IOException {
        Path partial = Files.createDirectories(backups().resolve("quicksell-2020-01-01T000000Z.partial"));
        Files.writeString(partial.resolve("backup.json"), "{}");
        Files.writeString(partial.resolve("redis.rdb"), "REDIS");
        assertEquals(List.of(), BackupFolder.backups(backups()));
        whileRunning("data", redis -> type("data", "backup " + backups()));

        assertFalse(Files.exists(partial));
        assertEquals(0, BackupRecord.of(onlyBackup()).contents().orders());
    }

    @Test
    void aRestoreThatWasCutOffBetweenItsTwoMovesIsFinishedByTheNextStart() throws IOException {
        whileRunning("data", redis -> fill(redis, 2));
        Files.move(home.resolve("data/redis"), home.resolve("data/redis-restored"));

        whileRunning("data", redis -> assertEquals(2, redis.number("XLEN", "order_created")));
    }

    @Test
    void aRestoreThatWasCutOffBeforeDoesNotComeToLifeLater() throws IOException {
        whileRunning("data", redis -> fill(redis, 2));
        copyFolder("data/redis", "data/redis-restored");
        copyFolder("data/redis", "data/redis-restoring");

        whileRunning("data", redis -> assertEquals(2, redis.number("XLEN", "order_created")));

        assertEquals(List.of(), named("redis-restor"));
    }

    private void copyFolder(String from, String to) throws IOException {
        Files.createDirectory(home.resolve(to));
        Files.copy(home.resolve(from + "/appendonly.aof"), home.resolve(to + "/appendonly.aof"));
    }

    private BackupRecord record() {
        return BackupRecord.of(BackupFolder.backups(backups())
                .get(BackupFolder.backups(backups()).size() - 1));
    }

    private Path copy(Path backup, String name, String source, boolean verified) throws IOException {
        Path copy = Files.createDirectories(backups().resolve(name));
        BackupRecord of = BackupRecord.of(backup);
        new BackupRecord(
                        source,
                        of.takenAt(),
                        of.version(),
                        of.redis(),
                        of.file(),
                        of.bytes(),
                        of.sha256(),
                        of.memoryBytes(),
                        of.contents(),
                        verified)
                .write(copy);
        Files.copy(backup.resolve(of.file()), copy.resolve(of.file()));
        return copy;
    }

    private List<Path> named(String prefix) throws IOException {
        try (var files = Files.list(home.resolve("data"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }
}
