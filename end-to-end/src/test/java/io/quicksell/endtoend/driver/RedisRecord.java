package io.quicksell.endtoend.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code redis.json} in a data folder says of the embedded Redis. Needs nothing but the JDK.
 *
 * @param pid its process, or 0 where it was never started
 */
public record RedisRecord(long pid, int port, String password) {

    private static final Pattern PID = Pattern.compile("\"pid\"\\s*:\\s*(\\d+)");
    private static final Pattern PORT = Pattern.compile("\"port\"\\s*:\\s*(\\d+)");
    private static final Pattern PASSWORD = Pattern.compile("\"password\"\\s*:\\s*\"(\\w+)\"");

    /** Empty where there is no such file. */
    public static Optional<RedisRecord> in(Path data) {
        Path file = data.resolve("redis.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file);
            return Optional.of(new RedisRecord(
                    Long.parseLong(found(PID, text)), Integer.parseInt(found(PORT, text)), found(PASSWORD, text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process of the Redis on that data folder, while it runs. */
    public static Optional<ProcessHandle> runningOn(Path data) {
        return in(data).flatMap(redis -> ProcessHandle.of(redis.pid())).filter(Processes::isRunning);
    }

    private static String found(Pattern member, String text) {
        Matcher found = member.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + member + " in redis.json");
        }
        return found.group(1);
    }
}
