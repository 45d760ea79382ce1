package io.quicksell.access;

import io.quicksell.testing.RealRedis;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The start of the tests of stores: nobody is there yet. */
abstract class StaffTestBase {

    @Order(1)
    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Order(2)
    @RegisterExtension
    final Staff staff = new Staff(redis);
}
