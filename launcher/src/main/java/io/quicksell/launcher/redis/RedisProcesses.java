package io.quicksell.launcher.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which process works in a Redis folder. A process id alone may have been given to another process since, and a killed process keeps
 * its own until its parent has collected it; where there is a /proc, both can be told apart.
 */
final class RedisProcesses {

    private static final Path PROC = Path.of("/proc");
    private static final Pattern SERVER_NAME = Pattern.compile("redis|valkey");

    private final Path folder;
    private final Path pidFile;

    RedisProcesses(Path folder) {
        this.folder = folder;
        this.pidFile = folder.resolve("redis.pid");
    }

    /** Where a server writes its process id. */
    Path pidFile() {
        return pidFile;
    }

    /** What the pid file says. */
    Optional<Long> writtenPid() {
        try {
            String text = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "";
            return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether that server's process runs and works here. */
    boolean isRunning(RedisServer server) {
        return of(server).isPresent();
    }

    /** The process of a server, also of one whose start was cut off before its process was written down. */
    Optional<ProcessHandle> of(RedisServer server) {
        return server.pid() == 0 ? any() : ProcessHandle.of(server.pid()).filter(this::isAliveHere);
    }

    /** What works here, whoever started it: a server, or, where there is none, the check of its append-only file. */
    Optional<ProcessHandle> any() {
        return writtenPid().flatMap(ProcessHandle::of).filter(this::isAliveHere).or(this::anyByItsName);
    }

    private Optional<ProcessHandle> anyByItsName() {
        return canSeeWhereProcessesWork()
                ? ProcessHandle.allProcesses()
                        .filter(process -> hasServerName(process) && worksHere(process))
                        .findFirst()
                : Optional.empty();
    }

    private boolean isAliveHere(ProcessHandle process) {
        return process.isAlive() && worksHere(process);
    }

    private boolean worksHere(ProcessHandle process) {
        if (!canSeeWhereProcessesWork()) {
            return true;
        }
        Path workingDirectory = PROC.resolve(process.pid() + "/cwd");
        try {
            return Files.exists(workingDirectory) && Files.isSameFile(workingDirectory, folder);
        } catch (IOException notReadable) {
            return false;
        }
    }

    private static boolean canSeeWhereProcessesWork() {
        return Files.exists(PROC.resolve("self/cwd"));
    }

    /** Not the shell of someone who looks around here. */
    private static boolean hasServerName(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> SERVER_NAME
                        .matcher(Path.of(command).getFileName().toString())
                        .find())
                .orElse(false);
    }
}
