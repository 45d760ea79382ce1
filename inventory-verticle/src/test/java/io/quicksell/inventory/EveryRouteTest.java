package io.quicksell.inventory;

import io.quicksell.common.testing.Contract;
import io.quicksell.common.testing.EveryRoute;
import io.quicksell.common.testing.TestNode;
import io.quicksell.testing.RealRedis;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where callers are asked who they are, every route refuses whom it must refuse. */
class EveryRouteTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final RunningInventory inventory = new RunningInventory(redis);

    @AfterEach
    void stop() {
        inventory.stop();
    }

    @TestFactory
    Stream<DynamicTest> isRefusedToWhoMayNotUseIt() {
        inventory.start(TestNode.asking(redis.endpoint()));
        return new EveryRoute(redis, inventory.port(), Contract.of("inventory")).tests(inventory.routes());
    }
}
