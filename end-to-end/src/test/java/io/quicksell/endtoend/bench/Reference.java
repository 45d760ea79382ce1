package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.bench.HotPath.Life;
import io.quicksell.endtoend.bench.HotPath.Script;
import io.quicksell.endtoend.bench.WayOfRunning.Shipped;
import io.quicksell.endtoend.driver.RedisClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What Redis alone can do: the scripts of an order's whole life, sent by a plain pipelined client, many orders in each call. The Redis
 * is the one that a system of the same jar has started, with its settings, after that system was killed.
 */
final class Reference implements AutoCloseable {

    /**
     * What some orders took.
     *
     * @param busy while Redis had calls to answer; making them is not counted
     * @param redis the processor time of Redis
     * @param scriptMicros Redis' own time in each script, by its name
     */
    record Took(long orders, Duration busy, Duration redis, Map<String, Long> scriptMicros) {

        double perSecond() {
            return orders * 1e9 / busy.toNanos();
        }

        double microsOfEach(String script) {
            return scriptMicros.get(script) / (double) orders;
        }

        double microsOfEach() {
            return scriptMicros.values().stream().mapToLong(Long::longValue).sum() / (double) orders;
        }
    }

    static final int REFERENCES = 1_000;

    private static final int ORDERS_IN_A_CALL = 32;
    private static final int CALLS_IN_A_ROUND = 64;

    private final WayOfRunning system;
    private final Goods goods;
    private final RedisClient redis;
    private final HotPath path;
    private long busyNanos;
    private long placed;

    private Reference(WayOfRunning system, Goods goods, HotPath path) {
        this.system = system;
        this.goods = goods;
        this.path = path;
        this.redis = system.redisClient();
    }

    /** Some orders are placed as usual: after them there is all that orders need. */
    static Reference start(Shipped shipped, int products) {
        WayOfRunning system = WayOfRunning.allInOne(shipped);
        try {
            Goods goods = Goods.addedTo(system.url("inventory"), products);
            HotPath path;
            try (RedisClient redis = system.redisClient();
                    RedisClient monitor = system.redisClient()) {
                path = HotPath.recordedOn(system.url("payment"), goods, redis, monitor);
            }
            system.process().kill();
            return new Reference(system, goods, path);
        } catch (RuntimeException | AssertionError e) {
            system.close();
            throw e;
        }
    }

    /** The system whose Redis it is; of its processes only Redis runs. */
    WayOfRunning system() {
        return system;
    }

    Goods goods() {
        return goods;
    }

    /** How many orders it has sent so far. */
    long placed() {
        return placed;
    }

    /** What the nth order is found by; it shares it with each thousandth before and after it. */
    static String reference(long n) {
        return "desk" + (REFERENCES + n % REFERENCES);
    }

    /** Orders go their whole way, in rounds, until the time is over. */
    Took run(Duration atLeast) {
        Map<String, Long> micros = new LinkedHashMap<>();
        Duration redisBefore = system.redisCpu();
        long busyBefore = busyNanos;
        long placedBefore = placed;
        long end = System.nanoTime() + atLeast.toNanos();
        while (System.nanoTime() < end) {
            round(micros);
        }
        return new Took(
                placed - placedBefore,
                Duration.ofNanos(busyNanos - busyBefore),
                system.redisCpu().minus(redisBefore),
                micros);
    }

    /** Sends orders until there have been that many. */
    void fill(long orders) {
        while (placed < orders) {
            round(new LinkedHashMap<>());
        }
    }

    private void round(Map<String, Long> micros) {
        List<Life> wanted = LongStream.range(placed, placed + ORDERS_IN_A_CALL * CALLS_IN_A_ROUND)
                .mapToObj(n -> Life.of(goods.any(1).get(0), reference(n)))
                .toList();
        List<List<?>> held = send(0, wanted, micros);
        List<Life> orders = IntStream.range(0, wanted.size())
                .mapToObj(i -> wanted.get(i).heldUntil(held.get(i).get(1).toString()))
                .toList();
        send(1, orders, micros);
        send(2, told("payment", "order_created", orders), micros);
        send(3, told("inventory", "order_completed", orders), micros);
        placed += orders.size();
    }

    /** Sends all of them through a script, and each has to be answered as where all goes well. */
    private List<List<?>> send(int script, List<Life> all, Map<String, Long> micros) {
        List<List<String>> calls = new ArrayList<>();
        for (int from = 0; from < all.size(); from += ORDERS_IN_A_CALL) {
            calls.add(path.call(script, all.subList(from, Math.min(all.size(), from + ORDERS_IN_A_CALL))));
        }
        Script is = HotPath.SCRIPTS.get(script);
        long before = scriptMicros();
        List<List<?>> answers = new ArrayList<>();
        for (Object reply : busy(calls)) {
            ((List<?>) reply).forEach(answer -> answers.add((List<?>) answer));
        }
        micros.merge(is.name(), scriptMicros() - before, Long::sum);
        answers.stream()
                .filter(answer -> !answer.get(0).equals(is.answer()))
                .findFirst()
                .ifPresent(answer -> {
                    throw new IllegalStateException(is + " answers " + answer + ": see HotPath");
                });
        return answers;
    }

    /** Reads what a service is told of them. */
    private List<Life> told(String group, String stream, List<Life> orders) {
        Map<String, Life> byId = orders.stream().collect(Collectors.toMap(Life::id, Function.identity()));
        List<String> read =
                List.of("XREADGROUP", "GROUP", group, "benchmark", "COUNT", "" + orders.size(), "STREAMS", stream, ">");
        List<?> streams = (List<?>) busy(List.of(read)).get(0);
        List<?> entries = (List<?>) ((List<?>) streams.get(0)).get(1);
        return entries.stream()
                .map(entry -> (List<?>) entry)
                .map(entry -> byId.get(orderId((List<?>) entry.get(1))).toldBy((String) entry.get(0)))
                .toList();
    }

    private List<Object> busy(List<List<String>> commands) {
        long begin = System.nanoTime();
        List<Object> replies = redis.sendAll(commands);
        busyNanos += System.nanoTime() - begin;
        return replies;
    }

    private static Object orderId(List<?> fields) {
        return fields.get(fields.indexOf("order_id") + 1);
    }

    private long scriptMicros() {
        return CommandStats.of((String) redis.send("INFO", "commandstats"))
                .scripts()
                .micros();
    }

    @Override
    public void close() {
        redis.close();
        system.close();
    }
}
