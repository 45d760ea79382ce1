package io.quicksell.common.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HmacSha256Test {

    /** RFC 4231, section 4.3. */
    @Test
    void isThatOfTheStandardHoweverTheTextIsCut() {
        String known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

        assertEquals(known, HmacSha256.of("Jefe", "what do ya want for nothing?".getBytes(UTF_8)));
        assertEquals(known, HmacSha256.of("Jefe", "what do ya ".getBytes(UTF_8), "want for nothing?".getBytes(UTF_8)));
    }
}
