package io.quicksell.endtoend.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How the JVM starts the jar of this build fast, which drills do a hundred times: it compiles only lightly, and loads the classes as an
 * earlier run has kept them (class data sharing). Neither changes what the system does. The benchmark, which measures it as it is, does
 * without: this needs the property {@code quicksell.sharedClasses}.
 */
final class QuickStart {

    private static final String LIGHTLY = "-XX:TieredStopAtLevel=1";
    private static final String FILE = System.getProperty("quicksell.sharedClasses", "");

    private static List<String> options = List.of();
    private static boolean isMade;

    private QuickStart() {}

    /** The options for a jar; none if it is another one. */
    static synchronized List<String> options(BuiltJar jar) {
        if (FILE.isEmpty() || !jar.equals(BuiltJar.ofThisBuild())) {
            return List.of();
        }
        if (!isMade) {
            isMade = true;
            options = List.of(LIGHTLY);
            options = made(jar, Path.of(FILE).toAbsolutePath());
        }
        return options;
    }

    private static List<String> made(BuiltJar jar, Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> keeping = List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + file);
        try (QuickSellProcess first = new QuickSellProcess(jar, keeping, "")) {
            first.start();
            first.stop();
        } catch (AssertionError theMachineIsTooBusy) {
            return options;
        }
        return Files.exists(file) ? List.of(LIGHTLY, "-XX:SharedArchiveFile=" + file) : options;
    }
}
