package io.quicksell.launcher.redis;

import io.vertx.redis.client.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An append-only file that a server wrote: a stock, a first order, and then what a crash may tear: a second order, which is one
 * script of four writes, and one plain command.
 *
 * @param bytes the whole of it
 * @param order where the second order begins
 * @param plain where the plain command begins
 */
record WrittenLog(byte[] bytes, int order, int plain) {

    private static final String ORDER = """
            redis.call('HSET', 'order:' .. ARGV[1], 'status', 'new', 'note', 'paid\\r\\nlater')
            redis.call('HSET', 'stock', 'reserved', ARGV[1])
            redis.call('HSET', 'totals', 'orders', ARGV[1])
            redis.call('XADD', 'events', '*', 'order', ARGV[1])
            """;

    static WrittenLog on(Path data) throws IOException {
        Path file = data.resolve("redis/appendonly.aof");
        try (RedisRun run = RedisRun.start(data)) {
            run.call(Command.HSET, "stock", "available", 5);
            run.call(Command.EVAL, ORDER, 0, 1);
            int order = (int) Files.size(file);
            run.call(Command.EVAL, ORDER, 0, 2);
            int plain = (int) Files.size(file);
            run.call(Command.SET, "plain", "value");
            return new WrittenLog(Files.readAllBytes(file), order, plain);
        }
    }

    int size() {
        return bytes.length;
    }

    byte[] cutAt(int offset) {
        return Arrays.copyOf(bytes, offset);
    }

    /** The log with other bytes at an offset. */
    byte[] overwrittenAt(int offset, String other) {
        byte[] damaged = bytes.clone();
        for (int i = 0; i < other.length(); i++) {
            damaged[offset + i] = (byte) other.charAt(i);
        }
        return damaged;
    }

    int indexOf(String text, int from) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text, from);
    }

    /** A data folder that has this as its append-only file. */
    static Path folderWith(Path data, byte[] log) throws IOException {
        Files.createDirectories(data.resolve("redis"));
        Files.write(data.resolve("redis/appendonly.aof"), log);
        return data;
    }

    /** The copies that were kept of torn ones in a data folder. */
    static List<Path> keptOf(Path data) {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.getFileName().toString().startsWith("redis-torn-"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
