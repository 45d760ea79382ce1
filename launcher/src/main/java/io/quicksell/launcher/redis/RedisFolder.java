package io.quicksell.launcher.redis;

import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.PrivateFile;
import io.quicksell.launcher.run.PrivateFolder;
import io.quicksell.launcher.run.StartFailure;
import io.quicksell.launcher.run.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an embedded Redis works: its settings and its append-only file, and how it is started on them. Blocks. */
final class RedisFolder {

    private static final Logger LOG = LoggerFactory.getLogger(RedisFolder.class);
    private static final Duration PID_FILE_LIMIT = Duration.ofSeconds(10);
    private static final Duration LOADING_LIMIT = Duration.ofMinutes(10);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
    /** More than 64 instances of both services need. */
    private static final int MAX_CLIENTS = 1_000;

    /** Orders of up to about 15 lines are kept in one piece of memory, which takes half of what a table takes. */
    private static final int PACKED_VALUE_BYTES = 2_048;

    private static final String PORT_TAKEN = "Failed listening on port";
    private static final String TORN_TAIL = "Unexpected end of file reading the append only file";

    /** All that the server writes is for its owner alone; the arguments are the server and its settings. */
    private static final String OWNER_ALONE = "umask 077; exec \"$0\" \"$@\"";

    private final DataFolder data;
    private final EmbeddedSettings settings;
    private final Path path;
    private final RedisLog log;
    private final RedisProcesses processes;
    private boolean closed;

    RedisFolder(DataFolder data, EmbeddedSettings settings) {
        this.data = data;
        this.settings = settings;
        this.path = data.file("redis").toAbsolutePath();
        this.log = new RedisLog(data.file("log/redis.log"));
        this.processes = new RedisProcesses(path);
    }

    RedisLog log() {
        return log;
    }

    RedisProcesses processes() {
        return processes;
    }

    /**
     * Starts the server and waits until it has loaded its data. A torn tail of its append-only file (power loss, a full disk) is
     * cut off first, after a copy of the whole has been kept.
     *
     * @throws PortTaken if another process has taken its port meanwhile
     * @throws StartFailure if it does not start
     */
    RedisServer run(RedisBinary binary, RedisServer planned) {
        long logged = log.end();
        try {
            return startAndWait(binary, planned);
        } catch (StartFailure refused) {
            if (!log.since(logged).contains(TORN_TAIL)) {
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
        RedisServer running = started.runningAs(
                processes.any().orElseThrow(() -> refusal(log)).pid());
        running.write(data);
        long[] nextReport = {System.nanoTime() + PROGRESS_EVERY.toNanos()};
        boolean ready = Waiting.until(LOADING_LIMIT, () -> {
            if (!processes.isRunning(running)) {
                throw refusal(log);
            }
            if (System.nanoTime() > nextReport[0]) {
                LOG.info("Redis is loading its data ...");
                nextReport[0] += PROGRESS_EVERY.toNanos();
            }
            return running.probe().state() == RedisProbe.State.READY;
        });
        if (!ready) {
            throw refusal(log);
        }
        return running;
    }

    /**
     * Where no record says who wrote the data, its shape does: to a server before 7.0 the files of a newer one look like no data.
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

    /** From now on nothing is started here; a server whose start is under way can be found when this returns. */
    synchronized void close() {
        closed = true;
    }

    private RedisServer startAndWait(RedisBinary binary, RedisServer planned) {
        startDaemon(binary, planned);
        return awaitReady(planned);
    }

    private synchronized void startDaemon(RedisBinary binary, RedisServer planned) {
        if (closed) {
            throw new StartFailure("stopped before Redis was started");
        }
        Path file = writeSettings(planned);
        long logged = log.end();
        RedisLog output = new RedisLog(data.file("log/redis-start.log"));
        PrivateFile.write(output.file(), "");
        try {
            Process parent = new ProcessBuilder(
                            "sh",
                            "-c",
                            OWNER_ALONE,
                            binary.path().toAbsolutePath().toString(),
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.file().toFile())
                    .start();
            if (parent.waitFor() != 0) {
                throw refusal(output);
            }
            Waiting.until(
                    PID_FILE_LIMIT,
                    () -> processes.writtenPid().isPresent()
                            || log.since(logged).contains(PORT_TAKEN));
            if (log.since(logged).contains(PORT_TAKEN)) {
                throw new PortTaken(refusal(log));
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
            PrivateFolder.make(path);
            PrivateFolder.make(log.file().getParent());
            Files.deleteIfExists(processes.pidFile());
        } catch (IOException e) {
            throw new StartFailure(data.path() + " cannot be written: " + e.getMessage(), e);
        }
        Path file = path.resolve("redis.conf");
        List<String> lines = List.of(
                "bind 127.0.0.1",
                "port " + server.port(),
                "requirepass " + server.password(),
                "user " + ServiceUser.rules(server.servicePassword()),
                "dir \"" + path + "\"",
                "pidfile \"" + processes.pidFile() + "\"",
                "logfile \"" + log.file().toAbsolutePath() + "\"",
                "daemonize yes",
                "appendonly yes",
                "appendfsync " + settings.appendfsync(),
                "aof-load-truncated no",
                "maxmemory " + settings.maxMemoryBytes(),
                "maxmemory-policy noeviction",
                "maxclients " + MAX_CLIENTS,
                "client-output-buffer-limit normal 256mb 64mb 60",
                "hash-max-ziplist-value " + PACKED_VALUE_BYTES,
                "save \"\"",
                "");
        PrivateFile.write(file, String.join("\n", lines));
        return file;
    }

    /** Until its append-only file is rewritten, Redis could stumble over what was before the cut. */
    private static void rewrite(RedisServer server) {
        try {
            server.probe().send("BGREWRITEAOF");
        } catch (IOException e) {
            LOG.warn("Redis did not take BGREWRITEAOF: {}", e.getMessage());
        }
    }

    private StartFailure refusal(RedisLog reason) {
        return new StartFailure(
                "Redis does not start on " + data.path() + ": " + reason.lastLine() + " (see " + reason.file() + ")");
    }
}
