package io.quicksell.launcher.redis;

import io.quicksell.launcher.run.PrivateFolder;
import io.quicksell.launcher.run.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/** The redis-server that the embedded-redis library packs for this kind of machine; it is run only if it is one of those we know. */
final class PackedRedis {

    /** SHA-256 by file name, of embedded-redis 1.4.4. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry(
                    "redis-server-6.2.6-v5-linux-amd64",
                    "1f716094e08a25faee2bc7626feb9e13464ed89018ac5c376c5e9cff06bdcf52"),
            Map.entry(
                    "redis-server-6.2.7-linux-386", "7439d339751e396cef7205a3169c96f1c53661f65d473b8d086e2d1826f48145"),
            Map.entry(
                    "redis-server-6.2.7-linux-arm64",
                    "036a23aa65bfb31d2a048aa96c170b38c2fbd4f1de68ef0f9c3133dd4b1474cd"),
            Map.entry(
                    "redis-server-6.2.6-v5-darwin-amd64",
                    "7a4eb450d90a6ce9a2c651cfc4a0613b980a270c6426cbb6fa42d6c3beec9ce8"),
            Map.entry(
                    "redis-server-6.2.6-v5-darwin-arm64",
                    "c523aec5a9b6f565cff0271ef67f5c51fa83e1180e3e954ab5251b3cf6282b76"),
            Map.entry(
                    "redis-server-5.0.14.1-windows-amd64.exe",
                    "79cd623a9999d75e944e8d2509547ddeee67a2c6c7b88d11d1137eb57fec10a0"));

    private PackedRedis() {}

    /**
     * Unpacks it into {@code folder}.
     *
     * @throws StartFailure if none is packed for this machine, or another one than ours
     */
    static Path unpack(Path folder) {
        Path unpacked;
        try {
            PrivateFolder.make(folder);
            unpacked = ExecutableProvider.newJarResourceProvider(folder.toFile())
                    .get()
                    .toPath();
        } catch (IOException | RuntimeException e) {
            throw new StartFailure("no redis-server is packed for this kind of machine" + RedisBinary.WAY_OUT, e);
        }
        return verified(unpacked);
    }

    static Path verified(Path unpacked) {
        if (!sha256(unpacked).equals(KNOWN.get(unpacked.getFileName().toString()))) {
            throw new StartFailure(
                    unpacked + " is not the redis-server that this release was built with, so it is not run"
                            + RedisBinary.WAY_OUT);
        }
        return unpacked;
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
