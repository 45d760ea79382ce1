package io.quicksell.launcher.run;

import io.quicksell.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What runs on a data folder, for {@code status} and {@code stop}: {@code run.json} in it.
 *
 * @param pid the launcher's process
 * @param urls of what runs: desk, inventory, payment
 */
public record RunRecord(long pid, Map<String, String> urls) {

    private static final String FILE = "run.json";

    /** The record in that data folder, if there is one; what it names may have ended since. */
    public static Optional<RunRecord> read(Path data) {
        Path file = data.resolve(FILE);
        try {
            return Files.exists(file)
                    ? Optional.of(Json.read(Files.readString(file), RunRecord.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes it into that data folder, over the last one. */
    public void write(Path data) {
        PrivateFile.write(data.resolve(FILE), Json.text(this));
    }

    /** Removes the record of that data folder, if there is one. */
    public static void remove(Path data) {
        try {
            Files.deleteIfExists(data.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
