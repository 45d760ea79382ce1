package io.quicksell.payment;

import static io.quicksell.payment.StoredOrders.NAMESPACE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.StoredFormat;
import io.quicksell.redis.RedisLink;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where the secret of an installation comes from, and what happens to who goes by another one. */
class NamespaceStoreTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    private final String id = Ids.random();
    private RedisLink link;

    @BeforeEach
    void connect() {
        link = redis.link();
    }

    @AfterEach
    void disconnect() {
        link.close().await();
    }

    @Test
    void itIsMadeBeforeTheFirstOrderAndTheSameForAllPayments() {
        redis.call(Command.FLUSHALL);

        UUID first = namespace();

        assertEquals(first, namespace());
        assertEquals(first.toString(), kept());
    }

    @Test
    void eachInstallationHasItsOwn() {
        redis.call(Command.FLUSHALL);
        UUID first = namespace();

        redis.call(Command.FLUSHALL);

        assertNotEquals(first, namespace());
    }

    @Test
    void theFormatOfTheOrdersIsSaidBesideIt() {
        redis.call(Command.FLUSHALL);
        namespace();
        assertEquals(StoredFormat.NOW, format());

        redis.call(Command.DEL, StoredFormat.KEY);
        namespace();

        assertEquals(StoredFormat.NOW, format());
    }

    @Test
    void whoGoesByAnotherOneNeitherFindsNorWritesAnOrder() {
        redis.call(Command.SET, PaymentKeys.SECRET, Ids.random());
        expectStrange();

        redis.call(Command.DEL, PaymentKeys.SECRET);
        expectStrange();
    }

    private void expectStrange() {
        Map<String, String> before = redis.snapshot();
        assertInstanceOf(
                PlacementStore.Seen.OtherNamespace.class,
                orders.placements().lookUp(id, NAMESPACE).await());
        assertInstanceOf(
                PlacementStore.Accepted.OtherNamespace.class,
                orders.placements().create(StoredOrders.wanted(id)).await());
        assertEquals(before, redis.snapshot());
    }

    /** As a payment that has just started sees it. */
    private UUID namespace() {
        return new NamespaceStore(link).current().await();
    }

    private static String format() {
        return redis.call(Command.GET, StoredFormat.KEY).toString();
    }

    private static String kept() {
        return redis.call(Command.GET, PaymentKeys.SECRET).toString();
    }
}
