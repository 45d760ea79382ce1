package io.quicksell.launcher.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.domain.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder of one running system: its data, its log, and who runs on it. One process has it at a time; the operating system
 * takes the lock back when that process dies, however it dies.
 */
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the folder where it is missing and takes its lock.
     *
     * @throws StartFailure if another process has it, or it cannot be written; then nothing in it was touched
     */
    public static DataFolder open(Path path) {
        try {
            Files.createDirectories(path);
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

    public Path path() {
        return path;
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /** The random id of this node, made once. */
    public String nodeId() {
        Path file = file("node-id");
        try {
            if (!Files.exists(file)) {
                writePrivately(file, Ids.random().substring(0, 8));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a file that only its owner may read, whole or not at all, whatever fails meanwhile, the power included.
     *
     * @throws StartFailure if it cannot be written
     */
    public static void writePrivately(Path file, String text) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.write(UTF_8.encode(text));
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be written: " + e.getMessage(), e);
        }
    }

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
