package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The docs describe every type of problem. */
class ProblemTypeTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+) \\| ([0-9, ]+) \\|");

    @Test
    void theTableInTheDocsHasEveryTypeAndItsStatus() throws IOException {
        Map<String, String> described = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("../docs/problems.md"))).results().forEach(row -> {
            String[] types = row.group(1).replace("`", "").split(", ");
            String[] statuses = row.group(2).split(", ");
            for (int i = 0; i < types.length; i++) {
                described.put("urn:quicksell:problem:" + types[i], statuses[i]);
            }
        });

        Map<String, String> existing = new TreeMap<>();
        Stream.of(ProblemType.values()).forEach(type -> existing.put(type.uri(), String.valueOf(type.status())));
        assertEquals(existing, described);
    }
}
