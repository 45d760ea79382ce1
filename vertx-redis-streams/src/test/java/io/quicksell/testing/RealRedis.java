package io.quicksell.testing;

import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.ScriptReply;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real redis-server for the tests of this JVM, emptied before each test ({@link SharedRedis} says which). Register it in a
 * static field; it brings a {@link Vertx} too. Its methods are for the JUnit thread: they wait for the reply.
 */
public final class RealRedis implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private static final RedisEndpoint ENDPOINT = SharedRedis.start();
    private static final RedisEndpoint AS_THE_SYSTEM = SystemUser.at(ENDPOINT.host(), ENDPOINT.port());

    private Vertx vertx;
    private Redis client;

    @Override
    public void beforeAll(ExtensionContext context) {
        vertx = Vertx.vertx();
        client = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString("redis://" + ENDPOINT.host() + ":" + ENDPOINT.port())
                        .setPreferredProtocolVersion(ProtocolVersion.RESP2));
        call(Command.ACL, SystemUser.set());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        call(Command.FLUSHALL);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        client.close();
        vertx.close().await();
    }

    public Vertx vertx() {
        return vertx;
    }

    /** This Redis as the system uses it: with the rights that docs/redis.md asks for and no others. */
    public RedisEndpoint endpoint() {
        return AS_THE_SYSTEM;
    }

    /** A link that is connected to this Redis. */
    public RedisLink link() {
        RedisLink link = new RedisLink(vertx, endpoint(), "test").open();
        Eventually.succeeds(() -> link.send(Request.cmd(Command.PING)).await());
        return link;
    }

    /** Sends one command and returns the reply. */
    public Response call(Command command, Object... arguments) {
        Request request = Request.cmd(command);
        Stream.of(arguments).map(String::valueOf).forEach(request::arg);
        return client.send(request).await();
    }

    /** Breaks the connections of all clients, as a network does. */
    public void killClients() {
        call(Command.CLIENT, "KILL", "TYPE", "normal");
    }

    /**
     * Lets what is asked for by this wait in Redis until all of it has been asked for: scripts and writes, of all clients
     * (https://redis.io/docs/latest/commands/client-pause/).
     */
    public <T> T beforeAnyWrite(Supplier<T> asking) {
        call(Command.CLIENT, "PAUSE", 10_000, "WRITE");
        try {
            return asking.get();
        } finally {
            call(Command.CLIENT, "UNPAUSE");
        }
    }

    /** A number from the reply to INFO. */
    public int info(String field) {
        return call(Command.INFO)
                .toString()
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .mapToInt(line -> Integer.parseInt(line.substring(field.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** All fields of a hash. */
    public Map<String, String> hash(String key) {
        return ScriptReply.fields(call(Command.HGETALL, key));
    }

    /** The fields of each entry of a stream, oldest first. */
    public List<Map<String, String>> stream(String key) {
        List<Map<String, String>> entries = new ArrayList<>();
        for (Response entry : call(Command.XRANGE, key, "-", "+")) {
            entries.add(ScriptReply.fields(entry.get(1)));
        }
        return entries;
    }

    /**
     * Everything in this Redis as texts by key, streams with what is pending in them: equal if nothing was written in between.
     *
     * @param but keys that a running service writes whenever it is time
     */
    public Map<String, String> snapshot(String... but) {
        Map<String, String> contents = Snapshot.of(this);
        List.of(but).forEach(contents::remove);
        return contents;
    }

    /** Writes an entry and has a consumer of the group read it. It is then pending; returns its id. */
    public String pendingEntry(String stream, String group, Map<String, String> fields) {
        if (call(Command.EXISTS, stream).toInteger() == 0
                || call(Command.XINFO, "GROUPS", stream).size() == 0) {
            call(Command.XGROUP, "CREATE", stream, group, "0", "MKSTREAM");
        }
        List<Object> add = new ArrayList<>(List.of(stream, "*"));
        fields.forEach((field, value) -> add.addAll(List.of(field, value)));
        String id = call(Command.XADD, add.toArray()).toString();
        call(Command.XREADGROUP, "GROUP", group, "test", "STREAMS", stream, ">");
        return id;
    }

    /** How many entries of a stream the group has read and not acknowledged. */
    public int pending(String stream, String group) {
        return call(Command.XPENDING, stream, group).get(0).toInteger();
    }
}
