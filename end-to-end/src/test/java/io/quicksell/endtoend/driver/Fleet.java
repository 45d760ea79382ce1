package io.quicksell.endtoend.driver;

import io.quicksell.testing.OwnRedis;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processes that are one system: they share a Redis of their own, which has a password, and know each other's ports. */
public final class Fleet implements AutoCloseable {

    private static final String PASSWORD = "open-sesame";
    private static final String SERVICE_KEY = "a-key-that-only-this-fleet-has-in-its-confs";

    private final OwnRedis redis;
    private final Map<String, QuickSellProcess> processes = new LinkedHashMap<>();

    /**
     * @param folder an empty one, for Redis
     */
    public Fleet(Path folder) {
        redis = OwnRedis.start(folder);
        try (RedisClient client = new RedisClient(redis.endpoint().port(), "")) {
            client.send("CONFIG", "SET", "requirepass", PASSWORD);
        }
    }

    /**
     * Adds a process, which is not started yet.
     *
     * @param sections of its conf, as JSON, all but the data folder, Redis and the key of the services
     */
    public Fleet with(String name, String sections) {
        String conf = """
                "redis": {"mode": "external", "port": %d, "password": "%s"}, "serviceKey": "%s", %s
                """.formatted(redis.endpoint().port(), PASSWORD, SERVICE_KEY, sections);
        processes.put(name, QuickSellProcess.partOf(BuiltJar.ofThisBuild(), List.of(), conf));
        return this;
    }

    public QuickSellProcess process(String name) {
        return processes.get(name);
    }

    /** Starts processes at the same time and waits until each says that it is ready. */
    public void start(String... names) {
        Stream.of(names)
                .map(name -> CompletableFuture.runAsync(process(name)::start))
                .toList()
                .forEach(CompletableFuture::join);
    }

    public void startAll() {
        start(processes.keySet().toArray(String[]::new));
    }

    /** A way in through one inventory and one payment. */
    public Supplier<Shop> door(String inventory, String payment) {
        return () -> new Shop(
                new Rest(process(inventory).url("inventory")),
                new Rest(process(payment).url("payment")));
    }

    RedisClient redis() {
        return new RedisClient(redis.endpoint().port(), PASSWORD);
    }

    public void checkBooks(Set<String> accepted) {
        Books.check(this::redis, accepted, Set.of());
    }

    /** How many entries of {@code order_created} are in flight at each payment process, by the name it reads under. */
    public Map<String, Long> paymentsInFlight() {
        try (RedisClient client = redis()) {
            return client.list("XINFO", "CONSUMERS", "order_created", "payment").stream()
                    .map(RedisClient::fields)
                    .collect(Collectors.toMap(found -> found.get("name"), found -> Long.valueOf(found.get("pending"))));
        }
    }

    @Override
    public void close() {
        processes.values().forEach(QuickSellProcess::close);
        redis.close();
    }
}
