package io.quicksell.common.once;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.json.Json;

/**
 * The digest of a request: requests with one {@code Idempotency-Key} are the same request if their digests are equal. It is stored
 * as long as the key, so it must not change from one release to the next. Empty members are left out of it, so a member that is added
 * later changes no earlier digest. A member that may be empty and existed from the start is marked {@code @JsonInclude(ALWAYS)}.
 */
public final class Digest {

    private static final ObjectMapper MAPPER = Json.MAPPER.copy().setDefaultPropertyInclusion(NON_EMPTY);

    private Digest() {}

    /** The digest of a value that is the same for all requests that mean the same: 32 hexadecimal digits. */
    public static String of(Object request) {
        try {
            return Ids.fingerprint(MAPPER.writeValueAsString(request));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + request.getClass(), e);
        }
    }
}
