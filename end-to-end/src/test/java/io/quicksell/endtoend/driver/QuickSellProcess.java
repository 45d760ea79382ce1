package io.quicksell.endtoend.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole system as a process, on free ports and a data folder of its own. It can be stopped, killed and started again on the
 * same folder. Closing it leaves nothing behind, the embedded Redis included. Needs nothing but the JDK.
 */
public final class QuickSellProcess implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofSeconds(40);
    private static final Duration END_LIMIT = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final int TAIL_LINES = 40;

    /** POSIX: ulimit -f counts blocks of 512 bytes. */
    private static final int BLOCKS_OF_A_MEBIBYTE = 2_048;

    private static final Pattern URL = Pattern.compile("(desk|inventory|payment) (http://\\S+)");

    private final BuiltJar jar;
    private final List<String> jvmOptions;
    private final Path folder;
    private volatile Map<String, String> urls = Map.of();
    private Process process;

    /**
     * @param payment members of the conf's payment section, as JSON, or empty
     */
    public QuickSellProcess(BuiltJar jar, List<String> jvmOptions, String payment) {
        this(jvmOptions, jar, """
                "inventory": {"port": 0}, "payment": {"port": 0%s}, "web": {"port": 0}
                """.formatted(payment.isEmpty() ? "" : ", " + payment));
    }

    private QuickSellProcess(List<String> jvmOptions, BuiltJar jar, String members) {
        this.jar = jar;
        this.jvmOptions = jvmOptions;
        try {
            folder = Files.createTempDirectory("quicksell-").toRealPath();
            Files.writeString(
                    conf(), "{\"data\": \"%s\", %s}".formatted(data().toString().replace('\\', '/'), members));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One process of several that make a system.
     *
     * @param members of its conf, as JSON, all but the data folder
     */
    public static QuickSellProcess partOf(BuiltJar jar, List<String> jvmOptions, String members) {
        return new QuickSellProcess(jvmOptions, jar, members);
    }

    public Path data() {
        return folder.resolve("data");
    }

    public Path conf() {
        return folder.resolve("conf.json");
    }

    /** Starts it and waits until it says that it is ready. */
    public void start() {
        start(jar.command(jvmOptions, List.of("--conf", conf().toString())));
    }

    /**
     * As {@link #start()}, on a disk where no file of it or of its Redis can grow past that size.
     *
     * @param mebibytes more than the unpacked redis-server has
     */
    public void startWithFilesUpTo(int mebibytes) {
        ProcessBuilder builder = jar.command(jvmOptions, List.of("--conf", conf().toString()));
        String limited = "ulimit -f " + mebibytes * BLOCKS_OF_A_MEBIBYTE + "; exec \"$@\"";
        builder.command().addAll(0, List.of("sh", "-c", limited, "sh"));
        start(builder);
    }

    private void start(ProcessBuilder builder) {
        try {
            process = builder.redirectError(errors().toFile()).start();
            BufferedReader out = process.inputReader();
            String line =
                    CompletableFuture.supplyAsync(() -> lineOf(out)).get(READY_LIMIT.toSeconds(), TimeUnit.SECONDS);
            readUrls(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("not ready within " + READY_LIMIT + "\n" + logTail(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The address of {@code desk}, {@code inventory} or {@code payment}. */
    public String url(String service) {
        return urls.get(service);
    }

    public long pid() {
        return process.pid();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** The name under which the first instance of a service reads the streams. */
    public String consumer(String service) {
        return service + "-" + textOf(data().resolve("node-id")).strip() + "-0";
    }

    public boolean isRunning() {
        return process != null && runs(process.toHandle());
    }

    /**
     * Asks it to stop, as Ctrl-C and a service manager do, and waits until it has ended.
     *
     * @return how long that took
     */
    public Duration stop() {
        long asked = System.nanoTime();
        process.destroy();
        awaitEnd(process.toHandle());
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    /** Ends the JVM as a power cut would, and leaves the embedded Redis running. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(process.toHandle());
    }

    /** Ends the embedded Redis as a power cut would. */
    public void killRedis() {
        redis().ifPresent(server -> {
            server.destroyForcibly();
            awaitEnd(server);
        });
    }

    /** The embedded Redis, while it runs. */
    public Optional<ProcessHandle> redis() {
        return redisOn(data());
    }

    public static Optional<ProcessHandle> redisOn(Path data) {
        return RedisRecord.in(data)
                .flatMap(redis -> ProcessHandle.of(redis.pid()))
                .filter(QuickSellProcess::runs);
    }

    /** Whether it runs; one that has ended stays visible, without a command, until its parent has heard of it. */
    public static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /** What it wrote to its log file. */
    public String log() {
        return textOf(data().resolve("log/quicksell.log"));
    }

    /** The last lines of what it said and logged. */
    public String logTail() {
        List<String> lines = new ArrayList<>();
        Stream.of(errors(), data().resolve("log/quicksell.log"), data().resolve("log/redis.log"))
                .forEach(file -> lines.addAll(tail(file)));
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
        killRedis();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readUrls(String line) {
        if (line == null || !line.startsWith("Ready: ")) {
            throw new AssertionError("says '" + line + "' instead of being ready\n" + logTail());
        }
        urls = URL.matcher(line).results().collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    }

    private Path errors() {
        return folder.resolve("errors.txt");
    }

    private static List<String> tail(Path file) {
        List<String> lines = textOf(file).lines().toList();
        List<String> tail = new ArrayList<>(List.of("--- " + file.getFileName()));
        tail.addAll(lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        return tail;
    }

    private static String textOf(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lineOf(BufferedReader out) {
        try {
            return out.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(ProcessHandle ending) {
        long limit = System.nanoTime() + END_LIMIT.toNanos();
        while (runs(ending)) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("process " + ending.pid() + " does not end within " + END_LIMIT);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
