package io.quicksell.common.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.json.Json;
import io.quicksell.testing.Eventually;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many live streams a user or a program may have, whatever their addresses and tokens. */
class ListenersOfACallerTest extends KnownListenersTestBase {

    private final List<Listening> ofAnna = new ArrayList<>();
    private Token anna;

    @BeforeEach
    void annaHasHerShare() {
        anna = given.session("anna", Scope.granted());
        for (int i = 0; i < LiveFeed.MAX_OF_ONE_CALLER; i++) {
            Listening listening = listen(anna);
            assertEquals(200, listening.status());
            ofAnna.add(listening);
        }
    }

    @Test
    void oneMoreIsRefusedWithEachTokenOfThatUserAndOthersListenOn() {
        expectTooMany(listen(anna));
        expectTooMany(listen(given.session("anna", Scope.granted())));

        assertEquals(200, listen(given.session("otto", Scope.granted())).status());
        assertEquals(200, listen(given.key("anna", "anna", Scope.granted())).status(), "a program of that name");
    }

    @Test
    void whoLeavesMakesRoomForAnother() {
        ofAnna.get(0).ended().cancel(true);

        Eventually.holds(() -> assertEquals(200, listen(anna).status()));
    }

    @Test
    void whoIsRefusedTakesNothingOfWhatTheAddressMayHave() {
        for (int i = 0; i < LiveFeed.MAX_OF_ONE_CLIENT; i++) {
            expectTooMany(listen(anna));
        }

        assertEquals(200, listen(given.session("otto", Scope.granted())).status());
    }

    private static void expectTooMany(Listening refused) {
        assertEquals(429, refused.status());
        HttpResponse<String> answer = refused.ended().join();
        JsonNode problem = Json.read(answer.body(), JsonNode.class);

        assertEquals(ProblemType.TOO_MANY_REQUESTS.uri(), problem.get("type").textValue());
        assertTrue(problem.get("detail").textValue().startsWith("There are 20 clients with your name"), answer::body);
        assertEquals("30", answer.headers().firstValue("Retry-After").orElseThrow());
    }
}
