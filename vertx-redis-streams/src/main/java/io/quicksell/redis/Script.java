package io.quicksell.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * One decision that Redis takes in one atomic step: a Lua file {@code lua/<name>.lua} of the class path.
 *
 * <p>A line {@code -- include <file>} is replaced by that file of the same folder. The script replies with a status word, which is
 * a constant of {@code E} in lower case, followed by data if there is any.
 *
 * @param <E> the status words with which it can reply
 */
public final class Script<E extends Enum<E>> {

    private static final String INCLUDE = "-- include ";

    private final String name;
    private final Class<E> words;
    private final String source;
    private final String sha1;

    private Script(String name, Class<E> words) {
        this.name = name;
        this.words = words;
        this.source = read(name + ".lua");
        this.sha1 = sha1(source);
    }

    /**
     * @throws IllegalStateException if the file is missing: nothing starts without its scripts
     */
    public static <E extends Enum<E>> Script<E> load(String name, Class<E> words) {
        return new Script<>(name, words);
    }

    String source() {
        return source;
    }

    String sha1() {
        return sha1;
    }

    /** Runs it on a connection. If Redis does not know the script (a restart forgets all of them), its source is sent along. */
    public Future<ScriptReply<E>> runOn(RedisConnection connection, List<String> keys, List<String> arguments) {
        return callOn(connection, keys, arguments).map(this::reply);
    }

    Future<Response> callOn(RedisConnection connection, List<String> keys, List<String> arguments) {
        return connection
                .send(bySha(keys, arguments))
                .recover(failure -> failure instanceof ErrorType reply && reply.is("NOSCRIPT")
                        ? connection.send(bySource(keys, arguments))
                        : Future.failedFuture(failure))
                .recover(failure -> Future.failedFuture(RedisFault.of(failure)));
    }

    Request bySha(List<String> keys, List<String> arguments) {
        return call(Command.EVALSHA, sha1, keys, arguments);
    }

    Request bySource(List<String> keys, List<String> arguments) {
        return call(Command.EVAL, source, keys, arguments);
    }

    ScriptReply<E> reply(Response reply) {
        return new ScriptReply<>(word(reply.get(0).toString()), reply);
    }

    E word(String text) {
        return Enum.valueOf(words, text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name;
    }

    private static Request call(Command command, String script, List<String> keys, List<String> arguments) {
        Request call = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(call::arg);
        arguments.forEach(call::arg);
        return call;
    }

    private static String read(String file) {
        try (InputStream in = Script.class.getResourceAsStream("/lua/" + file)) {
            if (in == null) {
                throw new IllegalStateException("lua/" + file + " is not on the class path");
            }
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.startsWith(INCLUDE) ? read(line.substring(INCLUDE.length())) : line)
                    .collect(joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
