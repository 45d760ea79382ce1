package io.quicksell.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Redis has on disk. The end of it can be torn when the power went or the disk was full; what was torn was never answered
 * for. Redis' own check cuts it off, and with it the whole of a script's writes that had not all arrived.
 */
final class AppendOnlyFile {

    private static final Logger LOG = LoggerFactory.getLogger(AppendOnlyFile.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final RedisBinary binary;

    AppendOnlyFile(Path folder, RedisBinary binary) {
        this.folder = folder;
        this.binary = binary;
    }

    /**
     * Keeps a copy of everything beside the folder, then cuts the torn tail off.
     *
     * @throws StartFailure if the check does not succeed; the copy is there
     */
    void cutTornTail() {
        Path kept = folder.resolveSibling("redis-torn-" + STAMP.format(Instant.now()));
        try {
            copy(folder, kept);
            String report = fix();
            LOG.warn(
                    "The end of Redis' append-only file was torn and has been cut off; as it was it is kept in {}",
                    kept);
            LOG.warn("redis-check-aof said: {}", report.strip().replace("\n", "; "));
        } catch (IOException e) {
            throw new StartFailure(
                    "The end of Redis' append-only file is torn and could not be cut off: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while the append-only file was checked", e);
        }
    }

    /**
     * The server's binary is the check when it is called by that name. It works in the folder, so that a start after this process
     * was killed sees it and waits: it could cut off what a server has written since.
     */
    private String fix() throws IOException, InterruptedException {
        Path check = folder.resolve("redis-check-aof");
        Files.deleteIfExists(check);
        Files.createSymbolicLink(check, binary.path().toAbsolutePath());
        try {
            Process process = new ProcessBuilder(check.toString(), "--fix", file().toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().write("y\n".getBytes(UTF_8));
            process.getOutputStream().close();
            String report = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("redis-check-aof said: " + report.strip());
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
