package io.quicksell.endtoend.drill;

import static io.quicksell.endtoend.drill.Prompt.expectOneLine;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.BuiltJar.Ended;
import io.quicksell.endtoend.driver.RedisRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps the system from starting is said in one line, with the way out, and leaves nothing running. */
class RefusedStartIT {

    @TempDir
    private Path folder;

    private Prompt prompt;

    @BeforeEach
    void sitDown() {
        prompt = new Prompt(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"paymnet": {}}                      | paymnet is unknown; did you mean payment?
                    {"payment": {"delayMilis": 5}}       | payment.delayMilis is unknown; did you mean payment.delayMillis?
                    {"colour": "blue"}                   | colour is unknown; the keys that exist are those of conf/quicksell.json
                    {"payment": {"port": "8001"}}        | payment.port must be a whole number, not a text
                    {"payment": {"port": 2.5}}           | payment.port must be a whole number, not 2.5
                    {"payment": []}                      | payment must be an object, not a list
                    {"payment": {"port": 70000}}         | payment.port must be from 0 to 65535
                    {"payment": {"feeRate": -1}}         | payment.feeRate must be from 0 to 1 with at most six decimals
                    {"payment": {}, "host": "0.0.0.0"}   | host 0.0.0.0 can be reached from other machines, and nobody is asked who they are, and what is said can be read on the way. Set access.mode to required, and tls.certFile and tls.keyFile; or leave host at 127.0.0.1, behind a TLS proxy on this machine that trustedProxies names, with access.mode required; or set "protectedMode": false if everybody there may do everything
                    {"data": "elsewhere"}                | names nothing to run; it needs a section inventory, payment or web, or access.mode required and access.port
                    []                                   | a JSON object is needed
                    """)
    void aConfThatCannotBeUsedIsExplained(String conf, String line) throws IOException {
        Path file = prompt.conf(conf);

        expectOneLine(1, file + ": " + line, prompt.start(file));
    }

    @Test
    void aConfThatIsNoJsonIsExplainedWithThePlace() throws IOException {
        Path file = prompt.conf("{\n  \"payment\": {port: 1}\n}");

        Ended ended = prompt.start(file);

        expectOneLine(1, ended.err().strip(), ended);
        assertTrue(ended.err().startsWith(file + ": not valid JSON at line 2, column 1"), ended.err());
    }

    @Test
    void aConfThatIsNotThereIsNamed() {
        Path file = folder.resolve("none.json");

        expectOneLine(1, file + ": there is no such file", prompt.start(file));
    }

    @Test
    void aVariableThatCannotBeUsedIsExplained() throws IOException {
        Path file = prompt.conf("{\"payment\": {}}");
        Files.writeString(folder.resolve(".env"), "REDIS_PORT=many");

        expectOneLine(1, "REDIS_PORT must be a port number from 1 to 65535", prompt.start(file));
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
            Path file = prompt.conf(all.formatted(Prompt.slashed(data)).replace(free + 0, free + port));

            Ended ended = prompt.start(file);

            // The operating system's own words stand in the middle.
            expectOneLine(1, ended.err().strip(), ended);
            assertTrue(ended.err().startsWith("Port " + port + " cannot be used ("), ended.err());
            assertTrue(ended.err().strip().endsWith("or set " + service + ".port in " + file), ended.err());
            assertTrue(RedisRecord.runningOn(data).isEmpty());
            prompt.expectNothingRuns(file, data);
        }
    }
}
