package io.quicksell.endtoend.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A connection of its own to Redis, past the system, as an operator has one (RESP2). Needs nothing but the JDK. */
public final class RedisClient implements AutoCloseable {

    private static final int ANSWER_LIMIT_MILLIS = 10_000;
    private static final int PIPELINED = 500;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

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
            socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
            out = new BufferedOutputStream(socket.getOutputStream());
            if (!password.isEmpty()) {
                ask("AUTH", password);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer: a text, a {@code Long}, a list of answers, or {@code null}. */
    public Object ask(String... command) {
        return askAll(List.of(List.of(command))).get(0);
    }

    /** The answers to many commands, in their order. */
    public List<Object> askAll(List<List<String>> commands) {
        try {
            List<Object> answers = new ArrayList<>(commands.size());
            for (int from = 0; from < commands.size(); from += PIPELINED) {
                List<List<String>> some = commands.subList(from, Math.min(commands.size(), from + PIPELINED));
                for (List<String> command : some) {
                    write(command);
                }
                out.flush();
                for (int i = 0; i < some.size(); i++) {
                    answers.add(read());
                }
            }
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Object> list(String... command) {
        return elements(ask(command));
    }

    List<String> texts(String... command) {
        return list(command).stream().map(String.class::cast).toList();
    }

    long number(String... command) {
        return (Long) ask(command);
    }

    static List<Object> elements(Object answer) {
        return new ArrayList<>((List<?>) answer);
    }

    /** What Redis answers as a list of field, value, field, value. */
    static Map<String, String> fields(Object answer) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<Object> flat = elements(answer);
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

    private void write(List<String> command) throws IOException {
        out.write(("*" + command.size() + "\r\n").getBytes(UTF_8));
        for (String part : command) {
            byte[] bytes = part.getBytes(UTF_8);
            out.write(("$" + bytes.length + "\r\n").getBytes(UTF_8));
            out.write(bytes);
            out.write("\r\n".getBytes(UTF_8));
        }
    }

    private Object read() throws IOException {
        String line = KeepAlive.line(in);
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> array(Integer.parseInt(rest));
            default -> throw new IllegalStateException("Redis answers " + line);
        };
    }

    private String bulk(int bytes) throws IOException {
        if (bytes < 0) {
            return null;
        }
        String text = new String(in.readNBytes(bytes), UTF_8);
        KeepAlive.line(in);
        return text;
    }

    private List<Object> array(int elements) throws IOException {
        List<Object> array = new ArrayList<>();
        for (int i = 0; i < elements; i++) {
            array.add(read());
        }
        return elements < 0 ? null : array;
    }
}
