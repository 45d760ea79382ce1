package io.quicksell.launcher.backup;

import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.conf.RedisConfig;
import io.quicksell.launcher.redis.EmbeddedRedis;
import io.quicksell.launcher.redis.EmbeddedSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Supplier;

/** That a backup can be restored: a server is started on it, and all that should be there is. Takes the memory that the data take. */
final class Proof {

    private static final int CHUNK_BYTES = 256 * 1024;

    /** What is done with the copy of a backup that was proved. */
    @FunctionalInterface
    interface Use {
        void of(RedisWire copy) throws IOException;
    }

    @FunctionalInterface
    private interface Check {
        void of(RedisWire copy, Contents found) throws IOException;
    }

    private final Supplier<Path> executable;

    /**
     * @param executable finds the redis-server to start, or throws where there is none
     */
    Proof(Supplier<Path> executable) {
        this.executable = executable;
    }

    /** With the redis-server that the conf names, or the packed one. */
    static Proof of(QuickSellConfig config) {
        RedisConfig redis = config.redis();
        EmbeddedSettings settings = new EmbeddedSettings(redis.server(), redis.appendfsync(), redis.maxMemoryMb());
        return new Proof(() ->
                EmbeddedRedis.executable(settings, config.data().resolve("bin").resolve("copy")));
    }

    /**
     * Proves a backup that says what is in it.
     *
     * @throws BackupFailure if it was changed since, or does not hold what it says
     */
    Contents of(Path backup, BackupRecord record) {
        return of(backup, record, copy -> {});
    }

    /**
     * The same, and does something with the copy then.
     *
     * @throws BackupFailure if that fails, too
     */
    Contents of(Path backup, BackupRecord record, Use use) {
        checkFile(backup, record);
        return start(backup, record, (copy, found) -> {
            if (record.contents() != null && !record.contents().equals(found)) {
                throw new BackupFailure(backup + " should hold " + record.contents() + ", and holds " + found);
            }
            use.of(copy);
        });
    }

    /**
     * Starts what is there.
     *
     * @throws BackupFailure if it does not start, is in another format, or its books are wrong
     */
    Contents start(Path backup, BackupRecord record) {
        return start(backup, record, (copy, found) -> {});
    }

    private Contents start(Path backup, BackupRecord record, Check check) {
        MachineMemory.check(record.memoryBytes());
        try (CopyServer server = CopyServer.start(executable.get(), backup, record.file());
                RedisWire redis = server.connect()) {
            Contents found = Contents.of(redis);
            if (!found.fitsThisVersion()) {
                throw new BackupFailure(backup + " is in the format " + found.format() + ", which this version ("
                        + ProgramVersion.NOW + ") does not know; use the one that took it (" + record.version() + ")");
            }
            CopiedBooks.fault(redis).ifPresent(fault -> {
                throw new BackupFailure("In " + backup + " " + fault);
            });
            check.of(redis, found);
            return found;
        } catch (IOException e) {
            throw new BackupFailure("The copy in " + backup + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void checkFile(Path backup, BackupRecord record) {
        Path file = backup.resolve(record.file());
        MessageDigest sum = GuardedFile.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sum)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            long bytes = 0;
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                bytes += read;
            }
            if (bytes != record.bytes()
                    || !HexFormat.of().formatHex(sum.digest()).equals(record.sha256())) {
                throw new BackupFailure(
                        file + " is damaged: it is not the file that was written (its size or its SHA-256"
                                + " differ from " + BackupRecord.NAME + "); use another backup");
            }
        } catch (IOException e) {
            throw new BackupFailure(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
