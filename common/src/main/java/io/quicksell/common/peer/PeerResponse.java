package io.quicksell.common.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.json.Json;
import io.vertx.core.buffer.Buffer;

/**
 * The response of the other service, the same over both transports.
 *
 * @param status an HTTP status
 * @param body JSON, a problem if the status is 400 or more
 */
public record PeerResponse(int status, Buffer body) {

    public boolean isOk() {
        return status < 300;
    }

    /**
     * @throws IllegalStateException if the body is not JSON
     */
    public JsonNode json() {
        try {
            return Json.parse(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the other service answered " + status + " without JSON", e);
        }
    }
}
