package io.quicksell.launcher.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory can be had without taking it from somebody, where the system tells. */
final class MachineMemory {

    private static final Path TOLD_BY_LINUX = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable: +(\\d+) kB$");
    private static final long KIBIBYTE = 1024;
    private static final long MEBIBYTE = KIBIBYTE * 1024;

    private MachineMemory() {}

    /**
     * @param bytes what is about to be used; 0 if that is not known
     * @throws BackupFailure if there is less
     */
    static void check(long bytes) {
        OptionalLong available = available();
        if (available.isPresent() && available.getAsLong() < bytes) {
            throw new BackupFailure("It takes " + bytes / MEBIBYTE
                    + " MiB of memory to prove a backup, and this machine has " + available.getAsLong() / MEBIBYTE
                    + " MiB; ./run.sh backup writes one all the same, and ./run.sh backup verify proves it on another"
                    + " machine");
        }
    }

    private static OptionalLong available() {
        try {
            Matcher line = AVAILABLE.matcher(Files.readString(TOLD_BY_LINUX));
            return line.find() ? OptionalLong.of(Long.parseLong(line.group(1)) * KIBIBYTE) : OptionalLong.empty();
        } catch (IOException noLinux) {
            return OptionalLong.empty();
        }
    }
}
