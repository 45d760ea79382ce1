package io.quicksell.endtoend.driver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Processes that are one system: they share a Redis of their own, and know each other's ports. */
public final class Fleet implements AutoCloseable {

    private static final String SERVICE_KEY = "a-key-that-only-this-fleet-has-in-its-confs";

    private final FleetRedis redis;
    private final BuiltJar jar;
    private final Map<String, QuickSellProcess> processes = new LinkedHashMap<>();

    /**
     * With a Redis that is one server with a password.
     *
     * @param folder an empty one, for Redis
     */
    public Fleet(Path folder) {
        this(folder, BuiltJar.ofThisBuild());
    }

    /**
     * @param folder an empty one, for Redis
     * @param jar that the processes run until they are upgraded
     */
    public Fleet(Path folder, BuiltJar jar) {
        this(SingleRedis.start(folder), jar);
    }

    /**
     * @param redis closed with the fleet
     */
    public Fleet(FleetRedis redis) {
        this(redis, BuiltJar.ofThisBuild());
    }

    private Fleet(FleetRedis redis, BuiltJar jar) {
        this.redis = redis;
        this.jar = jar;
    }

    /**
     * Adds a process, which is not started yet.
     *
     * @param sections of its conf, as JSON, all but the data folder, Redis and the key of the services
     */
    public Fleet with(String name, String sections) {
        String conf = """
                "redis": {%s}, "serviceKey": "%s", %s
                """.formatted(redis.conf(), SERVICE_KEY, sections);
        processes.put(name, QuickSellProcess.partOf(jar, List.of(), conf));
        return this;
    }

    public QuickSellProcess process(String name) {
        return processes.get(name);
    }

    /** All of them, in the sequence in which they were added. */
    public List<String> names() {
        return List.copyOf(processes.keySet());
    }

    /**
     * Stops a process, and starts it again as this build.
     *
     * @return how long it was not ready
     */
    public Duration replace(String name) {
        QuickSellProcess process = process(name);
        long begin = System.nanoTime();
        process.stop();
        process.becomes(BuiltJar.ofThisBuild());
        process.start();
        return Duration.ofNanos(System.nanoTime() - begin);
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

    /** The names of the processes that do not run any more. */
    public List<String> ended() {
        return processes.keySet().stream()
                .filter(name -> !process(name).isRunning())
                .toList();
    }

    /** The last lines of what each process said and logged. */
    public String logTails() {
        return processes.entrySet().stream()
                .map(one -> "=== " + one.getKey() + "\n" + one.getValue().logTail())
                .collect(Collectors.joining("\n"));
    }

    /** A way in through one inventory and one payment. */
    public Supplier<Shop> door(String inventory, String payment) {
        return () -> new Shop(
                new Rest(process(inventory).url("inventory")),
                new Rest(process(payment).url("payment")));
    }

    /** Puts into its Redis what another shop had in its own. */
    public void fill(RedisContent content) {
        try (RedisClient client = redis.connect()) {
            content.fill(client);
        }
    }

    /** What is wrong with the stock ledgers, in words. */
    public List<String> faultsOfLedgers() {
        try (RedisClient client = redis.connect()) {
            return Ledgers.faults(client);
        }
    }

    /** What it says in Redis under that key. */
    public String text(String key) {
        try (RedisClient client = redis.connect()) {
            return (String) client.send("GET", key);
        }
    }

    /** What Redis has as the status of an order; {@code null} if it has no such order. */
    public String status(String order) {
        try (RedisClient client = redis.connect()) {
            return (String) client.send("HGET", "order:" + order, "status");
        }
    }

    public void checkBooks(Set<String> accepted) {
        Books.check(redis::connect, accepted, Set.of());
    }

    /**
     * Waits until everything is at rest and says what is wrong with the books, or with the charges: the conf of each payment has to log at
     * debug.
     */
    public Verdict audit(Set<String> accepted) {
        return Books.audit(redis::connect, accepted, () -> Charges.in(processes.values()));
    }

    /** Which of these orders are not there, now. */
    public Set<String> missing(Set<String> orders) {
        List<String> ids = List.copyOf(orders);
        try (RedisClient client = redis.connect()) {
            List<Object> found = client.sendAll(
                    ids.stream().map(id -> List.of("EXISTS", "order:" + id)).toList());
            return IntStream.range(0, ids.size())
                    .filter(i -> found.get(i).equals(0L))
                    .mapToObj(ids::get)
                    .collect(Collectors.toSet());
        }
    }

    /** How many entries of {@code order_created} are in flight at each payment process, by the name it reads under. */
    public Map<String, Long> paymentsInFlight() {
        try (RedisClient client = redis.connect()) {
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
