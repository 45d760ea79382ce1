package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.testing.HttpUser.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of dead letters, page by page. */
class DeadLetterListTest extends DeadLetterTestBase {

    @Test
    void aLetterShowsWhatCouldNotBeHandledAndWhy() {
        String id = letter(7);

        Response response = operator.get("/dead-letters");

        assertEquals(200, response.status());
        assertEquals(1, response.json().size());
        JsonNode letter = response.json().get(0);
        assertEquals(
                List.of(id, "2023-11-14T22:13:20.007Z", "order_created", "1600000000007-0", "no such order"),
                Stream.of("id", "at", "stream", "entry_id", "error")
                        .map(member -> letter.get(member).textValue())
                        .toList());
        assertEquals("{\"order_id\":\"7\"}", letter.get("entry").toString());
        assertEquals(5, letter.get("tries").intValue());
    }

    @Test
    void whereThereAreNoneTheListIsEmpty() {
        Response response = operator.get("/dead-letters");

        assertEquals("[]", response.text());
        assertNull(response.header("Link"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 500})
    void thePagesTogetherAreAllLettersNewestFirst(int limit) {
        List<String> newestFirst = IntStream.rangeClosed(1, 7)
                .map(n -> 8 - n)
                .mapToObj(n -> idOf(n))
                .toList();
        IntStream.rangeClosed(1, 7).forEach(DeadLetterTestBase::letter);

        List<String> walked = new ArrayList<>();
        Optional<String> next = Optional.of("/dead-letters?limit=" + limit);
        while (next.isPresent()) {
            Response page = operator.get(next.get());
            List<String> ids = page.json().findValuesAsText("id");
            assertEquals(Math.min(limit, newestFirst.size() - walked.size()), ids.size());
            walked.addAll(ids);
            next = page.next();
        }

        assertEquals(newestFirst, walked);
    }

    @Test
    void aPageOfLongLettersEndsEarlyAndTheNextOneGoesOnThere() {
        IntStream.rangeClosed(1, 7).forEach(n -> letter(n, "x".repeat(200_000)));

        Response first = operator.get("/dead-letters");
        Response second = operator.get(first.next().orElseThrow());

        assertEquals(List.of(idOf(7), idOf(6), idOf(5)), first.json().findValuesAsText("id"));
        assertEquals(List.of(idOf(4), idOf(3), idOf(2)), second.json().findValuesAsText("id"));
    }

    @Test
    void aCursorContinuesAfterALetterThatWasRemovedMeanwhile() {
        IntStream.rangeClosed(1, 3).forEach(DeadLetterTestBase::letter);
        String next = operator.get("/dead-letters?limit=1").next().orElseThrow();

        operator.send("DELETE", "/dead-letters/" + idOf(3), null);

        assertEquals(List.of(idOf(2)), operator.get(next).json().findValuesAsText("id"));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,422",
        "limit=501,422",
        "limit=x,422",
        "page=2,422",
        "cursor=x,400",
        "cursor=1,400",
        "cursor=%2B,400",
        "cursor=0-0,400"
    })
    void aListWithWrongParametersIsRefused(String query, int status) {
        assertEquals(status, operator.get("/dead-letters?" + query).status());
    }

    @Test
    void headGivesTheLengthOfTheListWithoutIt() {
        letter(1);
        String length = operator.get("/dead-letters").header("Content-Length");

        Response response = operator.send("HEAD", "/dead-letters", null);

        assertEquals(200, response.status());
        assertEquals(length, response.header("Content-Length"));
        assertEquals("", response.text());
    }
}
