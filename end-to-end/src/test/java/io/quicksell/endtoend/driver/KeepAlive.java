package io.quicksell.endtoend.driver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that asks one thing after the other. It does as little as a client can, so that a measurement is about
 * the server. Needs nothing but the JDK.
 */
public final class KeepAlive implements AutoCloseable {

    /** An answer; the head is in lower case. */
    public record Answer(int status, String head, String body) {}

    private static final int ANSWER_LIMIT_MILLIS = 15_000;

    private final String host;
    private final Socket socket;
    private final InputStream in;

    public KeepAlive(String url) throws IOException {
        URI uri = URI.create(url);
        host = uri.getAuthority();
        socket = new Socket(uri.getHost(), uri.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public Answer get(String path) throws IOException {
        return ask("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }

    public Answer post(String path, String json) throws IOException {
        return ask("POST " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Answer ask(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        String first = line();
        StringBuilder head = new StringBuilder();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line.toLowerCase(Locale.ROOT)).append('\n');
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        boolean chunked = head.indexOf("transfer-encoding: chunked") >= 0;
        return new Answer(Integer.parseInt(first.substring(9, 12)), head.toString(), chunked ? chunks() : text(length));
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(line(), 16);
            body.append(text(size));
            line();
            if (size == 0) {
                return body.toString();
            }
        }
    }

    private String text(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), UTF_8);
    }

    private String line() throws IOException {
        return line(in);
    }

    /** The next line, without its end; bytes are taken for characters. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server hung up");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
