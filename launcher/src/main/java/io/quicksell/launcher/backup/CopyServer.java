package io.quicksell.launcher.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.launcher.run.Waiting;
import io.quicksell.redis.RedisEndpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * A Redis server of its own on the copy in a backup, for this process alone: on loopback, with a password that nobody is told, and it
 * writes nothing. It works at low priority, ends with this process, however that ends, and is the first one that a system without memory
 * ends.
 */
final class CopyServer implements AutoCloseable {

    private static final Duration LOADING_LIMIT = Duration.ofMinutes(10);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final int PASSWORD_BYTES = 32;
    private static final int MAX_CLIENTS = 10;
    private static final int LINES_KEPT = 3;

    /** Reads the settings up to an empty line, and then ends the server when the input ends: with the process that holds it. */
    private static final String GUARDED = """
            settings=$(while IFS= read -r line && [ -n "$line" ]; do printf '%s\\n' "$line"; done)
            echo 1000 2> /dev/null > /proc/self/oom_score_adj
            exec 3<&0
            printf '%s\\n' "$settings" | nice "$0" - & server=$!
            (read -r end <&3; kill -9 $server 2> /dev/null) &
            wait $server
            """;

    private final Path folder;
    private final Process process;
    private final RedisEndpoint endpoint;
    private final Deque<String> lastLines = new ArrayDeque<>();

    private CopyServer(Path folder, Process process, RedisEndpoint endpoint) {
        this.folder = folder;
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts it, and returns when it has loaded the copy.
     *
     * @param executable the redis-server to run
     * @throws BackupFailure if it cannot
     */
    static CopyServer start(Path executable, Path folder, String file) {
        CopyServer server = null;
        try {
            RedisEndpoint endpoint = new RedisEndpoint("127.0.0.1", freePort(), newPassword());
            Process process = new ProcessBuilder(
                            "sh", "-c", GUARDED, executable.toAbsolutePath().toString())
                    .redirectErrorStream(true)
                    .start();
            server = new CopyServer(folder, process, endpoint);
            server.listen();
            server.configure(file);
            server.awaitLoaded();
            return server;
        } catch (IOException e) {
            throw new BackupFailure("No redis-server can be started on the copy: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            if (server != null) {
                server.close();
            }
            throw e;
        }
    }

    RedisWire connect() throws IOException {
        return RedisWire.to(endpoint);
    }

    private void configure(String file) throws IOException {
        List<String> settings = List.of(
                "bind 127.0.0.1",
                "port " + endpoint.port(),
                "requirepass " + endpoint.password(),
                "dir \"" + folder.toAbsolutePath() + "\"",
                "dbfilename " + file,
                "save \"\"",
                "appendonly no",
                "maxclients " + MAX_CLIENTS,
                "daemonize no",
                "\n");
        OutputStream in = process.getOutputStream();
        in.write(String.join("\n", settings).getBytes(UTF_8));
        in.flush();
    }

    private void awaitLoaded() {
        boolean isLoaded = Waiting.until(LOADING_LIMIT, () -> {
            if (!process.isAlive()) {
                throw new BackupFailure("Redis does not start on the copy in " + folder + ": " + said());
            }
            return answers();
        });
        if (!isLoaded) {
            throw new BackupFailure(
                    "Redis has not loaded the copy in " + folder + " within " + LOADING_LIMIT.toMinutes() + " minutes");
        }
    }

    private boolean answers() {
        try (RedisWire redis = connect()) {
            return "PONG".equals(redis.text("PING"));
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Its output is read all the time, or it would wait for that. */
    private void listen() {
        Thread listener = new Thread(
                () -> {
                    try (BufferedReader out = process.inputReader(UTF_8)) {
                        out.lines().forEach(this::hear);
                    } catch (IOException | UncheckedIOException ended) {
                        // nothing more is said
                    }
                },
                "copy-server-log");
        listener.setDaemon(true);
        listener.start();
    }

    private synchronized void hear(String line) {
        if (!line.isBlank()) {
            lastLines.addLast(line.strip());
        }
        while (lastLines.size() > LINES_KEPT) {
            lastLines.removeFirst();
        }
    }

    private synchronized String said() {
        return String.join("; ", lastLines);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String newPassword() {
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        return HexFormat.of().formatHex(password);
    }

    /** Ends it, and returns when it has ended. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException endedAlready) {
            // so there is nobody to tell
        }
        if (!Waiting.until(END_LIMIT, () -> !process.isAlive())) {
            process.destroyForcibly();
        }
    }
}
