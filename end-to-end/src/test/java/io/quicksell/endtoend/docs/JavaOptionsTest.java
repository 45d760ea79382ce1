package io.quicksell.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The options with which {@code run.sh} and {@code run.bat} start the JVM. */
class JavaOptionsTest {

    private static final int OUT_OF_MEMORY = 3;
    private static final Pattern OPTIONS = Pattern.compile("\"(?: )?(-XX[^$%]+) [$%]\\{?QUICKSELL_JAVA_OPTS");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /** It goes on when it gets no memory, as event loops do. */
    static final class Hoarder {
        public static void main(String[] arguments) {
            List<byte[]> hoard = new ArrayList<>();
            while (true) {
                try {
                    hoard.add(new byte[1024 * 1024]);
                } catch (OutOfMemoryError e) {
                    continue;
                }
            }
        }
    }

    @Test
    void areTheSameOnEachSystem() {
        assertEquals(options("run.sh"), options("run.bat"));
    }

    @Test
    void endAJvmThatIsOutOfMemoryAndAreOverriddenByOnesOwn() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(options("run.sh"));
        command.addAll(
                List.of("-Xms64m", "-Xmx64m", "-cp", System.getProperty("java.class.path"), Hoarder.class.getName()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it ends");
            assertEquals(OUT_OF_MEMORY, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> options(String script) {
        Matcher start = OPTIONS.matcher(Checkout.text(Checkout.root().resolve(script)));
        assertTrue(start.find(), script);
        return List.of(start.group(1).split(" "));
    }
}
