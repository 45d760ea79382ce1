package io.quicksell.endtoend.drill;

import io.quicksell.endtoend.driver.Programs;
import java.io.IOException;
import java.nio.file.Path;
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
        return Programs.run(Path.of(""), command, environment);
    }
}
