package io.quicksell.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.http.Body;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which passwords are taken: {@value #MIN_LENGTH} to {@value #MAX_LENGTH} characters, not the user's name, and none of the
 * {@value #COMMON} most common ones. Nothing is asked of their characters (NIST SP 800-63B, section 5.1.1.2).
 */
final class PasswordRules {

    static final int MIN_LENGTH = 12;
    static final int MAX_LENGTH = 128;
    static final int COMMON = 30_000;

    private static final String LIST = "/com/nulabinc/zxcvbn/matchers/dictionaries/passwords.txt";

    /** Those that are long enough to be taken otherwise, in lower case. */
    private static final Set<String> COMMON_ONES = read();

    private PasswordRules() {}

    /** What is wrong with a new password; empty if nothing is. */
    static Optional<String> fault(String password, UserName user) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            return Optional.of("must have " + MIN_LENGTH + " to " + MAX_LENGTH + " characters; it has " + length);
        } else if (new UserName(password).key().equals(user.key())) {
            return Optional.of("must not be the user's name");
        }
        return COMMON_ONES.contains(password.toLowerCase(Locale.ROOT))
                ? Optional.of("must not be one of the most common passwords")
                : Optional.empty();
    }

    /** Reads a new password from a request. */
    static String read(Body body, String member, UserName user) {
        String password = body.secret(member, MAX_LENGTH);
        if (!password.isEmpty()) {
            fault(password, user).ifPresent(fault -> body.refuse(member, fault));
        }
        return password;
    }

    /** They are listed by how common they are. */
    private static Set<String> read() {
        try (InputStream in = PasswordRules.class.getResourceAsStream(LIST)) {
            return new BufferedReader(new InputStreamReader(in, UTF_8))
                    .lines()
                    .limit(COMMON)
                    .filter(password -> password.length() >= MIN_LENGTH)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
