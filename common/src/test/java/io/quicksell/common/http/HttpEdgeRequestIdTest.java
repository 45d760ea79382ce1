package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which id a request gets. */
class HttpEdgeRequestIdTest extends HttpEdgeTestBase {

    @ParameterizedTest
    @ValueSource(strings = {"order-7.a_b:c", "0"})
    void aRequestIdIsAccepted(String id) {
        assertEquals(id, requestId(edge.send(edge.to("/things").header("X-Request-Id", id))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "a\tb", "<script>", "12345678901234567890123456789012345678901234567890123456789012345"})
    void aRequestIdThatIsNotFitForALogIsReplaced(String id) {
        String made = requestId(edge.send(edge.to("/thing").header("X-Request-Id", id)));

        assertTrue(Ids.isId(made), made);
    }

    @Test
    void everyRequestWithoutAnIdGetsItsOwn() {
        List<String> ids = Stream.of("/things", "/things", "/thing", "/failing")
                .map(path -> requestId(edge.get(path)))
                .toList();

        assertEquals(4, ids.stream().filter(Ids::isId).distinct().count());
    }
}
