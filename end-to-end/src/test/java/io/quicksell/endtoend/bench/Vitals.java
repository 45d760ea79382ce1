package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.RedisClient;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a running system holds at a moment, as Linux and Redis count it.
 *
 * @param orders that were ever placed
 * @param residentBytes of the memory of all its processes of Java
 * @param descriptors that these have open
 * @param events in the streams that are trimmed
 * @param redisBytes that Redis has in use
 * @param indexBytes of the files of the indexes of orders
 */
record Vitals(long orders, long residentBytes, long descriptors, long events, long redisBytes, long indexBytes) {

    private static final List<String> TRIMMED =
            List.of("order_completed", "order_failed", "order_refunded", "product_changed", "refund_order");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern USED = Pattern.compile("used_memory:(\\d+)");

    static Vitals of(List<QuickSellProcess> processes, RedisClient redis) {
        return new Vitals(
                (Long) redis.send("XLEN", "order_created"),
                sum(processes, Vitals::resident),
                sum(processes, Vitals::descriptors),
                TRIMMED.stream()
                        .mapToLong(stream -> (Long) redis.send("XLEN", stream))
                        .sum(),
                number(USED, redis.send("INFO", "memory").toString()),
                sum(processes, Vitals::index));
    }

    private static long sum(List<QuickSellProcess> processes, ToLongFunction<QuickSellProcess> count) {
        return processes.stream().mapToLong(count).sum();
    }

    private static long resident(QuickSellProcess process) {
        try {
            return number(RESIDENT, Files.readString(proc(process, "status"))) * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long descriptors(QuickSellProcess process) {
        try (Stream<Path> open = Files.list(proc(process, "fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that the index has merged away meanwhile counts nothing. */
    private static long index(QuickSellProcess process) {
        return Stream.ofNullable(process.data().resolve("index/orders").toFile().listFiles())
                .flatMap(Stream::of)
                .mapToLong(File::length)
                .sum();
    }

    private static Path proc(QuickSellProcess process, String file) {
        return Path.of("/proc", String.valueOf(process.handle().pid()), file);
    }

    private static long number(Pattern wanted, String text) {
        Matcher found = wanted.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + wanted + " in " + text);
        }
        return Long.parseLong(found.group(1));
    }
}
