package io.quicksell.access;

import io.quicksell.common.domain.Times;
import java.util.List;
import java.util.Map;

/**
 * The key of a program, as the API shows it.
 *
 * @param client the program that it is for; it keeps its name when its key is replaced
 * @param until when it ends
 * @param by who made it
 * @param token the secret itself, which is shown once, in the response to the request that made it; else it is left out
 */
record ProgramKey(
        String id, String client, List<String> scopes, String until, String createdAt, String by, String token) {

    static ProgramKey of(String id, Map<String, String> fields) {
        return new ProgramKey(
                id,
                fields.get("client"),
                List.of(fields.get("scopes").split(" ")),
                Times.text(Long.parseLong(fields.get("until"))),
                Times.text(Long.parseLong(fields.get("created_at"))),
                fields.get("by"),
                null);
    }

    ProgramKey withToken(String secret) {
        return new ProgramKey(id, client, scopes, until, createdAt, by, secret);
    }
}
