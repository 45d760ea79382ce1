package io.quicksell.common.http;

import io.vertx.core.buffer.Buffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One gzip file (RFC 1952), made part by part. Whoever has the first parts can unpack them, and between two parts nothing is kept but a
 * checksum: a client that reads slowly costs no memory. Each part begins a new window, which costs a few bytes.
 *
 * <p>Not thread-safe: one part after the other, on any thread.
 */
final class GzipParts {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    /** An empty block that is marked as the last one (RFC 1951, section 3.2.6). */
    private static final byte[] LAST_BLOCK = {3, 0};

    /** More than the fastest saves a sixth of the bytes for twice the time. */
    private static final int LEVEL = Deflater.BEST_SPEED;

    private static final int PIECE_BYTES = 16 * 1024;

    private final CRC32 checksum = new CRC32();
    private long length;
    private boolean hasBegun;

    /** The next bytes, compressed. */
    Buffer part(Buffer plain) {
        Buffer packed = Buffer.buffer(plain.length() / 4);
        if (!hasBegun) {
            packed.appendBytes(HEADER);
            hasBegun = true;
        }
        byte[] bytes = plain.getBytes();
        checksum.update(bytes);
        length += bytes.length;
        Deflater deflater = new Deflater(LEVEL, true);
        try {
            deflater.setInput(bytes);
            byte[] piece = new byte[PIECE_BYTES];
            int read;
            do {
                read = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
                packed.appendBytes(piece, 0, read);
            } while (read == piece.length);
        } finally {
            deflater.end();
        }
        return packed;
    }

    /** What ends the file. */
    Buffer end() {
        Buffer end = hasBegun ? Buffer.buffer() : Buffer.buffer(HEADER);
        return end.appendBytes(LAST_BLOCK)
                .appendUnsignedIntLE(checksum.getValue())
                .appendUnsignedIntLE(length & 0xffff_ffffL);
    }
}
