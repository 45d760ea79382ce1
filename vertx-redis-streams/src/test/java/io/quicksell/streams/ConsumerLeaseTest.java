package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.redis.ScriptReply;
import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lease of a poller's name as it stands in Redis, in literal values, and what becomes of it when a twin takes the name. */
class ConsumerLeaseTest extends PollerTestBase {

    private static final String LEASE = "consumer:test";

    @BeforeEach
    void aPollerThatReads() {
        start(this::handle);
        Eventually.holds(() -> assertTrue(poller.isReading()));
    }

    @Test
    void aLeaseIsARandomTokenUnderTheConsumersNameForTenSeconds() {
        assertTrue(token().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), token());
        long millis = redis.call(Command.PTTL, LEASE).toLong();
        assertTrue(millis > 8_000 && millis <= 10_000, millis + " ms");
    }

    @Test
    void aLeaseIsRenewedAndTakenAgainIfItHasRunOut() {
        String token = token();
        redis.call(Command.DEL, LEASE);

        Eventually.holds(() -> assertEquals(1, redis.call(Command.EXISTS, LEASE).toInteger()));

        assertEquals(token, token());
    }

    @Test
    void aProcessThatLostItsNameToATwinGoesOnUnderAnother() {
        String token = token();

        redis.call(Command.SET, LEASE, "of a twin", "PX", 60_000);

        Eventually.holds(() -> assertEquals(Set.of("test", "test-" + token.substring(0, 4)), consumers()));
        add(EVENTS, "1");
        Eventually.holds(() -> assertEquals(1, delivered.size()));
        assertEquals("of a twin", token());
    }

    private static String token() {
        return redis.call(Command.GET, LEASE).toString();
    }

    private static Set<String> consumers() {
        return redis.call(Command.XINFO, "CONSUMERS", EVENTS, GROUP).stream()
                .map(consumer -> ScriptReply.fields(consumer).get("name"))
                .collect(Collectors.toSet());
    }
}
