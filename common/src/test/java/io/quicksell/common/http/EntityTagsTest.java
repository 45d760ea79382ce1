package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which headers are lists of entity tags, and which versions they match. */
class EntityTagsTest {

    @Test
    void theTagOfAVersionIsStrong() {
        assertEquals("\"7\"", EntityTags.of(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"7\"",
                " \"7\"\t",
                "\"6\", \"7\"",
                "\"7\",\"6\"",
                ", ,\"7\",",
                "W/\"6\" , \"7\"",
                "\"a,b\",\"7\"",
                "*",
                " * "
            })
    void whatIsNamedStronglyMatchesBothWays(String text) {
        EntityTags tags = parse(text);

        assertTrue(tags.matchWeakly("\"7\""), text);
        assertTrue(tags.strongTags().equals("*") || tags.strongTags().contains("\"7\""), tags::strongTags);
    }

    @Test
    void aWeakTagMatchesWeaklyAlone() {
        EntityTags tags = parse("W/\"7\", \"6\"");

        assertTrue(tags.matchWeakly("\"7\""));
        assertEquals("\"6\"", tags.strongTags());
        assertEquals("", parse("W/\"7\"").strongTags());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"77\"", "\"\"", "\"*\"", "\"07\"", "\"7-gzip\"", "\"6\", \"8\""})
    void anotherTagDoesNotMatch(String text) {
        assertFalse(parse(text).matchWeakly("\"7\""));
    }

    @Test
    void noneMatchNothing() {
        assertFalse(EntityTags.NONE.matchWeakly("\"7\""));
        assertEquals(List.of(true, "*"), List.of(EntityTags.ANY.matchWeakly("\"7\""), EntityTags.ANY.strongTags()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "7",
                "'7'",
                "\"7",
                "7\"",
                "\"7\" \"8\"",
                "\"7\";\"8\"",
                "\"7\"8",
                "\"7 8\"",
                "w/\"7\"",
                "W/7",
                "W/ \"7\"",
                "*, \"7\"",
                "\"7\", *",
                "**",
                "\"7\t\"",
                "\"7\u20ac\""
            })
    void whatIsNoListOfTagsIsMalformed(String text) {
        Problem problem = assertThrows(Problem.class, () -> parse(text));

        assertEquals(ProblemType.MALFORMED, problem.type());
        assertTrue(problem.getMessage().startsWith("If-Match must be * or a list of tags in quotes"));
    }

    private static EntityTags parse(String text) {
        return EntityTags.parse(EntityTags.IF_MATCH, text);
    }
}
