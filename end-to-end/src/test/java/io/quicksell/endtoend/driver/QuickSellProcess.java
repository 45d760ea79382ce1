package io.quicksell.endtoend.driver;

import io.quicksell.endtoend.driver.BuiltJar.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole system as a process, on free ports and a data folder of its own. It can be stopped, killed and started again on the
 * same folder. Closing it leaves nothing behind, the embedded Redis included. Needs nothing but the JDK.
 */
public final class QuickSellProcess implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofSeconds(40);

    /** POSIX: ulimit -f counts blocks of 512 bytes. */
    private static final int BLOCKS_OF_A_MEBIBYTE = 2_048;

    private static final Pattern URL = Pattern.compile("(desk|inventory|payment|access) (https?://\\S+)");

    private BuiltJar jar;
    private final List<String> jvmOptions;
    private final ProcessFolder folder;
    private volatile Map<String, String> urls = Map.of();
    private Process process;

    /**
     * @param payment members of the conf's payment section, as JSON, or empty
     */
    public QuickSellProcess(BuiltJar jar, List<String> jvmOptions, String payment) {
        this(jar, jvmOptions, new ProcessFolder("""
                "inventory": {"port": 0}, "payment": {"port": 0%s}, "web": {"port": 0}
                """.formatted(payment.isEmpty() ? "" : ", " + payment)));
    }

    private QuickSellProcess(BuiltJar jar, List<String> jvmOptions, ProcessFolder folder) {
        this.jar = jar;
        this.jvmOptions = jvmOptions;
        this.folder = folder;
    }

    /**
     * One process of several that make a system.
     *
     * @param members of its conf, as JSON, all but the data folder
     */
    public static QuickSellProcess partOf(BuiltJar jar, List<String> jvmOptions, String members) {
        return new QuickSellProcess(jar, jvmOptions, new ProcessFolder(members));
    }

    public Path data() {
        return folder.data();
    }

    public Path conf() {
        return folder.conf();
    }

    /** From its next start on it is another build. */
    void becomes(BuiltJar other) {
        jar = other;
    }

    /** Starts it and waits until it says that it is ready. */
    public void start() {
        start(command());
    }

    /**
     * As {@link #start()}, on a disk where no file of it or of its Redis can grow past that size.
     *
     * @param mebibytes more than the unpacked redis-server has
     */
    public void startWithFilesUpTo(int mebibytes) {
        ProcessBuilder builder = command();
        String limited = "ulimit -f " + mebibytes * BLOCKS_OF_A_MEBIBYTE + "; exec \"$@\"";
        builder.command().addAll(0, List.of("sh", "-c", limited, "sh"));
        start(builder);
    }

    /** The address of {@code desk}, {@code inventory}, {@code payment} or {@code access}. */
    public String url(String service) {
        return urls.get(service);
    }

    /** Adds a user on the command line; its Redis has to run. */
    public void addUser(String name, String role, String password) {
        command(password + "\n", "user", "add", name, "--role", role, "--password-stdin");
    }

    /** Shuts a user out on the command line, at once. */
    public void disableUser(String name) {
        command("", "user", "disable", name);
    }

    /**
     * Adds the key of a program on the command line.
     *
     * @param scopes separated by commas
     * @return its token
     */
    public String addKey(String client, String scopes) {
        String said = command("", "key", "add", client, "--scopes", scopes);
        return said.lines()
                .filter(line -> line.matches("qs_default_\\w+"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no token: " + said));
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** The name under which the first instance of a service reads the streams. */
    public String consumer(String service) {
        return service + "-" + folder.nodeId() + "-0";
    }

    public boolean isRunning() {
        return process != null && Processes.isRunning(handle());
    }

    /**
     * Asks it to stop, as Ctrl-C and a service manager do, and waits until it has ended.
     *
     * @return how long that took
     */
    public Duration stop() {
        long begin = System.nanoTime();
        process.destroy();
        Processes.awaitEnd(handle());
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Ends the JVM as a power cut would, and leaves the embedded Redis running. */
    public void kill() {
        Processes.kill(handle());
    }

    /** Ends the embedded Redis as a power cut would. */
    public void killRedis() {
        redis().ifPresent(Processes::kill);
    }

    /** The embedded Redis, while it runs. */
    public Optional<ProcessHandle> redis() {
        return RedisRecord.runningOn(data());
    }

    /** What it wrote to its log file. */
    public String log() {
        return folder.log();
    }

    /** All lines of its log files, those that it has filled included. */
    Stream<String> logLines() {
        return folder.logLines();
    }

    /** The last lines of what it said and logged. */
    public String logTail() {
        return folder.logTail();
    }

    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
        killRedis();
        folder.close();
    }

    private String command(String told, String... words) {
        List<String> arguments = new ArrayList<>(List.of("--conf", conf().toString()));
        arguments.addAll(List.of(words));
        Ended ended = jar.run(conf().getParent(), told, arguments);
        if (ended.code() != 0) {
            throw new AssertionError(String.join(" ", words) + ": " + ended);
        }
        return ended.out();
    }

    private ProcessBuilder command() {
        return jar.command(jvmOptions, List.of("--conf", conf().toString()));
    }

    private void start(ProcessBuilder builder) {
        try {
            process = builder.redirectError(folder.errors().toFile()).start();
            BufferedReader out = process.inputReader();
            String line =
                    CompletableFuture.supplyAsync(() -> lineOf(out)).get(READY_LIMIT.toSeconds(), TimeUnit.SECONDS);
            readUrls(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("not ready within " + READY_LIMIT + "\n" + logTail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void readUrls(String line) {
        if (line == null || !line.startsWith("Ready: ")) {
            throw new AssertionError("says '" + line + "' instead of being ready\n" + logTail());
        }
        urls = URL.matcher(line).results().collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    }

    private static String lineOf(BufferedReader out) {
        try {
            return out.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
