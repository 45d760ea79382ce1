package io.quicksell.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is kept: PBKDF2 with HMAC-SHA256 (RFC 8018), {@code pbkdf2-sha256$<rounds>$<salt>$<hash>} with salt and hash in base64.
 * To compute one takes long on purpose ({@link PasswordCosts}). Blocks.
 */
final class PasswordHash {

    private static final String SCHEME = "pbkdf2-sha256";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordHash() {}

    static String of(String password, int rounds) {
        byte[] salt = random(SALT_BYTES);
        return text(rounds, salt, compute(password, salt, rounds));
    }

    /** One that no password has. It is made at once, and takes as long to try as another. */
    static String ofNobody(int rounds) {
        return text(rounds, random(SALT_BYTES), random(HASH_BYTES));
    }

    private static String text(int rounds, byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return String.join(
                "$", SCHEME, String.valueOf(rounds), base64.encodeToString(salt), base64.encodeToString(hash));
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Whether a password is the one that is kept like this. */
    static boolean matches(String kept, String password) {
        String[] parts = kept.split("\\$");
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw new IllegalArgumentException("a password is kept in a way that this version does not know");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] hash = compute(password, base64.decode(parts[2]), Integer.parseInt(parts[1]));
        return MessageDigest.isEqual(hash, base64.decode(parts[3]));
    }

    /** The same password may be typed in several Unicode forms (RFC 8265, section 4.2). */
    private static byte[] compute(String password, byte[] salt, int rounds) {
        String typed = Normalizer.normalize(password, Normalizer.Form.NFC);
        PBEKeySpec spec = new PBEKeySpec(typed.toCharArray(), salt, rounds, HASH_BYTES * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }
}
