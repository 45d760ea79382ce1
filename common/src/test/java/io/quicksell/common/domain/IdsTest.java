package io.quicksell.common.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are ids, and how ids and fingerprints are made. */
class IdsTest {

    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    private static final UUID URL = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    /** The first is the example of RFC 9562, appendix A.4; the second was made by Python's uuid5. */
    @Test
    void aNameGivesTheUuidThatEveryOtherLibraryGives() {
        assertEquals("2ed6657d-e927-568b-95e1-2665a8aea6a2", Ids.named(DNS, "www.example.com"));
        assertEquals("87a7f71d-fdd5-5efb-8ead-e49b470939af", Ids.named(URL, "Gr\u00fc\u00dfe \uD83D\uDE00"));
    }

    @Test
    void versionAndVariantAreThoseOfANameBasedUuid() {
        for (int name = 0; name < 100; name++) {
            UUID id = UUID.fromString(Ids.named(DNS, "key " + name));
            assertEquals(5, id.version());
            assertEquals(2, id.variant());
        }
    }

    @Test
    void aRandomIdIsAnIdAndNeverTheSame() {
        String id = Ids.random();

        assertTrue(Ids.isId(id));
        assertNotEquals(id, Ids.random());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "123E4567-E89B-42D3-A456-426614174000",
                "123e4567e89b42d3a456426614174000",
                "123e4567-e89b-42d3-a456-42661417400",
                "123e4567-e89b-42d3-a456-4266141740000",
                "123e4567-e89b-42d3-a456-42661417400g",
                "123e4567-e89b-42d3-a456-426614174000\n",
                "{23e4567-e89b-42d3-a456-42661417400}",
                "1-1-1-1-1"
            })
    void onlyTheCanonicalSpellingIsAnId(String text) {
        assertFalse(Ids.isId(text));
    }

    @Test
    void aFingerprintIsTheFirstHalfOfTheSha256() {
        assertEquals("ba7816bf8f01cfea414140de5dae2223", Ids.fingerprint("abc"));
    }
}
