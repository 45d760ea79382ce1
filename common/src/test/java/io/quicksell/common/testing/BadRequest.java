package io.quicksell.common.testing;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.testing.HttpUser.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request that a service refuses, and how.
 *
 * @param body {@code null} for none
 * @param headers name, value, name, value, as {@link HttpUser#send} takes them
 * @param detail a part of the problem's detail
 */
public record BadRequest(String method, String path, String body, List<String> headers, int status, String detail) {

    /** Names of classes, members of programs, replies of Redis. */
    private static final Pattern FOR_PROGRAMMERS = Pattern.compile(
            "Exception|Error:|\\n|[a-z]\\.[a-z]+\\.[A-Za-z]|[a-z]{2}[A-Z]|[A-Z]_[A-Z]|`|ERR |WRONGTYPE");

    private static final int SHOWN_CHARACTERS = 120;

    public static BadRequest get(int status, String path, String detail) {
        return bare("GET", path, status, detail);
    }

    /** A request without a body. */
    public static BadRequest bare(String method, String path, int status, String detail) {
        return new BadRequest(method, path, null, List.of(), status, detail);
    }

    /** A request with a body of JSON. */
    public static BadRequest json(String method, String path, String body, int status, String detail) {
        return new BadRequest(method, path, body, List.of(), status, detail);
    }

    /** The same with headers of its own. */
    public BadRequest with(String... ownHeaders) {
        return new BadRequest(method, path, body, Arrays.asList(ownHeaders), status, detail);
    }

    /**
     * Sends it, and expects a refusal with its status and detail, in words that a clerk understands.
     *
     * @param ids the ids that placeholders such as {@code <order>} stand for
     */
    public void expectRefused(HttpUser user, Map<String, String> ids) {
        Response response = user.send(method, filled(path, ids), filled(body, ids), headers.toArray(String[]::new));

        assertEquals(status, response.status(), response::text);
        JsonNode problem = response.json();
        String given = problem.get("detail").textValue();
        assertAll(
                () -> assertEquals("application/problem+json", response.header("Content-Type")),
                () -> assertEquals(status == 405, response.header("Allow") != null, "405 lists what is allowed"),
                () -> assertEquals(status, problem.get("status").intValue()),
                () -> assertTrue(given.contains(filled(detail, ids)), given),
                () -> assertFalse(FOR_PROGRAMMERS.matcher(given).find(), given),
                () -> assertFalse(response.text().contains("Exception"), response::text),
                () -> assertEquals(
                        response.header("X-Request-Id"),
                        problem.get("request_id").textValue()));
    }

    private static String filled(String text, Map<String, String> ids) {
        String filled = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled == null ? null : filled.replace(id.getKey(), id.getValue());
        }
        return filled;
    }

    @Override
    public String toString() {
        String text = method + " " + path + " " + body + " " + headers;
        return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "..." : text;
    }
}
