package io.quicksell.launcher.run;

import io.quicksell.common.domain.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one running system: its data, its log, and who runs on it. One process has it at a time; the operating system
 * releases the lock when that process dies, however it dies. Orders, passwords and logs are in it, so only its owner may enter it.
 */
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the lock of the folder, which is made where it is missing.
     *
     * @throws StartFailure if another process has it, or it cannot be written; then nothing in it was touched
     */
    public static DataFolder open(Path path) {
        try {
            PrivateFolder.make(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new StartFailure(path + " is in use by another run"
                        + RunRecord.read(path)
                                .map(run -> " (process " + run.pid() + ")")
                                .orElse("")
                        + "; stop that one first with ./run.sh stop, or set another \"data\" in the conf");
            }
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new StartFailure(path + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Keeps all others out, where an older release or an operator let them in. Logs, so logging has to know this folder by now. */
    public void keepOthersOut() {
        Logger log = LoggerFactory.getLogger(DataFolder.class);
        try {
            if (PrivateFolder.close(path)) {
                log.warn("Others could enter {}, which holds all orders; from now on only its owner can", path);
            }
        } catch (IOException e) {
            log.warn(
                    "Others can enter {}, which holds all orders, and this cannot be changed: {}",
                    path,
                    e.getMessage());
        }
    }

    /** Whether a process has the folder now. */
    public static boolean isInUse(Path path) {
        Path file = path.resolve("lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return lock(channel) == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder, as it was given. */
    public Path path() {
        return path;
    }

    /** A file in the folder, whether it exists or not. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** A folder in this one that only its owner may enter; it is made where it is missing. */
    public Path folder(String name) {
        try {
            PrivateFolder.make(path.resolve(name));
            return path.resolve(name);
        } catch (IOException e) {
            throw new StartFailure(path.resolve(name) + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** The random id of this node, which is made once and kept in the folder. */
    public String nodeId() {
        Path file = file("node-id");
        try {
            if (!Files.exists(file)) {
                PrivateFile.write(file, Ids.random().substring(0, 8));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Releases the lock. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
