package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.BuiltJar.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a person types what is to run, and reads what comes of it.
 *
 * @param folder for the conf and for what is said
 */
record Prompt(Path folder) {

    Path conf(String text) throws IOException {
        return Files.writeString(folder.resolve("conf.json"), text);
    }

    Ended run(String... arguments) {
        return BuiltJar.ofThisBuild().run(folder, arguments);
    }

    Ended start(Path conf) {
        return run("--conf", conf.toString());
    }

    /** Neither does anything run on that data folder, nor is there anything to stop. */
    void expectNothingRuns(Path conf, Path data) {
        String line = "Nothing runs on " + data + System.lineSeparator();
        assertEquals(new Ended(3, line, ""), run("--conf", conf.toString(), "status"));
        assertEquals(new Ended(0, line, ""), run("--conf", conf.toString(), "stop"));
    }

    /** A path as it stands in a conf. */
    static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    /** All that was said is one line of what is wrong. */
    static void expectOneLine(int code, String line, Ended ended) {
        assertEquals(new Ended(code, "", line + System.lineSeparator()), ended);
    }
}
