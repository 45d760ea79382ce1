package io.quicksell.endtoend.drill;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quicksell.endtoend.driver.BuiltJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The list of what is in the jar says what is in the jar, each library once. */
class SbomIT {

    private static final String OFFLINE = "the plugin that writes the list refuses to run while Maven is offline";

    private static final String OURS = "io.quicksell:";

    /** What Hazelcast has packed into its own jar. */
    private static final List<String> IN_HAZELCAST =
            List.of("tools.jackson.", "org.jctools:", "com.hazelcast:hazelcast-tpc-engine:");

    private static final BuiltJar JAR = BuiltJar.ofThisBuild();

    @Test
    @DisabledIfSystemProperty(named = "maven.state", matches = "offline: true", disabledReason = OFFLINE)
    void everyLibraryInTheJarIsListed() throws IOException {
        Set<String> missing = new TreeSet<>(packed());
        assertFalse(missing.isEmpty());
        missing.removeAll(listed().map(SbomIT::name).toList());

        assertEquals(Set.of(), missing);
    }

    @Test
    @DisabledIfSystemProperty(named = "maven.state", matches = "offline: true", disabledReason = OFFLINE)
    void itsChecksumsAreTheRecordedOnes() throws IOException {
        String recorded = Files.readString(JAR.projectRoot().resolve(".mvn/checksums/checksums.sha256"));

        assertEquals(
                List.of(),
                listed().filter(library -> !name(library).startsWith(OURS))
                        .filter(library -> !recorded.contains(checksum(library) + "  " + path(library)))
                        .map(SbomIT::name)
                        .toList());
    }

    @Test
    @DisabledIfSystemProperty(named = "maven.state", matches = "offline: true", disabledReason = OFFLINE)
    void noLibraryIsListedInTwoVersions() throws IOException {
        Set<String> seen = new HashSet<>();

        assertEquals(
                List.of(),
                listed().map(library -> name(library).replaceFirst(":[^:]*$", ""))
                        .filter(library -> !seen.add(library))
                        .toList());
    }

    @Test
    @DisabledIfSystemProperty(named = "maven.state", matches = "offline: true", disabledReason = OFFLINE)
    void theSameSourcesMakeTheSameList() throws IOException {
        JsonNode list = list();

        assertEquals("CycloneDX", list.path("bomFormat").asText());
        assertTrue(list.path("serialNumber").isMissingNode());
        assertTrue(list.at("/metadata/timestamp").isMissingNode());
    }

    @Test
    void noFileIsInTheJarTwice() throws IOException {
        Set<String> seen = new HashSet<>();
        try (JarFile jar = new JarFile(JAR.path().toFile())) {
            assertEquals(
                    List.of(),
                    jar.stream()
                            .map(JarEntry::getName)
                            .filter(entry -> !seen.add(entry))
                            .toList());
        }
    }

    /** Those that say in the jar what they are, as {@code group:name:version}. */
    private static Set<String> packed() throws IOException {
        List<String> names = new ArrayList<>();
        try (JarFile jar = new JarFile(JAR.path().toFile())) {
            for (JarEntry entry : jar.stream()
                    .filter(each -> each.getName().matches("META-INF/maven/.*/pom\\.properties"))
                    .toList()) {
                Properties about = new Properties();
                try (InputStream in = jar.getInputStream(entry)) {
                    about.load(in);
                }
                names.add(String.join(
                        ":",
                        about.getProperty("groupId"),
                        about.getProperty("artifactId"),
                        about.getProperty("version")));
            }
        }
        return names.stream()
                .filter(name -> !name.startsWith(OURS) && IN_HAZELCAST.stream().noneMatch(name::startsWith))
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<JsonNode> listed() throws IOException {
        return StreamSupport.stream(list().get("components").spliterator(), false);
    }

    private static JsonNode list() throws IOException {
        return new ObjectMapper()
                .readTree(JAR.path().resolveSibling("quicksell.cdx.json").toFile());
    }

    private static String name(JsonNode library) {
        return String.join(":", text(library, "group"), text(library, "name"), text(library, "version"));
    }

    private static String path(JsonNode library) {
        String name = text(library, "name");
        String version = text(library, "version");
        return text(library, "group").replace('.', '/') + "/" + name + "/" + version + "/" + name + "-" + version
                + ".jar";
    }

    private static String checksum(JsonNode library) {
        return StreamSupport.stream(library.path("hashes").spliterator(), false)
                .filter(hash -> text(hash, "alg").equals("SHA-256"))
                .map(hash -> text(hash, "content"))
                .findFirst()
                .orElse("none");
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asText();
    }
}
