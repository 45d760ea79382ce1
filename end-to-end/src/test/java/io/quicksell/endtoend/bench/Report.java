package io.quicksell.endtoend.bench;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that a run has found, as its JSON file has it.
 *
 * @param format of the file
 * @param mode {@code quick} or {@code full}
 * @param jar the name of the jar that was measured, which has the number of its sources
 * @param against the path of the other jar that was measured, or empty
 * @param started RFC 3339
 * @param orders with how many searching and starting was measured
 */
record Report(
        int format,
        String mode,
        String jar,
        String against,
        String started,
        long orders,
        Machine machine,
        List<Figure> figures,
        List<Curve> curves) {

    /** The file is no report, or one of another format; the message is one line. */
    static final class Unreadable extends Exception {
        private Unreadable(String line) {
            super(line);
        }
    }

    /**
     * Where it was measured.
     *
     * @param loadBefore the load average just before, negative where the system does not tell
     */
    record Machine(int cores, String system, String java, double loadBefore) {}

    /**
     * How the latencies of a load are distributed.
     *
     * @param points from the fastest to the slowest
     */
    record Curve(String of, List<Point> points) {}

    /**
     * @param percentile 0 to 100: this part of the requests was not slower
     */
    record Point(double percentile, double millis) {}

    static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    static Report read(Path file) throws Unreadable {
        try {
            Report report = JSON.readValue(Files.readString(file), Report.class);
            if (report.format != FORMAT) {
                throw new Unreadable(file + " has format " + report.format + ", and this is " + FORMAT);
            }
            return report;
        } catch (JacksonException e) {
            throw new Unreadable(file + " has no results of a benchmark: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Figure> figure(String of, String name) {
        return figures.stream()
                .filter(figure -> figure.of().equals(of) && figure.name().equals(name))
                .findFirst();
    }
}
