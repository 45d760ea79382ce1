package io.quicksell.endtoend.drill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** A client that takes the beginning of the list of products, and nothing more until it is asked to. */
final class SlowReader implements AutoCloseable {

    private static final int TAKEN_AT_ONCE = 64 * 1024;
    private static final int LIMIT_MILLIS = 20_000;
    private static final String MARK = "\"id\":";
    private static final String END = "]\r\n0\r\n\r\n";

    private final Socket socket = new Socket();

    SlowReader(String url) throws IOException {
        URI service = URI.create(url);
        socket.setReceiveBufferSize(TAKEN_AT_ONCE);
        socket.setSoTimeout(LIMIT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.getPort()), LIMIT_MILLIS);
        socket.getOutputStream().write("GET /products HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
        assertEquals('H', socket.getInputStream().read());
    }

    /** Takes the rest, and returns how many products there were. */
    int readOn() throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[TAKEN_AT_ONCE];
        int products = 0;
        String kept = "";
        while (!kept.endsWith(END)) {
            int length = in.read(buffer);
            assertTrue(length > 0, "the list breaks off");
            String text = kept + new String(buffer, 0, length, ISO_8859_1);
            int from = 0;
            for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, from)) {
                products++;
                from = at + MARK.length();
            }
            kept = text.substring(Math.max(from, text.length() - END.length()));
        }
        return products;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
