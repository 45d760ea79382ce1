package io.quicksell.launcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that is not started: one line says why, and nothing is left behind. */
class RefusedStartTest {

    private static final Duration NAMED_WITHIN = Duration.ofSeconds(3);

    @TempDir
    Path home;

    private Path data;

    @BeforeEach
    void aDataFolder() {
        data = home.resolve("data");
    }

    @Test
    void dataOfAnotherFamilyIsNotTouched() throws IOException {
        RedisServer stopped;
        try (RedisRun run = RedisRun.start(data)) {
            stopped = run.server();
        }
        RedisServer written = new RedisServer(stopped.pid(), stopped.port(), stopped.password(), "", "redis 7");
        RedisRun.write(data, written);

        String line = refusal();

        assertTrue(line.startsWith(data + " was written by redis 7, and "), line);
        assertTrue(
                line.endsWith(" is redis 6; start it with the redis-server that wrote it (redis.server in the conf)"));
        assertEquals(written, RedisRun.serverOf(data));
        assertEquals(List.of(), RedisRun.processesOn(data));
    }

    @Test
    void aPortThatAnotherHasMeanwhileIsNamedAtOnce() throws IOException {
        RedisServer planned = RedisServer.planned("redis 6");
        try (DataFolder folder = DataFolder.open(data);
                ServerSocket other = new ServerSocket(planned.port(), 1, InetAddress.getLoopbackAddress())) {
            RedisBinary binary = RedisBinary.find("", home);

            PortTaken refused = assertTimeout(
                    NAMED_WITHIN,
                    () -> assertThrows(
                            PortTaken.class, () -> new RedisFolder(folder, RedisRun.SETTINGS).run(binary, planned)));

            assertTrue(refused.getMessage().contains("Failed listening on port " + other.getLocalPort()));
            assertEquals(List.of(), RedisRun.processesOn(data));
        }
    }

    @Test
    void whatIsNoRedisServerIsNamedWithTheWayOut() {
        String line = refusal("/bin/true");
        assertTrue(line.startsWith("/bin/true is no redis-server; set redis.server in the conf"), line);

        line = refusal("/bin/false");
        assertTrue(line.startsWith("redis-server does not start here: "), line);

        line = refusal(data + "/none");
        assertTrue(line.startsWith("redis-server does not start here: "), line);
    }

    @Test
    void aRecordThatCannotBeReadIsNamedAndNothingIsStarted() throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("redis.json"), "");

        String line = refusal();

        assertTrue(line.startsWith(data.resolve("redis.json") + " cannot be read"), line);
        assertEquals(List.of(), RedisRun.processesOn(data));
    }

    private String refusal() {
        return refusal(RedisRun.EXECUTABLE);
    }

    private String refusal(String executable) {
        String line = assertThrows(StartFailure.class, () -> RedisRun.start(data, executable, RedisRun.APPENDFSYNC))
                .getMessage();
        assertTrue(line.lines().count() == 1, line);
        return line;
    }
}
