package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.BuiltJar.Ended;
import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.QuickSellProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person at the prompt sees: one line that says what is wrong and what to do, and an exit code that a script can use. */
class CommandLineIT {

    private static final BuiltJar JAR = BuiltJar.ofThisBuild();

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpTellsHowItIsUsed(String option) {
        Ended help = JAR.run(folder, option);

        assertEquals(0, help.code());
        assertTrue(help.out().contains("Usage: ./run.sh [--conf FILE] [start | status | stop]"), help.out());
        assertEquals("", help.err());
    }

    @Test
    void theVersionIsOneLine() {
        Ended version = JAR.run(folder, "--version");

        assertEquals(0, version.code());
        assertTrue(version.out().matches("quicksell \\d+\\.\\d+\\.\\d+\\R"), version.out());
        assertEquals("", version.err());
    }

    @ParameterizedTest
    @CsvSource({"--confg, --confg is unknown", "restart, restart is unknown", "--conf, --conf needs a file"})
    void aWrongArgumentIsNamed(String argument, String line) {
        assertOneLine(JAR.run(folder, argument), 2, line + "; ./run.sh --help lists what there is");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"paymnet": {}}                      | paymnet is unknown; did you mean payment?
                    {"payment": {"delayMilis": 5}}       | payment.delayMilis is unknown; did you mean payment.delayMillis?
                    {"colour": "blue"}                   | colour is unknown; the keys that exist are those of conf/quicksell.json
                    {"payment": {"port": "8001"}}        | payment.port must be a whole number, not "8001"
                    {"payment": {"port": 2.5}}           | payment.port must be a whole number, not 2.5
                    {"payment": []}                      | payment must be an object, not []
                    {"payment": {"port": 70000}}         | payment.port must be from 0 to 65535
                    {"payment": {"feeRate": -1}}         | payment.feeRate must be from 0 to 1 with at most four decimals
                    {"payment": {}, "host": "0.0.0.0"}   | host 0.0.0.0 can be reached from other machines, and there is no access control; set "protectedMode": false if you mean it
                    {"data": "elsewhere"}                | names nothing to run; it needs a section inventory, payment or web
                    []                                   | a JSON object is needed
                    """)
    void aConfThatCannotBeUsedIsExplained(String conf, String line) throws IOException {
        Path file = conf(conf);

        assertOneLine(start(file), 1, file + ": " + line);
    }

    @Test
    void aConfThatIsNoJsonIsExplainedWithThePlace() throws IOException {
        Path file = conf("{\n  \"payment\": {port: 1}\n}");

        Ended ended = start(file);

        assertOneLine(ended, 1, ended.err().strip());
        assertTrue(ended.err().startsWith(file + ": not valid JSON at line 2, column 1"), ended.err());
    }

    @Test
    void aConfThatIsNotThereIsNamed() {
        Path file = folder.resolve("none.json");

        assertOneLine(start(file), 1, file + ": there is no such file");
    }

    @Test
    void aVariableThatCannotBeUsedIsExplained() throws IOException {
        Path file = conf("{\"payment\": {}}");
        Files.writeString(folder.resolve(".env"), "REDIS_PORT=many");

        assertOneLine(start(file), 1, "REDIS_PORT must be a port number from 1 to 65535, not 'many'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inventory", "payment", "web"})
    void aTakenPortIsNamedAndNothingGoesOnRunning(String service) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            Path data = folder.resolve("data");
            String all =
                    "{\"data\": \"%s\", \"inventory\": {\"port\": 0}, \"payment\": {\"port\": 0}, \"web\": {\"port\": 0}}";
            String free = "\"" + service + "\": {\"port\": ";
            Path file = conf(all.formatted(slashed(data)).replace(free + 0, free + port));

            Ended ended = start(file);

            // The operating system's own words stand in the middle.
            assertOneLine(ended, 1, ended.err().strip());
            assertTrue(ended.err().startsWith("Port " + port + " cannot be used ("), ended.err());
            assertTrue(ended.err().strip().endsWith("or set " + service + ".port in " + file), ended.err());
            assertTrue(QuickSellProcess.redisOn(data).isEmpty());
            assertNothingRuns(file, data);
        }
    }

    @Test
    void aFolderThatAnotherRunUsesIsLeftAlone() {
        QuickSellProcess running = SYSTEM.process();

        assertOneLine(
                start(running.conf()),
                1,
                running.data() + " is in use by another run (process " + running.pid()
                        + "); stop that one first with ./run.sh stop, or set another \"data\" in the conf");

        assertTrue(running.isRunning());
        SYSTEM.shop().addProduct(1);
    }

    @Test
    void statusTellsWhatRuns() {
        QuickSellProcess running = SYSTEM.process();

        Ended status = JAR.run(folder, "--conf", running.conf().toString(), "status");

        assertEquals(0, status.code());
        assertEquals(
                List.of(
                        "Running on " + running.data() + " as process " + running.pid(),
                        "  inventory " + running.url("inventory") + " ready",
                        "  payment " + running.url("payment") + " ready",
                        "  desk " + running.url("desk") + " ready"),
                status.out().lines().toList());
        assertEquals("", status.err());
    }

    @Test
    void statusAndStopTellThatNothingRuns() throws IOException {
        Path data = folder.resolve("data");
        Path file = conf("{\"data\": \"" + slashed(data) + "\", \"inventory\": {}}");

        assertNothingRuns(file, data);
        assertFalse(Files.exists(data));
    }

    @Test
    void stopStopsWhatRuns() {
        try (QuickSellProcess running = new QuickSellProcess(JAR, List.of(), "")) {
            running.start();
            ProcessHandle redis = running.redis().orElseThrow();

            Ended stop = JAR.run(folder, "--conf", running.conf().toString(), "stop");

            assertEquals(new Ended(0, "Stopped" + System.lineSeparator(), ""), stop);
            assertFalse(running.isRunning());
            assertFalse(QuickSellProcess.runs(redis));
        }
    }

    private Path conf(String text) throws IOException {
        return Files.writeString(folder.resolve("conf.json"), text);
    }

    private Ended start(Path conf) {
        return JAR.run(folder, "--conf", conf.toString());
    }

    private void assertNothingRuns(Path conf, Path data) {
        String line = "Nothing runs on " + data + System.lineSeparator();
        assertEquals(new Ended(3, line, ""), JAR.run(folder, "--conf", conf.toString(), "status"));
        assertEquals(new Ended(0, line, ""), JAR.run(folder, "--conf", conf.toString(), "stop"));
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static void assertOneLine(Ended ended, int code, String line) {
        assertEquals(new Ended(code, "", line + System.lineSeparator()), ended);
    }
}
