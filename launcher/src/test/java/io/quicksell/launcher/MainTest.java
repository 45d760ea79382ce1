package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What is settled before anything else happens. */
class MainTest {

    private static final String NO_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    /** That this helps is seen in {@code TlsTest}. */
    @Test
    void whoeverStartsItAConnectionOfTlsHasOneHandshake() {
        String ofTheTests = System.clearProperty(NO_RENEGOTIATION);
        try {
            Main.main(new String[] {"--version"});

            assertEquals("true", System.getProperty(NO_RENEGOTIATION));
        } finally {
            System.setProperty(NO_RENEGOTIATION, ofTheTests);
        }
    }
}
