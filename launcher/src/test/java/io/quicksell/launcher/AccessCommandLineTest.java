package io.quicksell.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.redis.EmbeddedRedis;
import io.quicksell.launcher.redis.EmbeddedSettings;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.StartFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about users and keys find the Redis of the running system, and take passwords only from where others cannot see them. */
class AccessCommandLineTest {

    @TempDir
    private Path home;

    @Test
    void withoutARunningSystemNothingIsDoneAndTheWayOutIsSaid() throws IOException {
        String refusal =
                assertThrows(StartFailure.class, () -> run("", "user list")).getMessage();

        assertEquals(
                "Nothing runs on " + home.resolve("data")
                        + ", so there is no database to change; start the system first with ./run.sh",
                refusal);
        assertFalse(Files.exists(home.resolve("data")));
    }

    @Test
    void onTheRunningSystemUsersAreMadeWithAPasswordFromTheStandardInput() throws IOException {
        try (DataFolder folder = DataFolder.open(home.resolve("data"))) {
            EmbeddedRedis redis = new EmbeddedRedis(folder, new EmbeddedSettings("", "no", 0));
            try {
                redis.start();
                assertEquals(
                        "Olga is added as operator\n",
                        run("correct horse battery\n", "user add Olga --role operator --password-stdin"));
                assertTrue(run("", "user list").startsWith("Olga  operator"));
                assertEquals(
                        "The password must have 12 to 128 characters; it has 0",
                        assertThrows(StartFailure.class, () -> run("", "user passwd Olga --password-stdin"))
                                .getMessage());
            } finally {
                redis.stop();
            }
        }
    }

    @Test
    void aPasswordIsNoArgument() {
        assertFalse(new AccessCommandLine(List.of("user", "passwd", "Olga", "correct horse battery")).isComplete());
    }

    private String run(String input, String line) throws IOException {
        Files.writeString(home.resolve("conf.json"), "{\"data\": \"data\", \"inventory\": {}}");
        QuickSellConfig config = QuickSellConfig.read(home, "conf.json", Map.of());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new AccessCommandLine(List.of(line.split(" ")))
                .run(config, new ByteArrayInputStream(input.getBytes(UTF_8)), new PrintStream(said, true, UTF_8));
        return said.toString(UTF_8).replace("\r", "");
    }
}
