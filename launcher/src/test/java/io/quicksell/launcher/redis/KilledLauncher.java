package io.quicksell.launcher.redis;

import io.quicksell.launcher.run.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A launcher in a JVM of its own that starts its Redis and then dies without a word, as {@code kill -9} does. */
final class KilledLauncher {

    private KilledLauncher() {}

    /** The server that it leaves behind on a data folder. */
    static RedisServer leavesBehind(Path data) {
        try {
            Process launcher = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledLauncher.class.getName(),
                            data.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            data.resolveSibling(data.getFileName() + ".out").toFile())
                    .start();
            int code = launcher.waitFor();
            if (code != 0) {
                throw new IllegalStateException("the launcher ended with " + code + " before it was killed");
            }
            return RedisRun.serverOf(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] arguments) {
        new EmbeddedRedis(DataFolder.open(Path.of(arguments[0])), RedisRun.SETTINGS).start();
        Runtime.getRuntime().halt(0);
    }
}
