package io.quicksell.endtoend.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** The protocol of Redis (RESP2) on one connection: commands out, replies in, in the same order. */
final class Resp {

    private final WireReader in;
    private final OutputStream out;

    Resp(Socket socket) throws IOException {
        in = new WireReader(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Nothing is sent before {@link #flush}. */
    void write(List<String> command) throws IOException {
        writeLine("*" + command.size());
        for (String part : command) {
            byte[] bytes = part.getBytes(UTF_8);
            writeLine("$" + bytes.length);
            out.write(bytes);
            writeLine("");
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    /** The next reply: a text, a {@code Long}, a list of replies, or {@code null}. */
    Object read() throws IOException {
        String line = in.line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> array(Integer.parseInt(rest));
            default -> throw new IllegalStateException("Redis replies " + line);
        };
    }

    private void writeLine(String text) throws IOException {
        out.write((text + "\r\n").getBytes(UTF_8));
    }

    private String bulk(int bytes) throws IOException {
        if (bytes < 0) {
            return null;
        }
        String text = in.text(bytes);
        in.line();
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
