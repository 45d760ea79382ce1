package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.bucket4j.TimeMeter;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

/** Whose buckets are remembered. */
class RequestRateTest {

    private static final TimeMeter STANDS_STILL = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return 0;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    private final RequestRate rate = new RequestRate("address", 1, STANDS_STILL);

    @Test
    void onlyTheClientsWhoAskedLastAreRemembered() {
        take("first");
        take("second");
        for (int i = 2; i < RequestRate.MAX_BUCKETS; i++) {
            take("client " + i);
        }
        assertThrows(Problem.class, () -> take("first"), "as many as there may be");

        take("one more");

        assertThrows(Problem.class, () -> take("first"), "it asked after the second one");
        assertDoesNotThrow(() -> take("second"));
    }

    private void take(String client) {
        rate.take(client, MultiMap.caseInsensitiveMultiMap());
    }
}
