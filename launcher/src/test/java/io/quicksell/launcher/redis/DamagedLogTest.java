package io.quicksell.launcher.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.launcher.run.StartFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An append-only file that is broken where no crash breaks it: acknowledged orders come after, so nothing may be cut off. */
class DamagedLogTest {

    @TempDir
    static Path home;

    private static WrittenLog log;

    @BeforeAll
    static void aLog() throws IOException {
        log = WrittenLog.on(home.resolve("written"));
    }

    @ParameterizedTest
    @CsvSource({"HSET, garbage", "$4, $9", "$4, $x", "*4, *9", "*1, *0", "MULTI, NULTI"})
    void damageBeforeTheEndIsRefusedAndNothingIsChanged(String text, String damage) throws IOException {
        assertRefused(
                "middle-" + HexFormat.of().formatHex((text + damage).getBytes(US_ASCII)),
                log.overwrittenAt(log.indexOf(text, 25), damage));
    }

    @Test
    void aLengthThatReachesBeyondTheEndIsNoTornTail() throws IOException {
        int length = log.indexOf("$9\r\navailable", 0);
        assertRefused("length", log.overwrittenAt(length, "$99999"));
        assertRefused("zeros", log.overwrittenAt(log.indexOf("available", 0), "\0".repeat(20)));
        assertRefused("count", log.overwrittenAt(log.indexOf("*4\r\n$4\r\nHSET", 0), "*99"));
    }

    @Test
    void aLongRestIsNoTornTailEvenWithoutAFinishedScriptInIt() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        written.writeBytes(log.bytes());
        written.writeBytes(("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$9000000\r\n" + "x".repeat(1024 * 1024)).getBytes(US_ASCII));

        assertRefused("long", written.toByteArray());
    }

    private static void assertRefused(String name, byte[] damaged) throws IOException {
        Path data = WrittenLog.folderWith(home.resolve(name), damaged);
        Map<String, Long> before = listed(data.resolve("redis"));

        String line =
                assertThrows(StartFailure.class, () -> RedisRun.start(data)).getMessage();

        assertEquals(1, line.lines().count(), line);
        assertTrue(line.contains(data.toString()), line);
        Map<String, Long> after = listed(data.resolve("redis"));
        after.keySet().removeAll(List.of("redis.conf", "redis.pid"));
        assertEquals(before, after);
        assertArrayEquals(damaged, Files.readAllBytes(data.resolve("redis/appendonly.aof")));
        assertEquals(List.of(), RedisRun.processesOn(data));
        assertEquals(
                List.of("bin", "lock", "log", "redis", "redis.json"),
                List.copyOf(listed(data).keySet()));
    }

    private static Map<String, Long> listed(Path folder) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sizes.put(file.getFileName().toString(), Files.isDirectory(file) ? 0 : Files.size(file));
            }
        }
        return sizes;
    }
}
