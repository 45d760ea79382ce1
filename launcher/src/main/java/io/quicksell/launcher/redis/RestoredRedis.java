package io.quicksell.launcher.redis;

import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.PrivateFile;
import io.quicksell.launcher.run.PrivateFolder;
import io.quicksell.launcher.run.StartFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a snapshot in the place of what an embedded Redis has in its data folder: all of it or nothing, whatever fails meanwhile, the power
 * included. An append-only file may begin with a snapshot, so a copy of one is an append-only file.
 */
public final class RestoredRedis {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredRedis.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final DataFolder data;
    private final Path place;
    private final Path partial;
    private final Path whole;

    /**
     * @param data the folder of this run, which no other process has
     */
    public RestoredRedis(DataFolder data) {
        this.data = data;
        this.place = data.file("redis");
        this.partial = data.file("redis-restoring");
        this.whole = data.file("redis-restored");
    }

    /** Whether a data folder has data of Redis. */
    public static boolean hasData(Path data) {
        Path place = data.resolve("redis");
        return Files.exists(place.resolve("appendonly.aof")) || Files.exists(place.resolve("appendonlydir"));
    }

    /**
     * Puts it there.
     *
     * @return where what was there before is now
     * @throws IOException if it cannot be written; then what was there is there still
     */
    public Optional<Path> put(Path snapshot) throws IOException {
        remove(partial);
        remove(whole);
        PrivateFolder.make(partial);
        try {
            Path file = partial.resolve("appendonly.aof");
            PrivateFile.write(file, "");
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
                Files.copy(snapshot, out);
            }
            force(file, StandardOpenOption.WRITE);
            force(partial, StandardOpenOption.READ);
        } catch (IOException e) {
            remove(partial);
            throw e;
        }
        Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        Optional<Path> before = setAside();
        finish();
        return before;
    }

    /** With its record, whose server this is. */
    private Optional<Path> setAside() throws IOException {
        Path record = data.file("redis.json");
        if (!Files.exists(place) && !Files.exists(record)) {
            return Optional.empty();
        }
        Path aside = data.file("redis-before-restore-" + STAMP.format(Instant.now()));
        if (Files.exists(place)) {
            Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
        } else {
            PrivateFolder.make(aside);
        }
        if (Files.exists(record)) {
            Files.move(record, aside.resolve("redis.json"), StandardCopyOption.ATOMIC_MOVE);
        }
        return Optional.of(aside);
    }

    /**
     * Ends a restore that was cut off after what was there had been moved away; otherwise there would be no data. What is left of one that
     * was cut off before goes, so that it does not come to life when those data are taken away one day.
     */
    void finishWhatWasCutOff() {
        try {
            if (Files.exists(whole) && !Files.exists(place)) {
                finish();
                LOG.warn("A restore had been cut off; it is finished now");
            }
            if (Files.exists(whole) || Files.exists(partial)) {
                remove(partial);
                remove(whole);
                LOG.warn("A restore had been cut off before it changed anything; what it left is removed");
            }
        } catch (IOException e) {
            throw new StartFailure(
                    "A restore was cut off, and what it left in " + data.path() + " can be neither put in its place nor"
                            + " removed: " + e.getMessage(),
                    e);
        }
    }

    private void finish() throws IOException {
        Files.move(whole, place, StandardCopyOption.ATOMIC_MOVE);
        force(data.path(), StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
