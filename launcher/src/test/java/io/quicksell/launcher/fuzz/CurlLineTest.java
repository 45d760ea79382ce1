package io.quicksell.launcher.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.access.Scope;
import io.quicksell.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A request that failed can be sent again by hand. */
class CurlLineTest {

    private static final Described EDIT =
            new Described("access", Json.MAPPER.createObjectNode(), "PUT", "/users/{name}", Scope.ACCESS_MANAGE);
    private static final Optional<Pair> SHOWN = Optional.of(new Pair("Authorization", "Bearer x"));

    private final MadeRequest request = new MadeRequest(
            EDIT,
            Form.WRONG,
            Asker.WITH_THE_RIGHT_TOKEN,
            "PUT",
            Map.of("name", "Zo\u00eb"),
            List.of(new Pair("q", "a b")),
            List.of(new Pair("X-Odd", "it's \u00ff"), new Pair("X-Empty", "")),
            Optional.of("{\"a\":\"100 %\\\u00e9\"}".getBytes(StandardCharsets.UTF_8)),
            List.of());

    @Test
    void aRequestIsALineWithItsHeadersAndItsBytes() {
        assertEquals(
                "printf '{\"a\":\"100 \\045\\134\\303\\251\"}' | curl -sS -i --path-as-is -X PUT"
                        + " -H \"$(printf 'X-Odd: it\\047s \\377')\" -H 'X-Empty;' -H 'Authorization: Bearer x'"
                        + " --data-binary @- 'http://localhost:8002/users/Zo%C3%AB?q=a%20b'",
                CurlLine.of(request, SHOWN));
    }

    @Test
    void rawBytesAreSentAsTheyAre() {
        MadeRequest raw = request.edited(List.of(new Edit(0, Integer.MAX_VALUE, new byte[] {'G', '\r', '\n', -1})));

        assertEquals("printf 'G\\015\\012\\377' | curl -sS -m 5 telnet://localhost:8002", CurlLine.of(raw, SHOWN));
    }
}
