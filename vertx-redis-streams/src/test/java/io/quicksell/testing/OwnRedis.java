package io.quicksell.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quicksell.redis.RedisEndpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * A redis-server process for one test alone, to be killed, frozen and started again; where that is not needed, {@link RealRedis} is
 * cheaper, because it is shared. It logs every write to disk before it replies, so a restart has all that was acknowledged.
 *
 * <p>Close it after the test. Its methods are for the JUnit thread: they return when it is done.
 */
public final class OwnRedis implements AutoCloseable {

    private static final int STOP_LIMIT_SECONDS = 10;
    private static final int REPLY_LIMIT_MILLIS = 1_000;

    private final Path folder;
    private final Path binary;
    private final int port;
    private final int tlsPort;
    private final List<String> settings;
    private final boolean isSentinel;
    private final Path conf;
    private final Thread endWithThisJvm = new Thread(this::kill);
    private Process process;

    private OwnRedis(Path folder, int tlsPort, List<String> settings) throws IOException {
        this(folder, tlsPort, settings, false, List.of());
    }

    private OwnRedis(Path folder, int tlsPort, List<String> settings, boolean isSentinel, List<String> lines)
            throws IOException {
        this.folder = folder;
        this.tlsPort = tlsPort;
        this.settings = settings;
        this.isSentinel = isSentinel;
        this.conf = Files.write(folder.resolve("own.conf"), lines);
        this.binary =
                ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
        this.port = SharedRedis.freePort();
    }

    /**
     * Starts a server on a free port.
     *
     * @param folder an empty one, for example a {@code @TempDir}; it holds the data
     */
    public static OwnRedis start(Path folder) {
        return start(folder, List.of());
    }

    /** As {@link #start(Path)}, with settings of its own, as on its command line. */
    public static OwnRedis start(Path folder, List<String> settings) {
        return started(() -> new OwnRedis(folder, 0, settings));
    }

    /** As {@link #start(Path)}, and the server has a second port for TLS. */
    public static OwnRedis startWithTls(Path folder, Certificate certificate) {
        return started(() -> {
            int port = SharedRedis.freePort();
            return new OwnRedis(folder, port, tls(port, certificate));
        });
    }

    private static List<String> tls(int port, Certificate certificate) {
        return List.of(
                "--tls-port",
                String.valueOf(port),
                "--tls-cert-file",
                certificate.certificate().toString(),
                "--tls-key-file",
                certificate.key().toString(),
                "--tls-auth-clients",
                "no");
    }

    /**
     * As {@link #start(Path)}, with lines of a configuration file, which the server writes itself when it is told to remember what it was
     * told (CONFIG REWRITE).
     */
    public static OwnRedis startWith(Path folder, List<String> lines) {
        return started(() -> new OwnRedis(folder, 0, List.of(), false, lines));
    }

    /**
     * Starts a sentinel instead (https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/).
     *
     * @param lines of its configuration, which it changes itself
     */
    public static OwnRedis startSentinel(Path folder, List<String> lines) {
        return started(() -> new OwnRedis(folder, 0, List.of(), true, lines));
    }

    /** As {@link #startSentinel(Path, List)}, and the sentinel has a second port for TLS. */
    public static OwnRedis startSentinelWithTls(Path folder, Certificate certificate, List<String> lines) {
        return started(() -> {
            int port = SharedRedis.freePort();
            return new OwnRedis(folder, port, tls(port, certificate), true, lines);
        });
    }

    /** Another process may take a free port before the server does, so there are several tries. */
    private static OwnRedis started(Callable<OwnRedis> onFreePorts) {
        try {
            for (int tries = 0; tries < SharedRedis.STARTS; tries++) {
                OwnRedis redis = onFreePorts.call();
                redis.launch();
                if (redis.isUp()) {
                    Runtime.getRuntime().addShutdownHook(redis.endWithThisJvm);
                    return redis;
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("the redis-server of the test does not start", e);
        }
        throw new IllegalStateException(
                "the redis-server of the test ended " + SharedRedis.STARTS + " times at its start");
    }

    /** Whether it replies, or has ended. */
    private boolean isUp() {
        return Eventually.succeeds(() -> {
            if (process.isAlive()) {
                ping();
            }
            return process.isAlive();
        });
    }

    public int port() {
        return port;
    }

    /** The port for TLS, or 0. */
    public int tlsPort() {
        return tlsPort;
    }

    public RedisEndpoint endpoint() {
        return new RedisEndpoint("127.0.0.1", port, "");
    }

    /** Starts the server, on the port and with the data that it had before it was killed. */
    public void start() {
        launch();
        Eventually.holds(this::ping);
    }

    private void launch() {
        try {
            process = new ProcessBuilder(commandLine())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("the redis-server of the test does not start", e);
        }
    }

    private List<String> commandLine() {
        Stream<String> always = Stream.of(
                binary.toString(),
                conf.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--dir",
                folder.toString());
        Stream<String> kind = isSentinel
                ? Stream.of("--sentinel")
                : Stream.of("--save", "", "--appendonly", "yes", "--appendfsync", "always");
        return Stream.of(always, kind, settings.stream())
                .flatMap(words -> words)
                .toList();
    }

    /** Ends the server at once, as {@code kill -9} does. */
    public void kill() {
        try {
            process.destroyForcibly();
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("redis-server outlives SIGKILL");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the server in the middle of whatever it does: its connections stay open, and no reply comes. */
    public void freeze() {
        signal("STOP", process.pid());
    }

    /** Lets a frozen server go on. */
    public void thaw() {
        signal("CONT", process.pid());
    }

    /** Sends a signal to a process. */
    public static void signal(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(endWithThisJvm);
    }

    private void ping() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(REPLY_LIMIT_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
            String reply = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
            if (!"+PONG".equals(reply)) {
                throw new IllegalStateException("redis-server replies " + reply);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
