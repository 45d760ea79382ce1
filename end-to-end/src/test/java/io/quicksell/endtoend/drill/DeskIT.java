package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Ports;
import io.quicksell.endtoend.driver.QuickSellProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The desk in a real browser, driven by the scripts in {@code src/test/desk}. They wait more than they work, so two browsers share them,
 * each with a system of its own. Those that measure the time come after them.
 */
class DeskIT {

    private static final int LANES = 2;

    private static final String NOBODY_LOGS_IN = "";
    private static final String USERS_LOG_IN = "\"access\": {\"mode\": \"required\", \"port\": 0}, ";

    /** By their names, which desk.mjs knows, as it does their password. */
    private static final Map<String, String> ROLES =
            Map.of("Vera", "viewer", "Clara", "clerk", "Max", "manager", "Olga", "operator");

    private static final String PASSWORD = "correct horse battery";

    private final List<QuickSellProcess> systems = Stream.generate(() -> system(List.of(), NOBODY_LOGS_IN))
            .limit(LANES)
            .toList();
    private final QuickSellProcess withUsers = system(BuiltJar.QUICK_LOG_INS, USERS_LOG_IN);

    /** The desk comes back at the address that its pages know, and answers to the name that they use in a network (browser.mjs). */
    private static QuickSellProcess system(List<String> jvmOptions, String access) {
        return QuickSellProcess.partOf(
                BuiltJar.ofThisBuild(),
                jvmOptions,
                access
                        + "\"names\": [\"desk.lan\"], \"protectedMode\": false, \"inventory\": {\"port\": 0}, \"payment\": {\"port\": 0}, \"web\": {\"port\": %d}"
                                .formatted(Ports.free()));
    }

    @AfterEach
    void close() {
        systems.forEach(QuickSellProcess::close);
        withUsers.close();
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    void everyFlowOfAClerkWorksInABrowser() throws Exception {
        Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
        List<CompletableFuture<String>> lanes = IntStream.range(0, LANES)
                .mapToObj(lane -> CompletableFuture.supplyAsync(
                        () -> {
                            systems.get(lane).start();
                            return failuresOf(systems.get(lane), pictures, lane + 1 + "/" + LANES);
                        },
                        command -> new Thread(command, "lane").start()))
                .toList();

        StringBuilder failures = new StringBuilder();
        for (CompletableFuture<String> lane : lanes) {
            failures.append(lane.get());
        }
        failures.append(failuresOf(systems.get(0), pictures, "alone"));
        assertEquals("", failures.toString());
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void everyFlowOfUsersWhoLogInWorksInABrowser() throws Exception {
        Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
        withUsers.start();
        ROLES.forEach((name, role) -> withUsers.addUser(name, role, PASSWORD));

        assertEquals("", failuresOf(withUsers, pictures, "users"));
    }

    /** Runs a share of the flows. */
    private static String failuresOf(QuickSellProcess system, Path pictures, String share) {
        Process node = null;
        try {
            node = new ProcessBuilder("node", "src/test/desk/run.mjs", system.url("desk"), pictures.toString(), share)
                    .redirectErrorStream(true)
                    .start();
            List<String> said = listenTo(node, system);
            if (node.waitFor() == 0) {
                return "";
            }
            Drill.print(String.join("\n", said) + "\n" + system.logTail());
            return "node ended with %d%n%s%n".formatted(node.exitValue(), failuresIn(said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            if (node != null) {
                node.destroyForcibly();
            }
        }
    }

    /** Each with what it waited for, and where in the flow: this is all that is known of a failure that is not seen again. */
    private static String failuresIn(List<String> said) {
        StringBuilder failures = new StringBuilder();
        boolean failed = false;
        for (String line : said) {
            failed = line.startsWith("FAILED") || failed && !line.startsWith("passed");
            if (failed) {
                failures.append(line).append('\n');
            }
        }
        return failures.toString();
    }

    /** Does with the server what the flows ask for, until they end. */
    private static List<String> listenTo(Process node, QuickSellProcess system) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader out = node.inputReader();
        Writer in = node.outputWriter();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            switch (line) {
                case "server kill" -> system.kill();
                case "server start" -> system.start();
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
