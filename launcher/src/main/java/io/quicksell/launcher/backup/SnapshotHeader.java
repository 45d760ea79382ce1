package io.quicksell.launcher.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a snapshot says of itself in its first bytes.
 *
 * @param redis the version of the server that made it, or empty
 * @param memoryBytes how much memory its data took there, or 0
 */
record SnapshotHeader(String redis, long memoryBytes) {

    private static final int SIGNATURE_BYTES = 9;
    private static final int FIELD = 0xFA;
    private static final int INTEGER = 0xC0;
    private static final int LONG_TEXT = 0x40;

    /**
     * @throws IOException if it is no snapshot
     */
    static SnapshotHeader of(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            String signature = new String(in.readNBytes(SIGNATURE_BYTES), US_ASCII);
            if (!signature.matches("(REDIS|VALKEY)\\d+")) {
                throw new IOException(file + " is no snapshot of Redis");
            }
            Map<String, String> fields = new HashMap<>();
            while (in.readUnsignedByte() == FIELD) {
                fields.put(text(in), text(in));
            }
            return new SnapshotHeader(
                    fields.getOrDefault("redis-ver", fields.getOrDefault("valkey-ver", "")),
                    Long.parseLong(fields.getOrDefault("used-mem", "0")));
        }
    }

    /** A text has its length before it, in one byte or two; an integer is one of 1, 2 or 4 bytes, the lowest first. */
    private static String text(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        if (first >= INTEGER) {
            return String.valueOf(integer(in, 1 << first - INTEGER));
        }
        int length = first < LONG_TEXT ? first : (first - LONG_TEXT << Byte.SIZE) + in.readUnsignedByte();
        return new String(in.readNBytes(length), US_ASCII);
    }

    private static long integer(DataInputStream in, int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) in.readUnsignedByte() << i * Byte.SIZE;
        }
        return value;
    }
}
