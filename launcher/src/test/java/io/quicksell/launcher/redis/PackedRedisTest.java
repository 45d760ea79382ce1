package io.quicksell.launcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.launcher.run.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.core.ExecutableProvider;

/** Which packed redis-server is run: the one that we know, byte for byte. */
class PackedRedisTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis-server-6.2.6-v5-linux-amd64",
                "redis-server-6.2.7-linux-386",
                "redis-server-6.2.7-linux-arm64",
                "redis-server-6.2.6-v5-darwin-amd64",
                "redis-server-6.2.6-v5-darwin-arm64",
                "redis-server-5.0.14.1-windows-amd64.exe"
            })
    void everyOneThatTheLibraryPacksIsKnown(String name) throws IOException {
        Path file = home.resolve(name);
        try (InputStream packed = ExecutableProvider.class.getResourceAsStream("/" + name)) {
            Files.copy(packed, file);
        }

        assertEquals(file, PackedRedis.verified(file));
    }

    @Test
    void oneThatDiffersInOneByteIsNotRun() throws IOException {
        Path file = PackedRedis.unpack(home);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2]++;
        Files.write(file, bytes);

        assertRefused(file);
    }

    @Test
    void oneThatNobodyKnowsIsNotRun() throws IOException {
        assertRefused(Files.copy(PackedRedis.unpack(home), home.resolve("redis-server-9")));
    }

    private static void assertRefused(Path file) {
        assertEquals(
                file + " is not the redis-server that this release was built with, so it is not run"
                        + RedisBinary.WAY_OUT,
                assertThrows(StartFailure.class, () -> PackedRedis.verified(file))
                        .getMessage());
    }
}
