package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.Processes;
import io.quicksell.endtoend.driver.RedisClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a system has used up so far: processor time, memory, and Redis' own account of its commands. */
final class Meter implements AutoCloseable {

    /**
     * What was used up since the processes began.
     *
     * @param redisMillis the time by the clock of Redis
     * @param units sold
     * @param jvm processor time, with that of the index
     * @param index processor time of the threads that write the index of orders
     */
    record Reading(long redisMillis, long units, Duration jvm, Duration index, Duration redis, CommandStats commands) {

        Reading since(Reading earlier) {
            return new Reading(
                    redisMillis - earlier.redisMillis,
                    units - earlier.units,
                    jvm.minus(earlier.jvm),
                    index.minus(earlier.index),
                    redis.minus(earlier.redis),
                    commands.since(earlier.commands));
        }
    }

    /** They are kept for {@code streams.retentionMinutes} and not for ever. */
    private static final List<String> STREAMS = List.of("order_completed", "product_changed");

    private static final Pattern RSS_ANON = Pattern.compile("(?m)^RssAnon:\\s+(\\d+) kB");
    private static final Pattern USED_MEMORY = Pattern.compile("(?m)^used_memory:(\\d+)");

    /** As the kernel knows them: it keeps 15 characters. */
    private static final String INDEX_THREADS = "order-index";

    private final WayOfRunning system;
    private final Goods goods;
    private final RedisClient redis;

    Meter(WayOfRunning system, Goods goods) {
        this.system = system;
        this.goods = goods;
        this.redis = system.redisClient();
    }

    Reading read() {
        List<?> time = (List<?>) redis.send("TIME");
        return new Reading(
                Long.parseLong((String) time.get(0)) * 1_000 + Long.parseLong((String) time.get(1)) / 1_000,
                goods.sold(),
                system.jvmCpu(),
                system.jvms().stream()
                        .map(jvm -> Processes.cpuOfThreads(jvm, INDEX_THREADS))
                        .reduce(Duration.ZERO, Duration::plus),
                system.redisCpu(),
                CommandStats.of(redis.send("INFO", "commandstats").toString()));
    }

    /** The bytes that Redis has in use. */
    long redisBytes() {
        Matcher used = USED_MEMORY.matcher(redis.send("INFO", "memory").toString());
        if (!used.find()) {
            throw new IllegalStateException("Redis does not say how much memory it uses");
        }
        return Long.parseLong(used.group(1));
    }

    /** The bytes of the streams of events. */
    long streamBytes() {
        return STREAMS.stream()
                .map(stream -> redis.send("MEMORY", "USAGE", stream, "SAMPLES", "0"))
                .mapToLong(bytes -> bytes == null ? 0 : (Long) bytes)
                .sum();
    }

    /** The memory that the JVMs have of their own, without mapped files, as Linux counts it; empty elsewhere. */
    OptionalLong ownBytes() {
        long kib = 0;
        for (long pid : system.jvms()) {
            Path status = Path.of("/proc/" + pid + "/status");
            if (!Files.exists(status)) {
                return OptionalLong.empty();
            }
            try {
                Matcher own = RSS_ANON.matcher(Files.readString(status));
                kib += own.find() ? Long.parseLong(own.group(1)) : 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return OptionalLong.of(kib * 1024);
    }

    @Override
    public void close() {
        redis.close();
    }
}
