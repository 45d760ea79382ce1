package io.quicksell.access;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The start of the tests over HTTP: a clerk, and the one who manages access. */
abstract class AccessTestBase extends StaffTestBase {

    @Order(3)
    @RegisterExtension
    final RunningAccess access = new RunningAccess(redis);

    @BeforeEach
    void aClerkAndTheOneWhoManages() {
        staff.user("Anna", "clerk");
        staff.user("Olga", "boss");
    }
}
