package io.quicksell.launcher.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.tls.Trust;
import io.quicksell.redis.RedisEndpoint;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection to Redis that can do what a client library does not: take the stream of a replica. Blocks, each read within a limit.
 *
 * <p>A reply is a {@code byte[]}, a {@code String} (of a status), a {@code Long}, a list of replies, or {@code null}.
 */
final class RedisWire implements AutoCloseable {

    private static final int CONNECT_LIMIT_MILLIS = 5_000;

    /** A server that makes a snapshot sends a sign of life every 10 s. */
    private static final int SILENCE_LIMIT_MILLIS = 60_000;

    private static final int BUFFER_BYTES = 64 * 1024;

    /** What Redis refused, in its words. */
    static final class Refusal extends IOException {
        Refusal(String line) {
            super(line);
        }

        boolean isForLackOfRights() {
            return getMessage().startsWith("NOPERM");
        }

        boolean isUnknownCommand() {
            return getMessage().startsWith("ERR unknown command");
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RedisWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
    }

    /** Connects and logs in. */
    static RedisWire to(RedisEndpoint redis) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(redis.host(), redis.port()), CONNECT_LIMIT_MILLIS);
            socket.setSoTimeout(SILENCE_LIMIT_MILLIS);
            socket.setTcpNoDelay(true);
            RedisWire wire = new RedisWire(redis.tls() ? encrypted(socket, redis) : socket);
            wire.logIn(redis);
            return wire;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket encrypted(Socket plain, RedisEndpoint redis) throws IOException {
        Trust trust = redis.caFile().isEmpty() ? Trust.OF_JAVA : Trust.in(Path.of(redis.caFile()));
        SSLSocket socket =
                (SSLSocket) trust.context().getSocketFactory().createSocket(plain, redis.host(), redis.port(), true);
        SSLParameters terms = socket.getSSLParameters();
        terms.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(terms);
        socket.startHandshake();
        return socket;
    }

    private void logIn(RedisEndpoint redis) throws IOException {
        if (!redis.user().isEmpty()) {
            call("AUTH", redis.user(), redis.password());
        } else if (!redis.password().isEmpty()) {
            call("AUTH", redis.password());
        }
    }

    /**
     * Sends a command and waits for its reply.
     *
     * @param words texts, or {@code byte[]}
     * @throws Refusal if Redis refuses it
     */
    Object call(Object... words) throws IOException {
        send(words);
        flush();
        return read();
    }

    /** The reply to a command as a text, which is empty where there is none. */
    String text(Object... words) throws IOException {
        return textOf(call(words));
    }

    static String textOf(Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, UTF_8) : reply == null ? "" : reply.toString();
    }

    /** The reply to a command as a number, which is 0 where there is none. */
    long number(Object... words) throws IOException {
        String text = text(words);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    /** The reply to a command as a list. */
    List<?> list(Object... words) throws IOException {
        return (List<?>) call(words);
    }

    /** Writes a command whose reply is read later. */
    void send(Object... words) throws IOException {
        out.write(("*" + words.length + "\r\n").getBytes(UTF_8));
        for (Object word : words) {
            byte[] bytes =
                    word instanceof byte[] given ? given : word.toString().getBytes(UTF_8);
            out.write(("$" + bytes.length + "\r\n").getBytes(UTF_8));
            out.write(bytes);
            out.write('\r');
            out.write('\n');
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    /** The next reply. */
    Object read() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case '-' -> throw new Refusal(rest);
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> many(Integer.parseInt(rest));
            default -> throw new IOException("this is no Redis: it says " + line);
        };
    }

    private byte[] bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("Redis closed the connection");
        }
        in.skipNBytes(2);
        return bytes;
    }

    private List<Object> many(int length) throws IOException {
        List<Object> replies = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            replies.add(read());
        }
        return replies;
    }

    /** The next line that is not empty, without its end: empty ones are signs of life. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("Redis closed the connection");
            }
            if (next != '\r' && next != '\n') {
                line.append((char) next);
            } else if (next == '\n' && line.length() > 0) {
                return line.toString();
            }
        }
    }

    /** What comes after the last line that was read. */
    InputStream rest() {
        return in;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
