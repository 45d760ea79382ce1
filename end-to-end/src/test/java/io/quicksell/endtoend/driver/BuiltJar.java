package io.quicksell.endtoend.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The one runnable jar, as a user runs it: in a JVM of its own. Needs nothing but the JDK.
 *
 * @param path of the jar
 */
public record BuiltJar(Path path) {

    /** How a run ended, and all it said. */
    public record Ended(int code, String out, String err) {}

    /** What a developer's own shell may have set must not change what is tested. */
    private static final Set<String> VARIABLES_THAT_CHANGE_IT = Set.of(
            "REDIS_HOST",
            "REDIS_PORT",
            "REDIS_PASSWORD",
            "REDIS_PASSWORD_FILE",
            "QUICKSELL_SERVICE_KEY",
            "QUICKSELL_SERVICE_KEY_FILE",
            "INVENTORY_SERVICE_URL",
            "PAYMENT_SERVICE_URL",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS");

    /** The options where people log in: code that is compiled only lightly takes seconds to hash a password. */
    public static final List<String> QUICK_LOG_INS = List.of("-XX:TieredStopAtLevel=4");

    private static final int FOLDERS_DOWN = 3;
    private static final Duration RUN_LIMIT = Duration.ofSeconds(30);

    /** A backup and a restore start a Redis or two of their own. */
    private static final Duration BACKUP_LIMIT = Duration.ofMinutes(2);

    /** The jar of the build that runs the tests. */
    public static BuiltJar ofThisBuild() {
        return new BuiltJar(Path.of(System.getProperty("quicksell.jar", "launcher/target/quicksell.jar"))
                .toAbsolutePath()
                .normalize());
    }

    /** The project's root: the jar lies in {@code launcher/target}, unless it was taken elsewhere. */
    public Path projectRoot() {
        Path root = path.toAbsolutePath();
        for (int up = 0; up < FOLDERS_DOWN && root.getParent() != null; up++) {
            root = root.getParent();
        }
        return root;
    }

    ProcessBuilder command(List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QuickStart.options(this));
        command.addAll(jvmOptions);
        command.addAll(List.of("-Dquicksell.home=" + projectRoot(), "-jar", path.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(VARIABLES_THAT_CHANGE_IT);
        return builder;
    }

    /** Writes a {@code run.sh} that runs it, and for which the project's folder is this one. Needs a POSIX shell. */
    public void putScriptInto(Path folder) throws IOException {
        String java = command(QUICK_LOG_INS, List.of()).command().stream()
                .map(word -> word.startsWith("-Dquicksell.home=") ? "-Dquicksell.home=" + folder : word)
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        String script = "#!/bin/sh\nunset %s\numask 077\nexec %s \"$@\"\n"
                .formatted(String.join(" ", VARIABLES_THAT_CHANGE_IT), java);
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve("run.sh"), script), PosixFilePermissions.fromString("rwx------"));
    }

    /**
     * Runs it until it ends by itself.
     *
     * @param folder for what it says
     */
    public Ended run(Path folder, String... arguments) {
        return run(folder, "", List.of(arguments));
    }

    /**
     * Runs it until it ends by itself.
     *
     * @param folder for what it says
     * @param told what it reads
     */
    Ended run(Path folder, String told, List<String> arguments) {
        return run(folder, told, command(List.of(), arguments), RUN_LIMIT);
    }

    /** As {@link #run(Path, String...)}, with the time that a backup or a restore may take. */
    public Ended runBackup(Path folder, String... arguments) {
        return run(folder, "", command(List.of(), List.of(arguments)), BACKUP_LIMIT);
    }

    /**
     * As {@link #runBackup(Path, String...)}, on a disk where no file of it can grow past that size.
     *
     * @param blocks of 512 bytes
     */
    public Ended runWithFilesUpTo(int blocks, Path folder, String... arguments) {
        ProcessBuilder builder = command(List.of(), List.of(arguments));
        builder.command().addAll(0, List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh"));
        return run(folder, "", builder, BACKUP_LIMIT);
    }

    /** Runs it, and does not wait for its end; nobody hears what it says. */
    public Process begin(String... arguments) throws IOException {
        return command(List.of(), List.of(arguments))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Ended run(Path folder, String told, ProcessBuilder builder, Duration limit) {
        try {
            Path in = Files.writeString(Files.createTempFile(folder, "in", ".txt"), told);
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            Process process = builder.redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end within " + limit.toSeconds() + " s: " + builder.command());
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
