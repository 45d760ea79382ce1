package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.fail;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Ports;
import io.quicksell.endtoend.driver.QuickSellProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The desk in a real browser, driven by the scripts in {@code src/test/desk}. */
class DeskIT {

    /** The desk comes back at the address that its pages know, and answers to the name that they use in a network (browser.mjs). */
    private static final QuickSellProcess SYSTEM = QuickSellProcess.partOf(
            BuiltJar.ofThisBuild(),
            List.of(),
            "\"names\": [\"desk.lan\"], \"inventory\": {\"port\": 0}, \"payment\": {\"port\": 0}, \"web\": {\"port\": %d}"
                    .formatted(Ports.free()));

    @BeforeAll
    static void start() {
        SYSTEM.start();
    }

    @AfterAll
    static void close() {
        SYSTEM.close();
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    void everyFlowOfAClerkWorksInABrowser() throws Exception {
        Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
        Process node = new ProcessBuilder("node", "src/test/desk/run.mjs", SYSTEM.url("desk"), pictures.toString())
                .redirectErrorStream(true)
                .start();
        try {
            List<String> said = listenTo(node);
            if (node.waitFor() != 0) {
                Drill.print(String.join("\n", said) + "\n" + SYSTEM.logTail());
                fail(said.stream()
                        .filter(line -> line.startsWith("FAILED"))
                        .collect(Collectors.joining("\n", "node ended with " + node.exitValue() + "\n", "")));
            }
        } finally {
            node.destroyForcibly();
        }
    }

    /** Does with the server what the flows ask for, until they end. */
    private static List<String> listenTo(Process node) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader out = node.inputReader();
        Writer in = node.outputWriter();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            switch (line) {
                case "server kill" -> SYSTEM.kill();
                case "server start" -> SYSTEM.start();
                default -> {
                    continue;
                }
            }
            in.write("done\n");
            in.flush();
        }
        return said;
    }
}
