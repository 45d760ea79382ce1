package io.quicksell.launcher;

import io.quicksell.common.config.RedisEndpoint;
import io.quicksell.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Redis server of a data folder: a real server process on loopback, in a session of its own so that Ctrl-C does not reach it
 * first, with a password that only the owner of the folder can read. It outlives a killed JVM, and the next start adopts it.
 *
 * <p>Blocks; for the main thread and the shutdown hook.
 */
final class EmbeddedRedis {

    /**
     * What runs, or ran last, on the folder: {@code redis.json} in it.
     *
     * @param family product and major version that wrote the data
     */
    record Server(long pid, int port, String password, String family) {}

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(4);
    private static final long BETWEEN_LOOKS_NANOS = 5_000_000;
    private static final int PASSWORD_BYTES = 32;

    private final DataFolder folder;
    private final RedisConfig config;
    private Server server;

    EmbeddedRedis(DataFolder folder, RedisConfig config) {
        this.folder = folder;
        this.config = config;
    }

    /**
     * Starts the server, or adopts the one that a killed JVM left behind, and waits until it has loaded its data.
     *
     * @throws StartFailure if it does not start; the line says why
     */
    RedisEndpoint start() {
        Optional<Server> last = lastServer();
        server = last.filter(EmbeddedRedis::survives).orElseGet(() -> launch(last));
        return new RedisEndpoint("127.0.0.1", server.port(), server.password());
    }

    /** Ends the server after everything it accepted is on disk. */
    void stop() {
        Optional<ProcessHandle> process = ProcessHandle.of(server.pid());
        try {
            new RedisProbe(server.port(), server.password()).say("SHUTDOWN");
            if (process.isPresent()) {
                process.get().onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.warn("Redis does not stop when asked ({}); it is ended", e.toString());
            process.ifPresent(ProcessHandle::destroy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Server launch(Optional<Server> last) {
        RedisBinary binary = RedisBinary.find(config.server(), folder.file("bin"));
        last.filter(before -> !before.family().equals(binary.family())).ifPresent(before -> {
            throw new StartFailure(folder.path() + " was written by " + before.family() + ", and " + binary.path()
                    + " is " + binary.family()
                    + "; start it with the redis-server that wrote it (redis.server in the conf)");
        });
        Server fresh = new Server(0, freePort(), randomPassword(), binary.family());
        Path settings = writeSettings(fresh);
        run(binary, settings);
        Server running = awaitReady(fresh);
        DataFolder.writePrivately(folder.file("redis.json"), Json.text(running));
        LOG.debug("Redis {} answers on port {}", binary.version(), running.port());
        return running;
    }

    private Path writeSettings(Server fresh) {
        try {
            Path data = Files.createDirectories(folder.file("redis")).toAbsolutePath();
            Path log = Files.createDirectories(folder.file("log")).toAbsolutePath();
            Files.deleteIfExists(pidFile());
            Path settings = data.resolve("redis.conf");
            DataFolder.writePrivately(
                    settings,
                    String.join(
                            "\n",
                            List.of(
                                    "bind 127.0.0.1",
                                    "port " + fresh.port(),
                                    "requirepass " + fresh.password(),
                                    "dir \"" + data + "\"",
                                    "pidfile \"" + pidFile().toAbsolutePath() + "\"",
                                    "logfile \"" + log.resolve("redis.log") + "\"",
                                    "daemonize yes",
                                    "appendonly yes",
                                    "appendfsync " + config.appendfsync(),
                                    "aof-load-truncated no",
                                    "maxmemory-policy noeviction",
                                    "save \"\"",
                                    "")));
            return settings;
        } catch (IOException e) {
            throw new StartFailure(folder.path() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void run(RedisBinary binary, Path settings) {
        try {
            Process parent = new ProcessBuilder(binary.path().toAbsolutePath().toString(), settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.file("log/redis-start.log").toFile())
                    .start();
            if (parent.waitFor() != 0) {
                throw refusal("log/redis-start.log");
            }
        } catch (IOException e) {
            throw new StartFailure("redis-server does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while Redis was starting", e);
        }
    }

    private Server awaitReady(Server fresh) {
        RedisProbe probe = new RedisProbe(fresh.port(), fresh.password());
        long started = System.nanoTime();
        long nextWord = started + PROGRESS_EVERY.toNanos();
        while (!probe.isReady()) {
            long now = System.nanoTime();
            boolean ended = pid().filter(pid -> !isAlive(pid)).isPresent();
            if (ended || now - started > START_LIMIT.toNanos()) {
                throw refusal("log/redis.log");
            }
            if (now > nextWord) {
                LOG.info("Redis is loading its data ...");
                nextWord = now + PROGRESS_EVERY.toNanos();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        long pid = pid().orElseThrow(() -> new StartFailure("Redis wrote no " + pidFile()));
        return new Server(pid, fresh.port(), fresh.password(), fresh.family());
    }

    private StartFailure refusal(String log) {
        String lastLine = "it says nothing";
        try {
            List<String> lines = Files.readAllLines(folder.file(log));
            lastLine = lines.isEmpty() ? lastLine : lines.get(lines.size() - 1);
        } catch (IOException e) {
            LOG.debug("no {}", log, e);
        }
        return new StartFailure(
                "Redis does not start on " + folder.path() + ": " + lastLine + " (see " + folder.file(log) + ")");
    }

    private Optional<Server> lastServer() {
        Path file = folder.file("redis.json");
        try {
            return Files.exists(file) ? Optional.of(Json.read(Files.readString(file), Server.class)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server is this folder's own only if it also knows the folder's password. */
    private static boolean survives(Server last) {
        boolean survives = isAlive(last.pid()) && new RedisProbe(last.port(), last.password()).isReady();
        if (survives) {
            LOG.info("Redis was still running (process {}); it goes on", last.pid());
        }
        return survives;
    }

    private Optional<Long> pid() {
        try {
            String text = Files.exists(pidFile()) ? Files.readString(pidFile()).strip() : "";
            return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pidFile() {
        return folder.file("redis/redis.pid");
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
