package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway can say of a charge. */
class ChargeTest {

    @Test
    void aChargeIsApprovedUnlessThereIsAReason() {
        assertTrue(Charge.approved("ch_1").isApproved());
        assertFalse(Charge.declined("ch_1", "The card has expired.").isApproved());
        assertThrows(IllegalArgumentException.class, () -> Charge.declined("ch_1", " "));
    }

    @Test
    void aReasonIsCutToTwoHundredCharacters() {
        assertEquals(
                Optional.of("x".repeat(200)),
                Charge.declined("ch_1", "x".repeat(200)).declineReason());
        assertEquals(
                Optional.of("x".repeat(200)),
                Charge.declined("ch_1", "x".repeat(201)).declineReason());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void anIdThatCannotBeKeptIsRefused(int length) {
        assertThrows(IllegalArgumentException.class, () -> Charge.approved("x".repeat(length)));
        assertEquals(255, Charge.approved("x".repeat(255)).id().length());
    }
}
