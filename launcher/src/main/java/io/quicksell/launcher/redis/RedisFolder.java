package io.quicksell.launcher.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.PrivateFile;
import io.quicksell.launcher.run.StartFailure;
import io.quicksell.launcher.run.Waiting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an embedded Redis works: its settings, its append-only file, its log, and how it is started on them. Blocks. */
final class RedisFolder {

    private static final Logger LOG = LoggerFactory.getLogger(RedisFolder.class);
    private static final Duration PID_FILE_LIMIT = Duration.ofSeconds(10);
    private static final Duration LOADING_LIMIT = Duration.ofMinutes(10);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
    private static final Path PROCESSES = Path.of("/proc");
    private static final Pattern SERVER_NAME = Pattern.compile("redis|valkey");
    private static final String PORT_TAKEN = "Failed listening on port";
    private static final String TORN_TAIL = "Unexpected end of file reading the append only file";

    private final DataFolder folder;
    private final String appendfsync;
    private final Path path;
    private boolean closed;

    RedisFolder(DataFolder folder, String appendfsync) {
        this.folder = folder;
        this.appendfsync = appendfsync;
        this.path = folder.file("redis").toAbsolutePath();
    }

    /**
     * Starts the server and waits until it has loaded its data. A torn tail of its append-only file (power loss, a full disk) is
     * cut off first, on what remains of a copy that is kept.
     *
     * @throws PortTaken if another has its port meanwhile
     * @throws StartFailure if it does not start
     */
    RedisServer run(RedisBinary binary, RedisServer planned) {
        long logged = log().toFile().length();
        try {
            return startAndWait(binary, planned);
        } catch (StartFailure refused) {
            if (!logSince(logged).contains(TORN_TAIL)) {
                throw refused;
            }
            new AppendOnlyFile(path, binary).cutTornTail();
            RedisServer running = startAndWait(binary, planned);
            rewrite(running);
            return running;
        }
    }

    /** Waits until a server that was started, by this process or by one before it, has loaded its data. */
    RedisServer awaitReady(RedisServer started) {
        RedisServer running =
                started.runningAs(process().orElseThrow(this::refusal).pid());
        running.write(folder);
        long[] nextWord = {System.nanoTime() + PROGRESS_EVERY.toNanos()};
        boolean ready = Waiting.until(LOADING_LIMIT, () -> {
            if (!isRunning(running)) {
                throw refusal();
            }
            if (System.nanoTime() > nextWord[0]) {
                LOG.info("Redis is loading its data ...");
                nextWord[0] += PROGRESS_EVERY.toNanos();
            }
            return running.probe().state() == RedisProbe.State.READY;
        });
        if (!ready) {
            throw refusal();
        }
        return running;
    }

    /**
     * Whether that server's process runs and works here. A process id alone may have been given away anew, and a killed process
     * keeps its own until its parent has heard of it; where there is a /proc, both can be told.
     */
    boolean isRunning(RedisServer server) {
        return processOf(server).isPresent();
    }

    /** The process of a server, also of one whose start was cut off before it was written down. */
    Optional<ProcessHandle> processOf(RedisServer server) {
        return server.pid() == 0
                ? process()
                : ProcessHandle.of(server.pid()).filter(process -> process.isAlive() && worksHere(process));
    }

    /** What works here, whoever started it: a server, or, where there is none, the check of its append-only file. */
    Optional<ProcessHandle> process() {
        return pid().flatMap(ProcessHandle::of)
                .filter(process -> process.isAlive() && worksHere(process))
                .or(() -> canSeeWhereProcessesWork()
                        ? ProcessHandle.allProcesses()
                                .filter(process -> hasServerName(process) && worksHere(process))
                                .findFirst()
                        : Optional.empty());
    }

    /** From now on nothing is started here; one whose start is under way can be found when this returns. */
    synchronized void close() {
        closed = true;
    }

    /**
     * Where no record tells who wrote the data, its shape does: to a server before 7.0 the files of a newer one look like no data.
     *
     * @throws StartFailure if that server would not see the data that is there
     */
    void checkReadableBy(RedisBinary binary) {
        boolean newer = Files.exists(path.resolve("appendonlydir"));
        if (newer && binary.family().equals("redis 6")) {
            throw new StartFailure(path + " was written by Redis 7 or newer, and " + binary.path() + " is "
                    + binary.family() + "; start it with the redis-server that wrote it (redis.server in the conf)");
        }
    }

