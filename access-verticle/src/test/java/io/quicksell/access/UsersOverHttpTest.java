package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersOverHttpTest extends AccessTestBase {

    private static final String ZOE =
            "{\"name\":\"Zoë Strauß\",\"role\":\"clerk\",\"password\":\"correct horse battery\"}";

    private HttpUser olga;

    @BeforeEach
    void whoManagesLogsIn() {
        olga = access.user("Olga");
    }

    @Test
    void aNewUserIsThereAndCanLogIn() {
        Response added = olga.post("/users", ZOE);

        assertEquals(201, added.status(), added::text);
        assertEquals("/users/Zo%C3%AB%20Strau%C3%9F", added.header("Location"));
        assertEquals("\"1\"", added.header("ETag"));
        assertEquals("Olga", added.json().get("by").textValue());
        assertEquals(added.json(), olga.get(added.header("Location")).json());
        assertEquals(200, access.logIn("zoë strauß", Staff.PASSWORD).status());
        List<String> names = new ArrayList<>();
        olga.get("/users").json().forEach(user -> names.add(user.get("name").textValue()));
        assertEquals(List.of("Anna", "Olga", "Zoë Strauß"), names);
    }

    @Test
    void theSameKeyAddsAUserOnce() {
        Response first = olga.post("/users", ZOE, "Idempotency-Key", "k-1");
        Response again = olga.post("/users", ZOE, "Idempotency-Key", "k-1");

        assertEquals(first.json(), again.json());
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertEquals(
                422,
                olga.post("/users", ZOE.replace("clerk", "boss"), "Idempotency-Key", "k-1")
                        .status());
        assertEquals(409, olga.post("/users", ZOE).status());
    }

    @Test
    void theSameKeyWithAnotherPasswordIsAnotherRequest() {
        String other = ZOE.replace(Staff.PASSWORD, "another long password");
        Response added = olga.post("/users", ZOE, "Idempotency-Key", "k-1");

        assertEquals(422, olga.post("/users", other, "Idempotency-Key", "k-1").status());
        assertEquals(200, access.logIn("Zoë Strauß", Staff.PASSWORD).status());
        assertEquals(200, put(added.header("Location"), "{\"role\":\"boss\"}").status());
        assertEquals(201, olga.post("/users", other, "Idempotency-Key", "k-1").status(), "nobody can tell any more");
    }

    @Test
    void whoIsDisabledIsOutWithTheNextRequestAndMayComeBack() {
        HttpUser anna = access.user("Anna");

        assertTrue(put("/users/anna", "{\"role\":\"clerk\",\"disabled\":true}")
                .json()
                .get("disabled")
                .booleanValue());
        LogInTest.expectOut(anna);
        assertEquals(401, access.logIn("Anna", Staff.PASSWORD).status());
        assertTrue(put("/users/anna", "{\"role\":\"clerk\"}")
                .json()
                .get("disabled")
                .booleanValue());
        assertFalse(put("/users/anna", "{\"role\":\"clerk\",\"disabled\":false}")
                .json()
                .get("disabled")
                .booleanValue());
        assertEquals(200, access.logIn("Anna", Staff.PASSWORD).status());
    }

    @Test
    void theKeysThatALeaverHasSeenAreReturnedOrRevoked() {
        put("/users/Anna", "{\"role\":\"boss\"}");
        JsonNode key = access.user("Anna")
                .post("/keys", "{\"client\":\"web shop\",\"scopes\":[\"orders:place\"]}")
                .json();
        HttpUser program = access.with(key.get("token").textValue());

        JsonNode disabled =
                put("/users/Anna", "{\"role\":\"boss\",\"disabled\":true}").json();
        assertEquals(key.get("id"), disabled.get("keys").get(0).get("id"));
        assertFalse(disabled.toString().contains("token"));
        assertEquals(200, program.get("/me").status());

        JsonNode revoked = put("/users/Anna", "{\"role\":\"boss\",\"disabled\":true,\"revoke_keys\":true}")
                .json();
        assertEquals(0, revoked.get("keys").size());
        LogInTest.expectOut(program);
        assertEquals(0, olga.get("/keys").json().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLeaverWhoseKeysCannotBeLookedUpIsAsBefore(boolean revoking) {
        put("/users/Anna", "{\"role\":\"boss\"}");
        HttpUser anna = access.user("Anna");
        String id = anna.post("/keys", "{\"client\":\"web shop\",\"scopes\":[\"orders:place\"]}")
                .json()
                .get("id")
                .textValue();
        Response read = olga.get("/users/Anna");
        redis.call(Command.SET, "access:key:" + id, "a text");

        Response failed = put(
                "/users/Anna",
                "{\"role\":\"boss\",\"disabled\":true,\"revoke_keys\":" + revoking + "}",
                "If-Match",
                read.header("ETag"));
        assertEquals(500, failed.status(), failed::text);
        assertEquals(read.text(), olga.get("/users/Anna").text());
        assertEquals(200, anna.get("/me").status());
    }

    @Test
    void anotherRoleCountsFromTheNextLogInOn() {
        HttpUser before = access.user("Anna");

        assertEquals(200, put("/users/Anna", "{\"role\":\"boss\"}").status());
        LogInTest.expectOut(before);
        assertEquals(200, access.user("Anna").get("/users").status());
    }

    @Test
    void theRolesAreThoseOfTheConfWithWhatEachMayDo() {
        List<String> roles = new ArrayList<>();
        olga.get("/roles")
                .json()
                .forEach(role -> roles.add(
                        role.get("name").textValue() + " " + role.get("scopes").toString()));

        assertEquals(
                RunningAccess.ROLES.keySet().stream().sorted().toList(),
                roles.stream().map(role -> role.split(" ")[0]).toList());
        assertTrue(roles.contains("clerk [\"products:read\",\"orders:read\",\"orders:place\"]"), roles::toString);
    }

    @Test
    void anEditOfWhatWasReadIsSentBackWithItsTag() {
        Response read = olga.get("/users/Anna");
        String edited = read.text().replace("\"clerk\"", "\"operator\"");

        Response changed =
                olga.beyondThePlainForm().send("PUT", "/users/Anna", edited, "If-Match", read.header("ETag"));
        assertEquals(200, changed.status(), changed::text);
        assertEquals("\"2\"", changed.header("ETag"));
        Response stale = put("/users/Anna", edited, "If-Match", read.header("ETag"));
        assertEquals(412, stale.status());
        assertEquals("operator", stale.json().get("user").get("role").textValue());
        assertEquals(304, olga.get("/users/Anna", "If-None-Match", "\"2\"").status());
    }

    @Test
    void theLastWhoManagesAccessStays() {
        for (String edit : List.of("{\"role\":\"boss\",\"disabled\":true}", "{\"role\":\"clerk\"}")) {
            Response refused = put("/users/Olga", edit);

            assertEquals(409, refused.status(), refused::text);
            assertTrue(refused.text().contains("Olga is the last who manages access"), refused::text);
        }
        assertEquals(200, olga.get("/users").status());
    }

    @Test
    void aClerkMayNotManageAccess() {
        HttpUser anna = access.user("Anna");

        for (String path : List.of("/users", "/users/Olga", "/keys", "/audit")) {
            assertEquals(403, anna.get(path).status(), path);
            assertEquals(401, access.stranger().get(path).status(), path);
        }
        assertEquals(403, anna.post("/users", ZOE).status());
        assertEquals(404, olga.get("/users/nobody").status());
    }

    @Test
    void theAuditShowsEachChangeAndWhoMadeIt() {
        olga.post("/users", ZOE);
        put("/users/Anna", "{\"role\":\"operator\"}");

        JsonNode newest = olga.get("/audit?limit=1").json().get(0);
        assertEquals(
                List.of("Olga", "change_user", "Anna", "done", "role clerk to operator", "127.0.0.1"),
                List.of("who", "what", "thing", "status", "detail", "from").stream()
                        .map(member -> newest.get(member).textValue())
                        .toList());
    }

    private Response put(String path, String body, String... headers) {
        return olga.send("PUT", path, body, headers);
    }
}
