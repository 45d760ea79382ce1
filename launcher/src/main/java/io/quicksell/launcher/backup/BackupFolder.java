package io.quicksell.launcher.backup;

import io.quicksell.launcher.run.PrivateFolder;
import io.quicksell.launcher.run.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of backups, each in a folder of its own that is named by its time. One that is not whole yet has another name, so a backup
 * that was cut off never looks like one. One process writes here at a time.
 */
final class BackupFolder implements AutoCloseable {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String PREFIX = "quicksell-";
    private static final String NAME = PREFIX + "\\d{4}-\\d\\d-\\d\\dT\\d{6}Z";
    private static final String UNPROVED = ".unproved";
    private static final Pattern WHOLE = Pattern.compile(NAME + "(" + Pattern.quote(UNPROVED) + ")?");
    private static final Pattern PARTIAL = Pattern.compile(NAME + "\\.partial");
    private static final Duration NAME_LIMIT = Duration.ofSeconds(5);

    private final Path path;
    private final FileChannel lock;

    private BackupFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the folder, which is made where it is missing, and removes what was cut off here.
     *
     * @throws BackupFailure if another process writes here, or nobody can
     */
    static BackupFolder open(Path path) {
        try {
            PrivateFolder.make(path);
            FileChannel lock = FileChannel.open(
                    path.resolve(".quicksell-backup"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isTaken(lock)) {
                lock.close();
                throw new BackupFailure("Another backup into " + path + " is under way; wait until it has ended");
            }
            for (Path partial : named(path, PARTIAL)) {
                remove(partial);
            }
            return new BackupFolder(path, lock);
        } catch (IOException e) {
            throw new BackupFailure("Backups cannot be written into " + path + ": " + e.getMessage(), e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The backups in a folder, proved or not, the oldest first. */
    static List<Path> backups(Path folder) {
        try {
            return named(folder, WHOLE).stream()
                    .filter(backup -> Files.exists(backup.resolve(BackupRecord.NAME)))
                    .toList();
        } catch (IOException e) {
            throw new BackupFailure(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Those of a source that were proved, the oldest first. */
    static List<Path> proved(Path folder, String source) {
        return backups(folder).stream()
                .filter(backup -> is(backup, source, true))
                .toList();
    }

    private static List<Path> named(Path folder, Pattern name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    Path path() {
        return path;
    }

    /**
     * Makes the folder of a backup that is not whole yet.
     *
     * @param clock of Redis; a second has one backup
     */
    Path begin(Supplier<Instant> clock) throws IOException {
        Path[] whole = new Path[1];
        boolean isFree = Waiting.until(NAME_LIMIT, () -> {
            whole[0] = path.resolve(PREFIX + STAMP.format(clock.get()));
            return !Files.exists(whole[0]) && !Files.exists(unproved(whole[0]));
        });
        if (!isFree) {
            throw new BackupFailure(whole[0] + " is there already, and the clock of Redis does not move");
        }
        Path partial = whole[0].resolveSibling(whole[0].getFileName() + ".partial");
        PrivateFolder.make(partial);
        return partial;
    }

    /** When a backup was begun, as its folder's name says. */
    static Instant timeOf(Path backup) {
        String name = backup.getFileName().toString();
        return STAMP.parse(name.substring(PREFIX.length(), name.indexOf('Z') + 1), Instant::from);
    }

    /** The backup is whole and proved from now on. */
    Path finish(Path partial) throws IOException {
        return move(partial, whole(partial));
    }

    /** It is kept, and named as what it is. */
    Path setAside(Path partial) throws IOException {
        return move(partial, unproved(whole(partial)));
    }

    private static Path whole(Path partial) {
        String name = partial.getFileName().toString();
        return partial.resolveSibling(name.substring(0, name.lastIndexOf('.')));
    }

    private static Path unproved(Path whole) {
        return whole.resolveSibling(whole.getFileName() + UNPROVED);
    }

    private Path move(Path from, Path to) throws IOException {
        Disk.force(from);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        Disk.force(path);
        return to;
    }

    /**
     * Removes the oldest proved backups of a source, until so many of them are left. What else lies here stays.
     *
     * @return what was removed
     */
    List<Path> keep(int count, String source) {
        List<Path> proved =
                proved(path, source).stream().sorted(Comparator.reverseOrder()).toList();
        List<Path> old = proved.subList(Math.min(count, proved.size()), proved.size());
        old.forEach(BackupFolder::removeBackup);
        return old;
    }

    /**
     * Removes all others of a source that could not be proved: one is enough to look at, and who tries again and again would fill the disk.
     *
     * @return what was removed
     */
    List<Path> removeUnprovedBut(Path kept, String source) {
        List<Path> others = backups(path).stream()
                .filter(backup -> backup.toString().endsWith(UNPROVED) && !backup.equals(kept))
                .filter(backup -> is(backup, source, false))
                .toList();
        others.forEach(BackupFolder::removeBackup);
        return others;
    }

    private static boolean is(Path backup, String source, boolean proved) {
        try {
            BackupRecord record = BackupRecord.of(backup);
            return record.verified() == proved && record.source().equals(source);
        } catch (BackupFailure unreadable) {
            return false;
        }
    }

    /** Its record goes first: without it, it is no backup any more, however far this comes. */
    private static void removeBackup(Path backup) {
        try {
            String data = BackupRecord.of(backup).file();
            Files.delete(backup.resolve(BackupRecord.NAME));
            Files.deleteIfExists(backup.resolve(data));
            Files.delete(backup);
        } catch (DirectoryNotEmptyException somebodyElsesFiles) {
            // they stay
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a backup that is not to become one. */
    static void remove(Path partial) throws IOException {
        try (Stream<Path> files = Files.walk(partial)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