    Path log() {
        return folder.file("log/redis.log");
    }

    private RedisServer startAndWait(RedisBinary binary, RedisServer planned) {
        startDaemon(binary, planned);
        return awaitReady(planned);
    }

    private synchronized void startDaemon(RedisBinary binary, RedisServer planned) {
        if (closed) {
            throw new StartFailure("stopped before Redis was started");
        }
        Path settings = writeSettings(planned);
        long logged = log().toFile().length();
        Path output = folder.file("log/redis-start.log");
        try {
            Process parent = new ProcessBuilder(binary.path().toAbsolutePath().toString(), settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (parent.waitFor() != 0) {
                throw refusal(output);
            }
            Waiting.until(
                    PID_FILE_LIMIT, () -> pid().isPresent() || logSince(logged).contains(PORT_TAKEN));
            if (logSince(logged).contains(PORT_TAKEN)) {
                throw new PortTaken(refusal());
            }
        } catch (IOException e) {
            throw new StartFailure("redis-server does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while Redis was starting", e);
        }
    }

    private Path writeSettings(RedisServer server) {
        try {
            Files.createDirectories(path);
            Files.createDirectories(log().getParent());
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new StartFailure(folder.path() + " cannot be written: " + e.getMessage(), e);
        }
        Path settings = path.resolve("redis.conf");
        List<String> lines = List.of(
                "bind 127.0.0.1",
                "port " + server.port(),
                "requirepass " + server.password(),
                "dir \"" + path + "\"",
                "pidfile \"" + pidFile() + "\"",
                "logfile \"" + log().toAbsolutePath() + "\"",
                "daemonize yes",
                "appendonly yes",
                "appendfsync " + appendfsync,
                "aof-load-truncated no",
                "maxmemory-policy noeviction",
                "save \"\"",
                "");
        PrivateFile.write(settings, String.join("\n", lines));
        return settings;
    }

    /** Until its append-only file is written anew, Redis could stumble over what was before the cut. */
    private static void rewrite(RedisServer server) {
        try {
            server.probe().say("BGREWRITEAOF");
        } catch (IOException e) {
            LOG.warn("Redis did not take BGREWRITEAOF: {}", e.getMessage());
        }
    }

    private StartFailure refusal() {
        return refusal(log());
    }

    private StartFailure refusal(Path log) {
        String lastLine = "it says nothing";
        try {
            List<String> lines = Files.readAllLines(log);
            lastLine = lines.isEmpty() ? lastLine : lines.get(lines.size() - 1);
        } catch (IOException e) {
            LOG.debug("no {}", log, e);
        }
        return new StartFailure("Redis does not start on " + folder.path() + ": " + lastLine + " (see " + log + ")");
    }

    private String logSince(long position) {
        try (RandomAccessFile log = new RandomAccessFile(log().toFile(), "r")) {
            log.seek(position);
            byte[] bytes = new byte[(int) Math.max(0, Math.min(log.length() - position, 64 * 1024))];
            log.readFully(bytes);
            return new String(bytes, UTF_8);
        } catch (IOException e) {
            LOG.debug("no {}", log(), e);
            return "";
        }
    }

    private Optional<Long> pid() {
        try {
            String text = Files.exists(pidFile()) ? Files.readString(pidFile()).strip() : "";
            return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean worksHere(ProcessHandle process) {
        if (!canSeeWhereProcessesWork()) {
            return true;
        }
        Path workingDirectory = PROCESSES.resolve(process.pid() + "/cwd");
        try {
            return Files.exists(workingDirectory) && Files.isSameFile(workingDirectory, path);
        } catch (IOException notReadable) {
            return false;
        }
    }

    private static boolean canSeeWhereProcessesWork() {
        return Files.exists(PROCESSES.resolve("self/cwd"));
    }

    /** Not a shell of someone who looks around here. */
    private static boolean hasServerName(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> SERVER_NAME
                        .matcher(Path.of(command).getFileName().toString())
                        .find())
                .orElse(false);
    }

    private Path pidFile() {
        return path.resolve("redis.pid");
    }
}
