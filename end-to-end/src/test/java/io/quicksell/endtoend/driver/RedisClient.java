package io.quicksell.endtoend.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection of its own to Redis, past the system, as an operator has one. A reply is a text, a {@code Long}, a list of replies or
 * {@code null}; an error of Redis is thrown.
 */
public final class RedisClient implements AutoCloseable {

    private static final int REPLY_LIMIT_MILLIS = 10_000;
    private static final int PIPELINED = 500;

    private final Socket socket;
    private final Resp resp;

    /** To the embedded Redis of that data folder. */
    public RedisClient(Path data) {
        this(RedisRecord.in(data).orElseThrow());
    }

    private RedisClient(RedisRecord redis) {
        this(redis.port(), redis.password());
    }

    /**
     * To a Redis of this machine.
     *
     * @param password empty where it has none
     */
    public RedisClient(int port, String password) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(REPLY_LIMIT_MILLIS);
            resp = new Resp(socket);
            if (!password.isEmpty()) {
                send("AUTH", password);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reply to a command. */
    public Object send(String... command) {
        return sendAll(List.of(List.of(command))).get(0);
    }

    /** The replies to many commands, in their order. */
    public List<Object> sendAll(List<List<String>> commands) {
        try {
            List<Object> replies = new ArrayList<>(commands.size());
            for (int from = 0; from < commands.size(); from += PIPELINED) {
                List<List<String>> some = commands.subList(from, Math.min(commands.size(), from + PIPELINED));
                for (List<String> command : some) {
                    resp.write(command);
                }
                resp.flush();
                for (int i = 0; i < some.size(); i++) {
                    replies.add(resp.read());
                }
            }
            return replies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the next thing that Redis says without having been asked, as it does after MONITOR. */
    public Object next() {
        try {
            return resp.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Object> list(String... command) {
        return elements(send(command));
    }

    List<String> texts(String... command) {
        return list(command).stream().map(String.class::cast).toList();
    }

    long number(String... command) {
        return (Long) send(command);
    }

    static List<Object> elements(Object reply) {
        return new ArrayList<>((List<?>) reply);
    }

    /** A reply that is a list of field, value, field, value. */
    static Map<String, String> fields(Object reply) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<Object> flat = elements(reply);
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put((String) flat.get(i), String.valueOf(flat.get(i + 1)));
        }
        return fields;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
