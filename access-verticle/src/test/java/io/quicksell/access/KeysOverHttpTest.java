package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeysOverHttpTest extends AccessTestBase {

    private static final String SHOP = "{\"client\":\"web shop\",\"scopes\":[\"orders:place\"],\"days\":30}";

    private HttpUser olga;

    @BeforeEach
    void whoManagesLogsIn() {
        olga = access.user("Olga");
    }

    @Test
    void aKeyIsShownOnceAndLetsItsProgramIn() {
        JsonNode key = olga.post("/keys", SHOP).json();

        JsonNode me = access.with(key.get("token").textValue()).get("/me").json();
        assertEquals("key", me.get("kind").textValue());
        assertEquals("web shop", me.get("name").textValue());
        assertFalse(olga.get("/keys").text().contains("token"));
        assertEquals(key.get("id"), olga.get("/keys").json().get(0).get("id"));
    }

    @Test
    void aRepeatGetsTheSameKeyWithoutItsSecret() {
        JsonNode first = olga.post("/keys", SHOP, "Idempotency-Key", "k-1").json();
        Response again = olga.post("/keys", SHOP, "Idempotency-Key", "k-1");

        assertEquals("true", again.header("Idempotent-Replayed"));
        assertEquals(first.get("id"), again.json().get("id"));
        assertFalse(again.json().has("token"));
        assertEquals(1, olga.get("/keys").json().size());
    }

    @Test
    void whatAProgramDoesIsNotTakenForTheUserWhoseNameItHas() {
        JsonNode key = olga.post("/keys", "{\"client\":\"Olga\",\"scopes\":[\"access:manage\"]}")
                .json();
        HttpUser program = access.with(key.get("token").textValue());

        assertEquals("key:Olga", program.post("/keys", SHOP).json().get("by").textValue());
        JsonNode made = olga.get("/audit?limit=1").json().get(0);
        assertEquals("key:Olga", made.get("who").textValue());
        assertEquals("key:web shop", made.get("thing").textValue());
    }

    @Test
    void aRevokedKeyIsOutWithTheNextRequest() {
        JsonNode key = olga.post("/keys", SHOP).json();
        HttpUser program = access.with(key.get("token").textValue());
        String path = "/keys/" + key.get("id").textValue();

        assertEquals(200, program.get("/me").status());
        assertEquals(204, olga.send("DELETE", path, null).status());
        LogInTest.expectOut(program);
        assertEquals(404, olga.send("DELETE", path, null).status());
    }

    @Test
    void aProgramHasNoPasswordAndNoSession() {
        HttpUser program =
                access.with(olga.post("/keys", SHOP).json().get("token").textValue());

        Response refused = program.post("/me/password", "{\"current\":\"x\",\"password\":\"another long password\"}");
        assertEquals(409, refused.status(), refused::text);
        assertEquals(409, program.send("DELETE", "/session", null).status());
    }
}
