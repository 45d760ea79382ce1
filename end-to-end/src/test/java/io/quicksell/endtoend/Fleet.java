package io.quicksell.endtoend;

import io.quicksell.testing.OwnRedis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processes that are one system: they share a Redis of their own, which has a password, and know each other's ports. */
final class Fleet implements AutoCloseable {

    static final String PASSWORD = "open-sesame";

    private final OwnRedis redis;
    private final Map<String, QuickSellProcess> processes = new LinkedHashMap<>();

    /**
     * @param folder an empty one, for Redis
     */
    Fleet(Path folder) {
        redis = OwnRedis.start(folder);
        try (RedisClient client = new RedisClient(redis.endpoint().port(), "")) {
            client.ask("CONFIG", "SET", "requirepass", PASSWORD);
        }
    }

    /**
     * Adds a process, which is not started yet.
     *
     * @param sections of its conf, as JSON, all but the data folder and Redis
     */
    Fleet with(String name, String sections) {
        String conf = """
                "redis": {"mode": "external", "port": %d, "password": "%s"}, %s
                """.formatted(redis.endpoint().port(), PASSWORD, sections);
        processes.put(name, QuickSellProcess.partOf(BuiltJar.ofThisBuild(), List.of(), conf));
        return this;
    }

    QuickSellProcess process(String name) {
        return processes.get(name);
    }

    /** Starts processes at the same time and waits until each says that it is ready. */
    void start(String... names) {
        Stream.of(names)
                .map(name -> CompletableFuture.runAsync(process(name)::start))
                .toList()
                .forEach(CompletableFuture::join);
    }

    void startAll() {
        start(processes.keySet().toArray(String[]::new));
    }

    /** A way in through one inventory and one payment. */
    Supplier<Shop> door(String inventory, String payment) {
        return () -> new Shop(
                new Rest(process(inventory).url("inventory")),
                new Rest(process(payment).url("payment")));
    }

    RedisClient redis() {
        return new RedisClient(redis.endpoint().port(), PASSWORD);
    }

    void checkBooks(Set<String> accepted) {
        Books.check(this::redis, accepted, Set.of());
    }

    /** How many entries of {@code order_created} each payment process has in hand, by the name it reads under. */
    Map<String, Long> paymentsInHand() {
        try (RedisClient client = redis()) {
            return client.list("XINFO", "CONSUMERS", "order_created", "payment").stream()
                    .map(RedisClient::fields)
                    .collect(Collectors.toMap(found -> found.get("name"), found -> Long.valueOf(found.get("pending"))));
        }
    }

    /** What each process said last. */
    String logTail() {
        List<String> tails = new ArrayList<>();
        processes.forEach((name, process) -> tails.add("=== " + name + "\n" + process.logTail()));
        return String.join("\n", tails);
    }

    @Override
    public void close() {
        processes.values().forEach(QuickSellProcess::close);
        redis.close();
    }
}
