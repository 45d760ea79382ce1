package io.quicksell.endtoend.drill;

import static io.quicksell.endtoend.drill.Prompt.expectOneLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.BuiltJar.Ended;
import io.quicksell.endtoend.driver.Processes;
import io.quicksell.endtoend.driver.QuickSellProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person at the prompt can type beside a start: what it says, and an exit code that a script can use. */
class CommandLineIT {

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell();

    @TempDir
    private Path folder;

    private Prompt prompt;

    @BeforeEach
    void sitDown() {
        prompt = new Prompt(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpTellsHowItIsUsed(String option) {
        Ended help = prompt.run(option);

        assertEquals(0, help.code());
        assertTrue(help.out().contains("Usage: ./run.sh [--conf FILE] [start | status | stop]"), help.out());
        assertEquals("", help.err());
    }

    @Test
    void theVersionIsOneLine() {
        Ended version = prompt.run("--version");

        assertEquals(0, version.code());
        assertTrue(version.out().matches("quicksell \\d+\\.\\d+\\.\\d+\\R"), version.out());
        assertEquals("", version.err());
    }

    @ParameterizedTest
    @CsvSource({"--confg, --confg is unknown", "restart, restart is unknown", "--conf, --conf needs a file"})
    void aWrongArgumentIsNamed(String argument, String line) {
        expectOneLine(2, line + "; ./run.sh --help lists what there is", prompt.run(argument));
    }

    @Test
    void aFolderThatAnotherRunUsesIsLeftAlone() {
        QuickSellProcess running = SYSTEM.process();

        expectOneLine(
                1,
                running.data() + " is in use by another run (process "
                        + running.handle().pid()
                        + "); stop that one first with ./run.sh stop, or set another \"data\" in the conf",
                prompt.start(running.conf()));

        assertTrue(running.isRunning());
        SYSTEM.shop().addProduct(1);
    }

    @Test
    void statusTellsWhatRuns() {
        QuickSellProcess running = SYSTEM.process();

        Ended status = prompt.run("--conf", running.conf().toString(), "status");

        assertEquals(0, status.code());
        assertEquals(
                List.of(
                        "Running on " + running.data() + " as process "
                                + running.handle().pid(),
                        "  inventory " + running.url("inventory") + " ready",
                        "  payment " + running.url("payment") + " ready",
                        "  desk " + running.url("desk") + " ready"),
                status.out().lines().toList());
        assertEquals("", status.err());
    }

    @Test
    void usersAndKeysAreThoseOfWhatRuns() {
        String conf = SYSTEM.process().conf().toString();

        assertEquals(new Ended(0, "", ""), prompt.run("--conf", conf, "user", "list"));
        Ended made = prompt.run("--conf", conf, "key", "add", "web shop", "--scopes", "orders:place");
        assertEquals(0, made.code(), made::err);
        assertTrue(made.out().lines().anyMatch(line -> line.matches("qs_default_\\w+")), made::out);
        expectOneLine(2, "That is no command; ./run.sh user --help lists what there is", prompt.run("user", "eat"));
    }

    @Test
    void statusAndStopTellThatNothingRuns() throws IOException {
        Path data = folder.resolve("data");
        Path file = prompt.conf("{\"data\": \"" + Prompt.slashed(data) + "\", \"inventory\": {}}");

        prompt.expectNothingRuns(file, data);
        assertFalse(Files.exists(data));
    }

    @Test
    void stopStopsWhatRuns() {
        try (QuickSellProcess running = new QuickSellProcess(BuiltJar.ofThisBuild(), List.of(), "")) {
            running.start();
            ProcessHandle redis = running.redis().orElseThrow();

            Ended stop = prompt.run("--conf", running.conf().toString(), "stop");

            assertEquals(new Ended(0, "Stopped" + System.lineSeparator(), ""), stop);
            assertFalse(running.isRunning());
            assertFalse(Processes.isRunning(redis));
        }
    }
}
