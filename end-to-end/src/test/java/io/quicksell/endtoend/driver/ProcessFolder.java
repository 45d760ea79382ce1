package io.quicksell.endtoend.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that one process has to itself: its conf, its data, and what it said. Needs nothing but the JDK. */
final class ProcessFolder implements AutoCloseable {

    private static final int TAIL_LINES = 40;

    private final Path folder;

    /**
     * @param members of the conf, as JSON, all but the data folder
     */
    ProcessFolder(String members) {
        try {
            folder = Files.createTempDirectory("quicksell-").toRealPath();
            String data = data().toString().replace('\\', '/');
            Files.writeString(conf(), "{\"data\": \"%s\", %s}".formatted(data, members));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    Path conf() {
        return folder.resolve("conf.json");
    }

    /** Where what it says to stderr goes. */
    Path errors() {
        return folder.resolve("errors.txt");
    }

    String nodeId() {
        return textOf(data().resolve("node-id")).strip();
    }

    String log() {
        return textOf(logFile());
    }

    /** All lines of its log files, those that it has filled included. */
    Stream<String> logLines() {
        try (Stream<Path> files = Files.list(logFile().getParent())) {
            List<Path> logs = files.filter(file -> file.getFileName().toString().startsWith("quicksell."))
                    .toList();
            return logs.stream().flatMap(file -> textOf(file).lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of what it said and logged. */
    String logTail() {
        List<String> lines = new ArrayList<>();
        Stream.of(errors(), logFile(), data().resolve("log/redis.log")).forEach(file -> lines.addAll(tail(file)));
        return String.join("\n", lines);
    }

    /** Removes it with all that is in it. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path logFile() {
        return data().resolve("log/quicksell.log");
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
}
