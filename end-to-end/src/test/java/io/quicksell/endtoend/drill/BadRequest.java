package io.quicksell.endtoend.drill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quicksell.endtoend.driver.Rest;
import io.quicksell.endtoend.driver.Rest.Response;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;

/**
 * A request that must be refused.
 *
 * @param path {@code KNOWN} in it, or in the body, stands for the id of a product that is there
 * @param contentType of the body, or empty for none
 * @param body each character is one byte
 * @param status that it is refused with
 */
record BadRequest(String method, String path, String contentType, String body, int status) {

    /** An id that nothing has. */
    static final String UNKNOWN = "123e4567-e89b-42d3-a456-426614174000";

    /** More than a body may have. */
    static final String TWO_MIB = "{\"name\": \"" + "x".repeat(2 * 1024 * 1024) + "\"}";

    private static final int SHOWN = 60;

    static BadRequest post(String path, String body, int status) {
        return new BadRequest("POST", path, "application/json", body, status);
    }

    static BadRequest put(String path, String body, int status) {
        return new BadRequest("PUT", path, "application/json", body, status);
    }

    static BadRequest without(String method, String path, int status) {
        return new BadRequest(method, path, "", "", status);
    }

    /** A cursor into a list of that kind: {@code p} of products, {@code o} of orders. */
    static String cursor(String kind) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("v1:" + kind + ":1:" + UNKNOWN).getBytes(US_ASCII));
    }

    Response sendTo(Rest service, String known) {
        var request = service.request(path.replace("KNOWN", known))
                .method(method, BodyPublishers.ofString(body.replace("KNOWN", known), ISO_8859_1));
        return Rest.send(contentType.isEmpty() ? request : request.header("Content-Type", contentType));
    }

    @Override
    public String toString() {
        String shown = body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body;
        return status + " " + method + " " + path + " " + contentType + " " + shown;
    }
}
