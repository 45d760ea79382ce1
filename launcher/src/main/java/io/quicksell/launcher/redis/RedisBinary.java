package io.quicksell.launcher.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.launcher.run.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A redis-server that can be started here.
 *
 * @param product {@code redis} or {@code valkey}, in lower case
 */
record RedisBinary(Path path, String product, String version) {

    private static final Pattern VERSION = Pattern.compile("(\\w+) server v=([0-9.]+)", Pattern.CASE_INSENSITIVE);
    static final String WAY_OUT = "; set redis.server in the conf to a redis-server of this machine (6.2 or newer), or"
            + " REDIS_HOST and REDIS_PORT to a running one";

    /**
     * The binary that the conf names, or the packed one, unpacked into {@code folder}.
     *
     * @throws StartFailure if it does not run here
     */
    static RedisBinary find(String configured, Path folder) {
        Path path = configured.isEmpty() ? PackedRedis.unpack(folder) : Path.of(configured);
        Matcher version = VERSION.matcher(printedVersion(path));
        if (!version.find()) {
            throw new StartFailure(path + " is no redis-server" + WAY_OUT);
        }
        return new RedisBinary(path, version.group(1).toLowerCase(java.util.Locale.ROOT), version.group(2));
    }

    /** What has to stay the same for a data folder to be readable: product and major version. */
    String family() {
        return product + " " + version.substring(0, version.indexOf('.'));
    }

    private static String printedVersion(Path path) {
        try {
            Process process = new ProcessBuilder(path.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            process.waitFor(5, TimeUnit.SECONDS);
            if (process.exitValue() != 0) {
                throw new StartFailure("redis-server does not start here: " + lastLine(output) + WAY_OUT);
            }
            return output;
        } catch (IOException e) {
            throw new StartFailure("redis-server does not start here: " + e.getMessage() + WAY_OUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while the version of redis-server was checked", e);
        }
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }
}
