package io.quicksell.endtoend.driver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that sends one request after the other. It does as little as a client can, so that a measurement is about
 * the server. Needs nothing but the JDK.
 */
public final class KeepAlive implements AutoCloseable {

    /** The status of a response and its whole body. */
    public record Response(int status, String body) {

        /** Itself, if it has that status. */
        public Response expect(int expected) {
            if (status != expected) {
                throw new AssertionError(toString());
            }
            return this;
        }
    }

    private static final int RESPONSE_LIMIT_MILLIS = 15_000;
    private static final String LENGTH = "content-length:";
    private static final String CHUNKED = "transfer-encoding: chunked";

    private final String always;
    private final Socket socket;
    private final WireReader in;

    /**
     * Connects to the service at that address, whose path is ignored. What stands before an {@code @} in it is a token, which is shown with
     * each request.
     */
    public KeepAlive(String url) {
        URI uri = URI.create(url);
        String shown = uri.getUserInfo() == null ? "" : "\r\nAuthorization: Bearer " + uri.getUserInfo();
        always = "Host: " + uri.getHost() + ":" + uri.getPort() + shown;
        try {
            socket = new Socket(uri.getHost(), uri.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(RESPONSE_LIMIT_MILLIS);
            in = new WireReader(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Response get(String path) {
        return send("GET " + path + " HTTP/1.1\r\n" + always + "\r\n\r\n");
    }

    /**
     * @param json of ASCII characters only
     */
    public Response post(String path, String json) {
        return send("POST " + path + " HTTP/1.1\r\n" + always + "\r\nContent-Type: application/json\r\nContent-Length: "
                + json.length() + "\r\n\r\n" + json);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response send(String request) {
        try {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            int status = Integer.parseInt(in.line().substring(9, 12));
            int length = 0;
            boolean chunked = false;
            for (String line = in.line(); !line.isEmpty(); line = in.line()) {
                String header = line.toLowerCase(Locale.ROOT);
                if (header.startsWith(LENGTH)) {
                    length = Integer.parseInt(header.substring(LENGTH.length()).strip());
                }
                chunked |= header.equals(CHUNKED);
            }
            return new Response(status, chunked ? chunks() : in.text(length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(in.line(), 16);
            body.append(in.text(size));
            in.line();
            if (size == 0) {
                return body.toString();
            }
        }
    }
}
