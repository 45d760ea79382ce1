package io.quicksell.payment;

import java.util.Optional;

/**
 * What a gateway decided about a charge.
 *
 * @param id the gateway's own id of it, 1 to 255 characters; the same for the same order
 * @param declineReason why it was declined; empty if it was approved
 */
record Charge(String id, Optional<String> declineReason) {

    private static final int MAX_ID = 255;
    private static final int MAX_REASON = 200;

    Charge {
        if (id.isBlank() || id.length() > MAX_ID) {
            throw new IllegalArgumentException("the id of a charge must have 1 to " + MAX_ID + " characters: " + id);
        }
        if (declineReason.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("charge " + id + " was declined without a reason");
        }
    }

    static Charge approved(String id) {
        return new Charge(id, Optional.empty());
    }

    /**
     * @param reason in words for whoever reads the order; what is longer than 200 characters is cut
     */
    static Charge declined(String id, String reason) {
        return new Charge(id, Optional.of(reason.substring(0, Math.min(MAX_REASON, reason.length()))));
    }

    boolean isApproved() {
        return declineReason.isEmpty();
    }
}
