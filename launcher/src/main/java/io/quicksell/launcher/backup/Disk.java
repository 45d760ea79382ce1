package io.quicksell.launcher.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How much room there is where a backup is written, and that what was written is safe there. */
final class Disk {

    private static final long MEBIBYTE = 1024 * 1024;

    /** The running system may write to the same disk, and goes down where it is full. */
    static final long RESERVE_BYTES = 128 * MEBIBYTE;

    private Disk() {}

    /**
     * @param bytes what is about to be written to the folder's disk
     * @throws BackupFailure if there would be less than the reserve left
     */
    static void checkRoom(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free - bytes < RESERVE_BYTES) {
            throw new BackupFailure("The disk of " + folder + " has " + free / MEBIBYTE + " MiB free, and "
                    + (bytes + RESERVE_BYTES) / MEBIBYTE + " MiB are needed, of which " + RESERVE_BYTES / MEBIBYTE
                    + " MiB stay free for the running system; remove something there, or use another disk");
        }
    }

    /** Has the operating system write what it holds back of a file, or of the names in a folder where it knows that. */
    static void force(Path path) throws IOException {
        boolean isFolder = Files.isDirectory(path);
        try (FileChannel channel =
                FileChannel.open(path, isFolder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            if (!isFolder) {
                throw e;
            }
        }
    }
}
