package io.quicksell.launcher.backup;

import io.quicksell.launcher.run.PrivateFile;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** A new file, for its owner alone, that knows its sum, and stops before its disk is full. */
final class GuardedFile extends FilterOutputStream {

    private static final long LOOK_EVERY_BYTES = 4L * 1024 * 1024;

    private final Path path;
    private final LongConsumer written;
    private final MessageDigest sum = sha256();
    private long bytes;
    private long lookAt = LOOK_EVERY_BYTES;

    /**
     * @param written told how many bytes there are, now and then
     */
    GuardedFile(Path path, LongConsumer written) throws IOException {
        super(created(path));
        this.path = path;
        this.written = written;
    }

    private static OutputStream created(Path path) throws IOException {
        PrivateFile.write(path, "");
        return Files.newOutputStream(path, StandardOpenOption.WRITE);
    }

    @Override
    public void write(byte[] chunk, int offset, int length) throws IOException {
        out.write(chunk, offset, length);
        sum.update(chunk, offset, length);
        bytes += length;
        if (bytes >= lookAt) {
            lookAt = bytes + LOOK_EVERY_BYTES;
            Disk.checkRoom(path.getParent(), 0);
            written.accept(bytes);
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    long bytes() {
        return bytes;
    }

    /** Of all that was written, in hexadecimal. */
    String sum() {
        return HexFormat.of().formatHex(sum.digest());
    }

    /** Closes it, and returns when it is safe on the disk. */
    @Override
    public void close() throws IOException {
        super.close();
        Disk.force(path);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
