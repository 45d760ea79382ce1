package io.quicksell.launcher.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One connection to a service, which sends any bytes. Whatever it waits for comes within {@link #LIMIT_MILLIS}, or is a failure. */
final class Wire implements AutoCloseable {

    static final int LIMIT_MILLIS = 10_000;

    /** How long bytes that may be no whole request are waited for; then they are, as far as this end is concerned. */
    private static final int RAW_MILLIS = 150;

    private final Socket socket;
    private final InputStream in;
    private boolean isOver;

    Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Whether no request can follow. */
    boolean isOver() {
        return isOver;
    }

    /** The response to a whole request; empty if the connection ended without one. */
    Optional<Answer> exchange(byte[] request, boolean isHead) throws IOException {
        socket.setSoTimeout(LIMIT_MILLIS);
        send(request);
        return read(isHead);
    }

    /** The first response to any bytes; empty if the connection ended without one. */
    Optional<Answer> exchangeRaw(byte[] bytes) throws IOException {
        send(bytes);
        socket.setSoTimeout(RAW_MILLIS);
        in.mark(1);
        try {
            int first = in.read();
            in.reset();
            if (first < 0) {
                return Optional.empty();
            }
        } catch (SocketTimeoutException e) {
            socket.shutdownOutput();
        } catch (IOException e) {
            return Optional.empty();
        }
        socket.setSoTimeout(LIMIT_MILLIS);
        boolean isHead = new String(bytes, ISO_8859_1).startsWith("HEAD ");
        return read(isHead);
    }

    private void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            isOver = true; // it may have been refused before it was sent: the response says so
        }
    }

    private Optional<Answer> read(boolean isHead) throws IOException {
        try {
            Answer answer = answer(isHead);
            while (answer.status() < 200) {
                answer = answer(isHead);
            }
            isOver |= answer.header("Connection").equalsIgnoreCase("close");
            return Optional.of(answer);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            isOver = true;
            return Optional.empty();
        }
    }

    private Answer answer(boolean isHead) throws IOException {
        String statusLine = line();
        if (!statusLine.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
            throw new AssertionError("no status line: " + statusLine);
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] header = line.split(": ?", 2);
            headers.computeIfAbsent(header[0], name -> new ArrayList<>()).add(header[1]);
        }
        boolean isEmpty = isHead || status < 200 || status == 204 || status == 304;
        return new Answer(status, headers, isEmpty ? new byte[0] : body(new Answer(status, headers, new byte[0])));
    }

    private byte[] body(Answer head) throws IOException {
        if (head.header("Content-Type").startsWith("text/event-stream")) {
            isOver = true;
            return new byte[0];
        }
        if (head.header("Transfer-Encoding").equals("chunked")) {
            return chunks();
        }
        if (head.header("Content-Length").isEmpty()) {
            isOver = true;
            return in.readAllBytes();
        }
        return bytes(Integer.parseInt(head.header("Content-Length")));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(bytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the body is cut off");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
