package io.quicksell.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the build gets from elsewhere has its checksum in the repository. Maven itself refuses an artifact with another one. */
class RecordedChecksumsTest {

    private static final Pattern PROPERTY = Pattern.compile("<([\\w.-]+\\.version)>([^<]+)</\\1>");
    private static final Pattern NAMED =
            Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

    @Test
    void everythingThatAPomNamesIsRecorded() {
        String recorded = Checkout.text(".mvn/checksums/checksums.sha256");
        List<String> named = Checkout.files("pom.xml").stream()
                .map(Checkout::text)
                .flatMap(RecordedChecksumsTest::named)
                .filter(artifact -> !artifact.contains("project.version"))
                .map(RecordedChecksumsTest::withItsVersion)
                .distinct()
                .toList();

        assertFalse(named.isEmpty());
        assertEquals(
                List.of(),
                named.stream().filter(artifact -> !recorded.contains(artifact)).toList(),
                "not recorded; CONTRIBUTING.md says how to record them");
    }

    /** As they stand in a record: {@code /artifact/version/}. The project's own are snapshots, which have none. */
    private static Stream<String> named(String pom) {
        return NAMED.matcher(pom)
                .results()
                .map(artifact -> "/" + artifact.group(1) + "/" + artifact.group(2) + "/")
                .filter(artifact -> !artifact.endsWith("-SNAPSHOT/"));
    }

    private static String withItsVersion(String artifact) {
        Map<String, String> versions = PROPERTY.matcher(Checkout.text("pom.xml"))
                .results()
                .collect(Collectors.toMap(property -> "${" + property.group(1) + "}", property -> property.group(2)));
        return versions.entrySet().stream()
                .reduce(
                        artifact,
                        (text, version) -> text.replace(version.getKey(), version.getValue()),
                        (one, other) -> other);
    }
}
