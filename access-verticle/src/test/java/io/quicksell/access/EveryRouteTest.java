package io.quicksell.access;

import io.quicksell.common.testing.Contract;
import io.quicksell.common.testing.EveryRoute;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Who may use which route of access, asked by everybody. */
class EveryRouteTest extends AccessTestBase {

    @TestFactory
    Stream<DynamicTest> everyRouteLetsThoseInWhoMayUseItAndNobodyElse() {
        return new EveryRoute(redis, access.port(), Contract.of("access")).tests(access.routes());
    }
}
