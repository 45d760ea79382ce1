package io.quicksell.launcher.backup;

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

    private final Supplier<Path> executable;

    /**
     * @param executable finds the redis-server to start, or throws where there is none
     */
    Proof(Supplier<Path> executable) {
        this.executable = executable;
    }

    /**
     * Proves a backup that says what is in it.
     *
     * @throws BackupFailure if it was changed since, or does not hold what it says
     */
    Contents of(Path backup, BackupRecord record) {
        checkFile(backup, record);
        Contents found = start(backup, record);
        if (record.contents() != null && !record.contents().equals(found)) {
            throw new BackupFailure(backup + " should hold " + record.contents() + ", and holds " + found);
        }
        return found;
    }

    /**
     * Starts what is there.
     *
     * @throws BackupFailure if it does not start, is in another format, or its books are wrong
     */
    Contents start(Path backup, BackupRecord record) {
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
