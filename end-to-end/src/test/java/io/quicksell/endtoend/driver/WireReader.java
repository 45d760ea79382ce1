package io.quicksell.endtoend.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads what HTTP and Redis both send: lines, and texts whose length a line has announced. */
final class WireReader {

    private final InputStream in;

    WireReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line, without its end; bytes are taken for characters. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server hung up");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    /** The next bytes, which are UTF-8. */
    String text(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), UTF_8);
    }
}
