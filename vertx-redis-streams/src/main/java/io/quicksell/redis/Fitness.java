package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a Redis can do the job at all: a master that is no cluster, {@value #LEAST_VERSION} or newer, which evicts nothing, lets its
 * user send every command that is needed, and holds no other program's data under our keys.
 */
final class Fitness {

    private enum Look {
        FIT,
        FORBIDDEN,
        OTHER_FORMAT,
        FOREIGN
    }

    private static final Script<Look> LOOK = Script.load("look_at_redis", Look.class);

    /** The first with XTRIM MINID and XPENDING IDLE. */
    private static final String LEAST_VERSION = "6.2";

    /** The role of one that takes writes. */
    static final String MASTER = "master";

    private static final String REPLICA = "it is a replica";
    private static final String NOTHING = "quicksell:nothing";
    private static final String FORMAT = "quicksell:format";

    private Fitness() {}

    /**
     * What is wrong with the Redis behind a connection, in words for its operator; empty if nothing is. Settings that its
     * user may not read are taken for right.
     *
     * @param format in which its data have to be, if they say so; empty for any
     * @param types the type of each key that may exist; {@code none} for one that must not
     * @param absent further keys that must not exist, with the reason
     * @param replicas how many replicas a change waits for
     * @return fails if Redis does not say now, for instance because it is loading
     */
    static Future<Optional<String>> defect(
            RedisConnection connection,
            String format,
            Map<String, String> types,
            Map<String, String> absent,
            int replicas) {
        Future<Optional<String>> role = role(connection);
        Future<Optional<Response>> info = ask(connection, Request.cmd(Command.INFO));
        Future<Optional<Response>> policy =
                ask(connection, Request.cmd(Command.CONFIG).arg("GET").arg("maxmemory-policy"));
        List<String> keys = new ArrayList<>(List.of(NOTHING, FORMAT));
        keys.addAll(types.keySet());
        List<String> expected = new ArrayList<>(List.of(format));
        expected.addAll(types.values());
        absent.keySet().forEach(key -> {
            keys.add(key);
            expected.add("none");
        });
        Future<ScriptReply<Look>> look = LOOK.runOn(connection, keys, expected);
        Future<Optional<Response>> wait = replicas == 0
                ? Future.succeededFuture(Optional.empty())
                : ask(connection, Request.cmd(Command.WAIT, 0, 1));
        return Future.join(role, info, policy, look, wait)
                .transform(asked -> Stream.of(
                                succeeded(info).map(Response::toString).flatMap(Fitness::ofInfo),
                                role.succeeded() ? ofRole(role.result()) : Optional.<String>empty(),
                                succeeded(policy).flatMap(Fitness::ofPolicy))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(defect -> Future.succeededFuture(Optional.of(defect)))
                        .orElseGet(() -> Future.all(role, info, policy, wait)
                                .compose(known -> replicas > 0 && wait.result().isEmpty()
                                        ? Future.succeededFuture(Optional.of("its user may not send WAIT"))
                                        : of(look, format, absent))));
    }

    /** What a Redis says that it is; empty if its user may not ask. */
    static Future<Optional<String>> role(RedisConnection connection) {
        return ask(connection, Request.cmd(Command.ROLE))
                .map(role -> role.map(reply -> reply.get(0).toString()));
    }

    /** Whether that is a defect that ends by itself where the master moves. */
    static boolean isOfAReplica(String defect) {
        return defect.startsWith(REPLICA);
    }

    private static Optional<String> ofRole(Optional<String> role) {
        String name = role.orElse("");
        return switch (name) {
            case MASTER -> Optional.empty();
            case "" -> Optional.of("its user may not send ROLE");
            case "sentinel" ->
                Optional.of("it is a sentinel, which holds no data but says where they are; use it as one, or point the"
                        + " conf at the master");
            default ->
                Optional.of(REPLICA + " (role " + name + "), which takes no writes; point the conf at the master");
        };
    }

    static Optional<String> ofInfo(String info) {
        if (field(info, "cluster_enabled").equals("1")) {
            return Optional.of("it is a node of a Redis Cluster; one without cluster-enabled is needed");
        }
        String version = field(info, "redis_version");
        return isOlder(version)
                ? Optional.of("its version is " + version + "; " + LEAST_VERSION + " or newer is needed")
                : Optional.empty();
    }

    private static Optional<String> ofPolicy(Response setting) {
        String policy = ScriptReply.fields(setting).getOrDefault("maxmemory-policy", "noeviction");
        return policy.equals("noeviction")
                ? Optional.empty()
                : Optional.of("its maxmemory-policy is " + policy
                        + ", so it throws data away when it is full; noeviction is needed");
    }

    private static Future<Optional<String>> of(
            Future<ScriptReply<Look>> look, String format, Map<String, String> absent) {
        return look.map(reply -> switch (reply.word()) {
                    case FIT -> Optional.<String>empty();
                    case FORBIDDEN -> Optional.of("its user may not send " + reply.get(1));
                    case OTHER_FORMAT ->
                        Optional.of("its data are in the format " + reply.get(1)
                                + " of another version; this one needs " + format);
                    case FOREIGN ->
                        Optional.of(absent.getOrDefault(
                                reply.get(1).toString(),
                                "its key " + reply.get(1) + " is a " + reply.get(2)
                                        + ", so its data are another program's, or another version's"));
                })
                .recover(failure -> failure instanceof RedisFault fault && fault.isForbidden()
                        ? Future.succeededFuture(Optional.of("its user may not do everything: " + fault.getMessage()))
                        : Future.failedFuture(failure));
    }

    /** Empty if the user may not ask. */
    private static Future<Optional<Response>> ask(RedisConnection connection, Request request) {
        return connection.send(request).map(Optional::of).recover(failure -> {
            Throwable fault = RedisFault.of(failure);
            return fault instanceof RedisFault refused && refused.isForbidden()
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(fault);
        });
    }

    private static Optional<Response> succeeded(Future<Optional<Response>> asked) {
        return asked.succeeded() ? asked.result() : Optional.empty();
    }

    private static boolean isOlder(String version) {
        int[] least = numbers(LEAST_VERSION);
        int[] given = numbers(version);
        return given.length > 1 && (given[0] < least[0] || given[0] == least[0] && given[1] < least[1]);
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("\\D+"))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }
}
