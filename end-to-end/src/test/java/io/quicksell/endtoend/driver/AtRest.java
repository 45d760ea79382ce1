package io.quicksell.endtoend.driver;

import static io.quicksell.endtoend.driver.RedisClient.fields;

import io.quicksell.testing.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A system at rest: every entry of the streams is read and acknowledged, and no units are held. */
final class AtRest {

    private record Group(String stream, String name) {}

    /** In the order in which an order goes through them. */
    private static final List<Group> GROUPS = List.of(
            new Group("order_created", "payment"),
            new Group("order_completed", "inventory"),
            new Group("refund_order", "payment"),
            new Group("order_failed", "inventory"),
            new Group("order_refunded", "inventory"),
            new Group("units_not_returned", "payment"));

    /** Longer than a hold lasts: one that nobody needs any more is given back by the sweeper. */
    private static final Duration LIMIT = Duration.ofSeconds(45);

    private AtRest() {}

    /** Waits for it, and fails with what is not at rest. */
    static void await(Supplier<RedisClient> connect) {
        Eventually.succeeds(LIMIT, () -> {
            try (RedisClient redis = connect.get()) {
                GROUPS.forEach(group -> expectNothingToRead(redis, group));
                expectNoHolds(redis);
                return null;
            }
        });
    }

    private static void expectNothingToRead(RedisClient redis, Group group) {
        String last = fields(redis.send("XINFO", "STREAM", group.stream())).get("last-generated-id");
        Map<String, String> state = redis.list("XINFO", "GROUPS", group.stream()).stream()
                .map(RedisClient::fields)
                .filter(found -> found.get("name").equals(group.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(group + " is missing"));
        if (!state.get("pending").equals("0") || !state.get("last-delivered-id").equals(last)) {
            throw new AssertionError(group + " is not at rest: " + state + ", last is " + last);
        }
    }

    private static void expectNoHolds(RedisClient redis) {
        if (redis.number("ZCARD", "holds") > 0) {
            throw new AssertionError("still held: " + redis.texts("ZRANGE", "holds", "0", "5"));
        }
    }
}
