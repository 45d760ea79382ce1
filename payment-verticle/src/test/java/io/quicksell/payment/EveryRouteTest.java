package io.quicksell.payment;

import io.quicksell.common.testing.Contract;
import io.quicksell.common.testing.EveryRoute;
import io.quicksell.testing.RealRedis;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where callers are asked who they are, every route refuses whom it must refuse. */
class EveryRouteTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final RunningPayment payment = RunningPayment.asking(redis);

    @TestFactory
    Stream<DynamicTest> isRefusedToWhoMayNotUseIt() {
        return new EveryRoute(redis, payment.port(), Contract.of("payment")).tests(payment.routes());
    }
}
