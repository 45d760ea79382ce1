package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether a Redis keeps every write that it acknowledges. Only a master does that logs each write to disk before it replies.
 *
 * @param role {@code master}, {@code slave} or {@code sentinel}
 * @param replicas how many are connected
 * @param needed how many a change waits for
 * @param warnings what may lose acknowledged writes, in words for an operator; empty if nothing may
 */
public record Durability(String role, int replicas, int needed, List<String> warnings) {

    public boolean isMaster() {
        return role.equals("master");
    }

    /** Asks Redis for its role and settings. If the user may not read settings, that is a warning of its own. */
    static Future<Durability> of(RedisLink redis, int needed) {
        return redis.send(Request.cmd(Command.ROLE))
                .compose(role -> redis.send(
                                Request.cmd(Command.CONFIG).arg("GET").arg("append*"))
                        .map(settings -> warnings(ScriptReply.fields(settings)))
                        .recover(failure -> failure instanceof RedisFault fault && !fault.isForbidden()
                                ? Future.failedFuture(failure)
                                : Future.succeededFuture(
                                        List.of("Redis does not let its settings be read (CONFIG GET)")))
                        .map(warnings -> of(role, needed, warnings)));
    }

    private static Durability of(Response role, int needed, List<String> ofSettings) {
        String name = role.get(0).toString();
        int connected = name.equals(Fitness.MASTER) ? role.get(2).size() : 0;
        List<String> warnings = new ArrayList<>(ofSettings);
        if (connected < needed) {
            warnings.add("changes wait for " + needed + (needed == 1 ? " replica" : " replicas") + ", and " + connected
                    + " are connected: until they are, no change is answered");
        }
        return new Durability(name, connected, needed, warnings);
    }

    private static List<String> warnings(Map<String, String> append) {
        List<String> warnings = new ArrayList<>();
        if (!"yes".equals(append.get("appendonly"))) {
            warnings.add("appendonly is off: a crash of Redis loses acknowledged writes");
        } else if (!"always".equals(append.get("appendfsync"))) {
            warnings.add(
                    "appendfsync is " + append.get("appendfsync") + ": a crash may lose the last acknowledged writes");
        }
        return warnings;
    }
}
