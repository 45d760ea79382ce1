package io.quicksell.common.once;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.json.Json;

/**
 * What makes two requests with one {@code Idempotency-Key} the same request. It is kept as long as the key is remembered, so it must
 * not change from one release to the next: empty members are left out of it, so that a member which comes later changes no digest
 * of an earlier request. A member that may be empty and was there from the first is marked {@code @JsonInclude(ALWAYS)}.
 */
public final class Digest {

    private static final ObjectMapper MAPPER = Json.MAPPER.copy().setSerializationInclusion(NON_EMPTY);

    private Digest() {}

    /** The digest of a request in a form that is the same for everything that means the same: 32 hexadecimal digits. */
    public static String of(Object request) {
        try {
            return Ids.fingerprint(MAPPER.writeValueAsString(request));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + request.getClass(), e);
        }
    }
}
