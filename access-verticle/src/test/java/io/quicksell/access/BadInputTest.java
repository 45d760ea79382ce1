package io.quicksell.access;

import static io.quicksell.common.testing.BadRequest.bare;
import static io.quicksell.common.testing.BadRequest.get;
import static io.quicksell.common.testing.BadRequest.json;
import static io.quicksell.common.testing.BadRequests.UNKNOWN;
import static io.quicksell.common.testing.BadRequests.each;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.http.Cursor;
import io.quicksell.common.testing.BadRequest;
import io.quicksell.common.testing.BadRequests;
import io.quicksell.common.testing.GivenTokens;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of bad input is refused in words that an operator understands, and nothing in Redis changes. */
class BadInputTest extends AccessTestBase {

    private static final String FORM = "must be letters and digits, with . _ @ ' + - and spaces between them";

    static Stream<BadRequest> all() {
        return BadRequests.all(
                BadRequests.bodies((status, body, detail) -> json("POST", "/users", body, status, detail)),
                names(),
                passwords(),
                keys(),
                BadRequests.lists("/audit", Cursor.AUDIT, 1_000),
                Stream.of(
                        json("POST", "/users", "{}", 422, "name is missing (and 2 more)"),
                        user("\"Zoe\",\"x\":1", "\"clerk\"", "x is not known here"),
                        user("\"Zoe\"", "\"king\"", "role must be one of boss, clerk, operator"),
                        user("\"Zoe\"", "7", "role must be a text"),
                        user("\"Zoe\"", "\" \"", "role must have 1 to 32 characters"),
                        json("PUT", "/users/nobody", "{\"role\":\"clerk\"}", 404, "There is no user nobody."),
                        json("PUT", "/users/Anna", "{}", 422, "role is missing"),
                        json(
                                "PUT",
                                "/users/Anna",
                                "{\"role\":\"clerk\",\"disabled\":1}",
                                422,
                                "disabled must be true or false"),
                        json("PUT", "/users/Anna", "{\"role\":\"clerk\"}", 400, "If-Match must be")
                                .with("If-Match", "7"),
                        json("POST", "/session", "{\"name\":\"Anna\"}", 422, "password is missing"),
                        json(
                                "POST",
                                "/session",
                                "{\"name\":7,\"password\":[]}",
                                422,
                                "name must be a text (and 1 more)"),
                        get(422, "/audit?format=xml", "format must be csv or json"),
                        get(422, "/audit?format=", "format must be csv or json"),
                        bare("DELETE", "/keys/x", 400, "The id in the address must look like"),
                        bare("DELETE", "/keys/" + UNKNOWN, 404, "There is no key " + UNKNOWN),
                        bare("DELETE", "/users/Anna", 405, "possible: HEAD, GET, PUT."),
                        bare("DELETE", "/session?everywhere=perhaps", 422, "everywhere must be true or false")));
    }

    private static Stream<BadRequest> names() {
        BadRequests.Carrier named = (status, name, detail) -> user(name, "\"clerk\"", detail);
        return BadRequests.all(
                each(named, 422, "name is missing", "null"),
                each(named, 422, "name must have 1 to 64 characters", "\"\"", '"' + "x".repeat(65) + '"'),
                each(named, 422, "name must not have control characters", "\"Te\\u0000a\""),
                each(named, 422, "which is invisible", "\"An\\u200bna\""),
                each(named, 422, "name " + FORM, "\"a/b\"", "\"-a\"", "\"a,b\"", "\"..\"", "\"a:b\""),
                each(named, 422, "name must not be local", "\"LOCAL\"", "\"service\""));
    }

    private static Stream<BadRequest> passwords() {
        BadRequests.Carrier carrier = (status, password, detail) -> json(
                "POST",
                "/users",
                "{\"name\":\"Zoe\",\"role\":\"clerk\",\"password\":" + password + "}",
                status,
                detail);
        return BadRequests.all(
                each(carrier, 422, "password is missing", "null"),
                each(carrier, 422, "password must have 12 to 128 characters", "\"eleven char\""),
                each(
                        carrier,
                        422,
                        "password must be a text of 1 to 128 characters",
                        "7",
                        "\"\"",
                        '"' + "x".repeat(129) + '"'),
                each(carrier, 422, "password must not have control characters", "\"twelve\\u0007chars\""),
                each(carrier, 422, "password must not be one of the most common passwords", "\"1qaz2wsx3edc\""));
    }

    private static Stream<BadRequest> keys() {
        return Stream.of(
                key("{}", "client is missing (and 1 more)"),
                key("{\"client\":\"shop\",\"scopes\":[]}", "scopes must be a list of 1 to 8 texts"),
                key("{\"client\":\"shop\",\"scopes\":\"operate\"}", "scopes must be a list of 1 to 8 texts"),
                key("{\"client\":\"shop\",\"scopes\":[7]}", "scopes must be a list of 1 to 8 texts"),
                key(
                        "{\"client\":\"shop\",\"scopes\":[\"orders:eat\"]}",
                        "scopes must be scopes; there are products:read"),
                key("{\"client\":\"shop\",\"scopes\":[\"operate\"],\"days\":0}", "days must be from 1 to 3,650"),
                key("{\"client\":\"a/b\",\"scopes\":[\"operate\"]}", "client " + FORM));
    }

    @ParameterizedTest
    @MethodSource("all")
    void badInputIsRefusedInPlainWordsAndChangesNothing(BadRequest bad) {
        Token manager = new GivenTokens(redis).session("Olga", Scope.granted());
        Map<String, String> before = redis.snapshot();

        bad.expectRefused(access.with(manager.text()), Map.of());
        assertEquals(before, redis.snapshot());
    }

    private static BadRequest user(String name, String role, String detail) {
        String body = "{\"name\":" + name + ",\"role\":" + role + ",\"password\":\"correct horse battery\"}";
        return json("POST", "/users", body, 422, detail);
    }

    private static BadRequest key(String body, String detail) {
        return json("POST", "/keys", body, 422, detail);
    }
}
