package io.quicksell.common.once;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of changes with a key today is recognised by every later release. */
class PinnedChangesTest {

    record Refund(@JsonInclude(ALWAYS) String reason, boolean restock) {}

    record LaterRefund(
            @JsonInclude(ALWAYS) String reason, boolean restock, String note, List<String> lines, Long cents) {}

    private static final String DIGEST = "9f748db67167bbcd01a840aeaf66ffa7";

    @Test
    void theIdOfAChangeComesFromAddressAndKey() {
        Change change = Change.of(new IdempotencyKey("delivery-1", "anonymous"), "/products", new Refund("", true));

        assertEquals("331c392f-bcb5-594c-8f4a-e9cbcee2c4d1", change.id());
        assertEquals(DIGEST, change.request());
    }

    @Test
    void anEmptyMemberThatComesLaterChangesNoDigestAndAFilledOneDoes() {
        assertEquals(DIGEST, Digest.of(new Refund("", true)));
        assertEquals(DIGEST, Digest.of(new LaterRefund("", true, "", List.of(), null)));
        assertNotEquals(DIGEST, Digest.of(new LaterRefund("", true, "damaged", List.of(), null)));
    }
}
