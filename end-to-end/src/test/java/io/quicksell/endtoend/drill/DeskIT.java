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
 * The desk in a real browser, driven by the scripts in {@code src/test/desk}, in each of its languages. They wait more than they work, so
 * two browsers share them, each with a system of its own. Those that measure the time come after them.
 */
class DeskIT {

    private static final List<String> LANGUAGES = List.of("en", "de");

    /** In each language. */
    private static final int LANES = 2;

    private static final String NOBODY_LOGS_IN = "";
    private static final String USERS_LOG_IN = "\"access\": {\"mode\": \"required\", \"port\": 0}, ";

    /** By their names, which desk.mjs knows, as it does their password. */
    private static final Map<String, String> ROLES =
            Map.of("Vera", "viewer", "Clara", "clerk", "Max", "manager", "Olga", "operator");

    private static final String PASSWORD = "correct horse battery";

    /** A browser in a language that runs a share of the flows against a system of its own. */
    private record Lane(String language, String share, QuickSellProcess system) {}

    private final List<Lane> shared = LANGUAGES.stream()
            .flatMap(language -> IntStream.rangeClosed(1, LANES)
                    .mapToObj(lane -> new Lane(language, lane + "/" + LANES, system(List.of(), NOBODY_LOGS_IN))))
            .toList();
    private final List<Lane> withUsers = LANGUAGES.stream()
            .map(language -> new Lane(language, "users", system(BuiltJar.QUICK_LOG_INS, USERS_LOG_IN)))
            .toList();

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
        Stream.of(shared, withUsers).flatMap(List::stream).map(Lane::system).forEach(QuickSellProcess::close);
    }

    @Test
    @Timeout(value = 25, unit = TimeUnit.MINUTES)
    void everyFlowOfAClerkWorksInABrowser() throws Exception {
        StringBuilder failures = new StringBuilder();
        for (String language : LANGUAGES) {
            List<Lane> lanes = shared.stream()
                    .filter(lane -> lane.language().equals(language))
                    .toList();
            lanes.forEach(lane -> lane.system().start());
            failures.append(failuresOf(lanes));
            failures.append(failuresOf(new Lane(language, "alone", lanes.get(0).system())));
            lanes.forEach(lane -> lane.system().stop());
        }
        assertEquals("", failures.toString());
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    void everyFlowOfUsersWhoLogInWorksInABrowser() throws Exception {
        for (Lane lane : withUsers) {
            lane.system().start();
            ROLES.forEach((name, role) -> lane.system().addUser(name, role, PASSWORD));
        }

        assertEquals("", failuresOf(withUsers));
    }

    /** Runs their shares of the flows at the same time. */
    private static String failuresOf(List<Lane> lanes) throws Exception {
        List<CompletableFuture<String>> running = lanes.stream()
                .map(lane -> CompletableFuture.supplyAsync(
                        () -> failuresOf(lane), command -> new Thread(command, "lane").start()))
                .toList();
        StringBuilder failures = new StringBuilder();
        for (CompletableFuture<String> lane : running) {
            failures.append(lane.get());
        }
        return failures.toString();
    }

    /** Runs a share of the flows. */
    private static String failuresOf(Lane lane) {
        Process node = null;
        try {
            Path pictures = Files.createDirectories(Path.of("target", "screenshots", lane.language()));
            ProcessBuilder flows = new ProcessBuilder(
                    "node", "src/test/desk/run.mjs", lane.system().url("desk"), pictures.toString(), lane.share());
            flows.environment().put("QUICKSELL_DESK_LANGUAGE", lane.language());
            node = flows.redirectErrorStream(true).start();
            List<String> said = listenTo(node, lane.system());
            if (node.waitFor() == 0) {
                return "";
            }
            Drill.print(String.join("\n", said) + "\n" + lane.system().logTail());
            return "%s: node ended with %d%n%s%n".formatted(lane.language(), node.exitValue(), failuresIn(said));
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
            if (line.startsWith("measured ")) {
                Drill.print(line);
            }
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
