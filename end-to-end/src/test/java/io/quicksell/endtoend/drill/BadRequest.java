package io.quicksell.endtoend.drill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.quicksell.endtoend.driver.Rest.Answer;
import io.quicksell.endtoend.driver.Rest;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * A request that must be refused.
 *
 * @param path {@code KNOWN} in it, or in the body, stands for the id of a product that is there
 * @param contentType of the body, or empty for none
 * @param body each character is one byte
 * @param status that it is refused with
 */
record BadRequest(String method, String path, String contentType, String body, int status) {

    private static final int SHOWN = 60;

    static BadRequest post(String path, String body, int status) {
        return new BadRequest("POST", path, "application/json", body, status);
    }

    static BadRequest without(String method, String path, int status) {
        return new BadRequest(method, path, "", "", status);
    }

    Answer sendTo(Rest service, String known) {
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
