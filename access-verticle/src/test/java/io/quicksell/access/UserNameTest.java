package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names are taken, and which ones are the same. */
class UserNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "Anna",
                "Zoe\u0308",
                "O'Hara",
                "anna.berg@shop.example",
                "Мария",
                "李 小龍",
                "محمد",
                "user_7",
                "x+y-z"
            })
    void namesOfAllLanguagesAreTaken(String name) {
        assertEquals(Optional.empty(), UserName.faultOfAny(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-anna",
                "anna-",
                "--role",
                "an/na",
                "..",
                ".",
                "a\\b",
                "a\tb",
                "a\u0000b",
                "a\u200bb",
                "a\u202eb",
                "🐎",
                "a,b",
                "a\"b",
                "a:b",
                "local",
                "LOCAL",
                "Anonymous",
                "\uff4cocal"
            })
    void whatIsNoNameIsRefused(String name) {
        assertTrue(UserName.faultOfAny(name).isPresent());
    }

    @Test
    void namesHaveAtMost64CharactersOfAnyPlane() {
        assertEquals(Optional.empty(), UserName.faultOfAny("\ud840\udc00".repeat(64)));
        assertEquals(
                Optional.of("must have 1 to 64 characters; it has 65"), UserName.faultOfAny("\ud840\udc00".repeat(65)));
    }

    @ParameterizedTest
    @CsvSource({
        "Anna,ANNA",
        "Zo\u00eb,Zoe\u0308",
        "stra\u00dfe,STRASSE",
        "\ufb01n,FIN",
        "\u2167,viii",
        "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2,\u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c3"
    })
    void theseAreTheSameName(String one, String other) {
        assertEquals(new UserName(one).key(), new UserName(other).key());
    }

    /** Keys in Redis are made of it: if one of these fails, users are not found any more. */
    @ParameterizedTest
    @CsvSource({"Anna,anna", "Zoe\u0308 Strauß,zo\u00eb strauss", "\u0130stanbul,i\u0307stanbul"})
    void theFormInWhichNamesAreComparedStaysAsItIs(String name, String key) {
        assertEquals(key, new UserName(name).key());
    }

    @Test
    void differentNamesStayDifferent() {
        assertNotEquals(new UserName("anna").key(), new UserName("ánna").key());
        assertNotEquals(new UserName("anna berg").key(), new UserName("annaberg").key());
    }
}
