package io.quicksell.payment;

/**
 * What a gateway made of a charge.
 *
 * @param id the gateway's own id of it; the same for the same order
 * @param declineReason why it was declined, or empty if it was approved
 */
record Charge(String id, String declineReason) {

    boolean isApproved() {
        return declineReason.isEmpty();
    }
}
