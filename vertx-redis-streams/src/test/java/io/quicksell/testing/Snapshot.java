package io.quicksell.testing;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything in a Redis as texts by key: two snapshots are equal if nothing was written in between. */
final class Snapshot {

    private Snapshot() {}

    static Map<String, String> of(RealRedis redis) {
        Map<String, String> contents = new TreeMap<>();
        for (Response key : redis.call(Command.KEYS, "*")) {
            contents.put(key.toString(), content(redis, key.toString()));
        }
        return contents;
    }

    private static String content(RealRedis redis, String key) {
        return switch (redis.call(Command.TYPE, key).toString()) {
            case "hash" -> new TreeMap<>(redis.hash(key)).toString();
            case "zset" -> redis.call(Command.ZRANGE, key, 0, -1, "WITHSCORES").toString();
            case "stream" -> redis.call(Command.XRANGE, key, "-", "+") + " " + groups(redis, key);
            default -> redis.call(Command.GET, key).toString();
        };
    }

    /** What each group has read and has pending, but not its consumers: an instance that starts adds itself to them. */
    private static List<String> groups(RealRedis redis, String stream) {
        return redis.call(Command.XINFO, "GROUPS", stream).stream()
                .map(group -> group.get(1) + " " + group.get(5) + " " + group.get(7))
                .toList();
    }
}
