package io.quicksell.common.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes and recognises ids. Every id is a UUID in its canonical lower-case text (RFC 9562, section 4). */
public final class Ids {

    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private Ids() {}

    /** A new random id. */
    public static String random() {
        return UUID.randomUUID().toString();
    }

    /** Whether {@code text} is an id in its canonical spelling, which is safe as part of a key. */
    public static boolean isId(String text) {
        return CANONICAL.matcher(text).matches();
    }

    /** The UUIDv5 of a name: within a namespace, a name gives the same id for ever (RFC 9562, section 5.5). */
    public static String named(UUID namespace, String name) {
        byte[] nameBytes = name.getBytes(UTF_8);
        byte[] hash = digest(
                "SHA-1",
                ByteBuffer.allocate(16 + nameBytes.length)
                        .putLong(namespace.getMostSignificantBits())
                        .putLong(namespace.getLeastSignificantBits())
                        .put(nameBytes)
                        .array());
        ByteBuffer uuid = ByteBuffer.wrap(hash);
        long high = (uuid.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000L;
        long low = (uuid.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** A short fingerprint of a text (128 bits of SHA-256 in hex): texts with equal fingerprints are equal. */
    public static String fingerprint(String text) {
        return HexFormat.of().formatHex(digest("SHA-256", text.getBytes(UTF_8)), 0, 16);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
