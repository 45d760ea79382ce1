package io.quicksell.launcher.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.launcher.run.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Redis has on disk. Its end can be torn when the power fails or the disk is full; what was torn was never acknowledged.
 * Redis' own check cuts it off, and with it the whole of a script's writes that had not all arrived.
 *
 * <p>Damage elsewhere can look the same to Redis, when a length reaches beyond the end. What comes after it was acknowledged then,
 * and nothing is cut off.
 */
final class AppendOnlyFile {

    private static final Logger LOG = LoggerFactory.getLogger(AppendOnlyFile.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private static final Pattern ANALYZED =
            Pattern.compile("AOF analyzed: (?:filename=([^,]+), )?size=(\\d+), ok_up_to=(\\d+)");
    private static final String END_OF_SCRIPT = "\r\n*1\r\n$4\r\nEXEC\r\n";

    /** More than any script of this system writes at once. */
    private static final long MAX_TORN_BYTES = 1024 * 1024;

    private final Path folder;
    private final RedisBinary binary;

    AppendOnlyFile(Path folder, RedisBinary binary) {
        this.folder = folder;
        this.binary = binary;
    }

    /**
     * Keeps a copy of everything beside the folder, then cuts off the torn tail.
     *
     * @throws StartFailure if the damage is no torn tail, and then nothing is changed, or if the check does not succeed
     */
    void cutTornTail() {
        Path kept = folder.resolveSibling("redis-torn-" + STAMP.format(Instant.now()));
        try {
            checkIsTornTail(check(List.of(), ""));
            keep(kept);
            String report = check(List.of("--fix"), "y\n");
            LOG.warn(
                    "The end of Redis' append-only file was torn and has been cut off; a copy of what was there is kept in {}",
                    kept);
            LOG.warn("redis-check-aof said: {}", oneLine(report));
        } catch (IOException e) {
            throw new StartFailure(
                    "The end of Redis' append-only file is torn and could not be cut off: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while the append-only file was checked", e);
        }
    }

    private void checkIsTornTail(String report) throws IOException {
        Matcher analyzed = ANALYZED.matcher(report);
        if (!analyzed.find()) {
            throw new IOException("redis-check-aof said: " + oneLine(report));
        }
        Path file = analyzed.group(1) == null
                ? file()
                : file().resolveSibling(Path.of(analyzed.group(1)).getFileName());
        long position = Long.parseLong(analyzed.group(3));
        if (Long.parseLong(analyzed.group(2)) - position > MAX_TORN_BYTES || hasEndOfScript(file, position)) {
            throw new StartFailure(
                    file + " is damaged at byte " + position + ", and what comes after it was acknowledged, so"
                            + " nothing is cut off and nothing was changed; put a backup back, or save " + folder
                            + " and give up all after the damage with redis-check-aof --fix");
        }
    }

    private static boolean hasEndOfScript(Path file, long position) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(position);
            return new String(in.readAllBytes(), ISO_8859_1).contains(END_OF_SCRIPT);
        }
    }

    /**
     * The server's binary is the check when it is called by that name. It works in the folder, so that a start after this process
     * was killed sees it and waits: otherwise it could cut off what a server has written since.
     */
    private String check(List<String> options, String input) throws IOException, InterruptedException {
        Path check = folder.resolve("redis-check-aof");
        Files.deleteIfExists(check);
        Files.createSymbolicLink(check, binary.path().toAbsolutePath());
        try {
            List<String> command = new ArrayList<>(List.of(check.toString()));
            command.addAll(options);
            command.add(file().toString());
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(UTF_8));
            }
            String report = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0 && !options.isEmpty()) {
                throw new IOException("redis-check-aof said: " + oneLine(report));
            }
            return report;
        } finally {
            Files.deleteIfExists(check);
        }
    }

    /** Redis 7 has several files and a manifest that names them; 6.2 has one. */
    private Path file() {
        Path manifest = folder.resolve("appendonlydir").resolve("appendonly.aof.manifest");
        return Files.exists(manifest) ? manifest : folder.resolve("appendonly.aof");
    }

    private static String oneLine(String report) {
        return report.strip().replace("\n", "; ");
    }

    /** A copy that is not complete is removed again: on a full disk, each further try would leave another. */
    private void keep(Path kept) throws IOException {
        try {
            copy(folder, kept);
        } catch (IOException e) {
            try (Stream<Path> files = Files.walk(kept)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException | UncheckedIOException notDeleted) {
                e.addSuppressed(notDeleted);
            }
            throw e;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
