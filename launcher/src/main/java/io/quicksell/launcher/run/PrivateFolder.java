package io.quicksell.launcher.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A folder that only its owner may enter, where the file system knows owners. */
public final class PrivateFolder {

    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rwx------");

    private PrivateFolder() {}

    /** Makes the folder, and the ones above it, where they are missing; one that is there stays as it is. */
    public static void make(Path folder) throws IOException {
        Files.createDirectories(folder, isPosix(folder) ? ownerAlone() : new FileAttribute<?>[0]);
    }

    /**
     * Keeps all others out of a folder that is there.
     *
     * @return whether others could enter it before
     */
    static boolean close(Path folder) throws IOException {
        if (!isPosix(folder) || OWNER_ALONE.containsAll(Files.getPosixFilePermissions(folder))) {
            return false;
        }
        Files.setPosixFilePermissions(folder, OWNER_ALONE);
        return true;
    }

    private static FileAttribute<?>[] ownerAlone() {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ALONE)};
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
