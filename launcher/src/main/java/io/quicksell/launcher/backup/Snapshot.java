package io.quicksell.launcher.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * All data of a Redis as they are at one moment, as it sends them to a replica that has nothing yet (an RDB file). Redis forks for it, so
 * it goes on working, and a rewrite of its append-only file cannot mix two states.
 */
final class Snapshot {

    private static final int MARK_BYTES = 40;
    private static final int CHUNK_BYTES = 256 * 1024;

    private Snapshot() {}

    /**
     * Copies all that there is.
     *
     * @param redis of no use afterwards: Redis takes it for a replica
     * @throws RedisWire.Refusal if it may not be copied
     */
    static void copy(RedisWire redis, OutputStream out) throws IOException {
        mayRefuse(redis, "REPLCONF", "capa", "eof");
        mayRefuse(redis, "REPLCONF", "rdb-only", "1");
        redis.send("SYNC");
        redis.flush();
        String announced = redis.line();
        if (announced.startsWith("-")) {
            throw new RedisWire.Refusal(announced.substring(1));
        }
        if (announced.startsWith("$EOF:")) {
            copyUntil(announced.substring("$EOF:".length()).getBytes(ISO_8859_1), redis.rest(), out);
        } else if (announced.startsWith("$")) {
            copyBytes(Long.parseLong(announced.substring(1)), redis.rest(), out);
        } else {
            throw new IOException("Redis announces " + announced + " instead of its data");
        }
    }

    /** Without the first one Redis makes a file of its own before it sends it; before 7.0 it does not know the second one. */
    private static void mayRefuse(RedisWire redis, Object... words) throws IOException {
        try {
            redis.call(words);
        } catch (RedisWire.Refusal olderServer) {
            // and a user without the right is refused at SYNC
        }
    }

    private static void copyBytes(long length, InputStream in, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        for (long left = length; left > 0; ) {
            int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (read < 0) {
                throw cutOff();
            }
            out.write(chunk, 0, read);
            left -= read;
        }
    }

    /** Redis does not know the length beforehand, and ends with a random mark. */
    private static void copyUntil(byte[] mark, InputStream in, OutputStream out) throws IOException {
        byte[] chunk = new byte[MARK_BYTES + CHUNK_BYTES];
        int held = 0;
        while (true) {
            int read = in.read(chunk, held, CHUNK_BYTES);
            if (read < 0) {
                throw cutOff();
            }
            held += read;
            int tail = Math.min(held, MARK_BYTES);
            out.write(chunk, 0, held - tail);
            System.arraycopy(chunk, held - tail, chunk, 0, tail);
            held = tail;
            if (held == MARK_BYTES && Arrays.equals(chunk, 0, MARK_BYTES, mark, 0, mark.length)) {
                return;
            }
        }
    }

    private static EOFException cutOff() {
        return new EOFException(
                "Redis cut the copy off; its log says why (client-output-buffer-limit replica, for example)");
    }
}
