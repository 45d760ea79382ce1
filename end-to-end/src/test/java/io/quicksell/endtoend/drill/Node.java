package io.quicksell.endtoend.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Scripts that Node runs. */
final class Node {

    private Node() {}

    /** Runs a script until it ends, which has to be without a failure, and returns what it said. */
    static String run(Map<String, String> environment, String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("node", script), Stream.of(arguments)).toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process node = builder.start();
        try {
            String said = new String(node.getInputStream().readAllBytes(), UTF_8);
            assertEquals(0, node.waitFor(), said);
            return said;
        } finally {
            node.destroyForcibly();
        }
    }
}
