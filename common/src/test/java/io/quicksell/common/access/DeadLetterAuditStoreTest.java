package io.quicksell.common.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.DeadLetterAuditStore.Operator;
import io.quicksell.common.access.DeadLetterAuditStore.What;
import io.quicksell.redis.RedisLink;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dead letter that is taken away is in the audit trail from then on. */
class DeadLetterAuditStoreTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String LETTERS = "dead_letters:group";
    private static final String TRAIL = "access:audit";
    private static final String ID = "1700000000001-0";
    private static final Operator OLGA = new Operator("Olga", "192.0.2.7", "request-1");

    private final RedisLink link = redis.link();
    private final DeadLetterAuditStore store = new DeadLetterAuditStore(link, LETTERS);

    @AfterEach
    void close() {
        link.close().await();
    }

    @Test
    void whoRemovedItAndWhatItWasIsEntered() {
        letter();

        assertTrue(remove(What.REMOVE_DEAD_LETTER));

        assertEquals(List.of(), redis.stream(LETTERS));
        assertEquals(
                List.of(Map.of(
                        "who", "Olga",
                        "what", "remove_dead_letter",
                        "thing", LETTERS + " " + ID,
                        "status", "done",
                        "detail", "order_created 1600000000001-0: no such order",
                        "from", "192.0.2.7",
                        "request", "request-1")),
                redis.stream(TRAIL));
    }

    @Test
    void oneThatIsNotThereIsNotEntered() {
        letter();
        remove(What.RETRY_DEAD_LETTER);
        Map<String, String> before = redis.snapshot();

        assertFalse(remove(What.RETRY_DEAD_LETTER));

        assertEquals(before, redis.snapshot());
    }

    @Test
    void oneThatIsDamagedCanBeRemoved() {
        redis.call(Command.XADD, LETTERS, ID, "a", "text");

        assertTrue(remove(What.REMOVE_DEAD_LETTER));

        assertEquals(" : ", redis.stream(TRAIL).get(0).get("detail"));
    }

    /** How long the trail is kept is a matter of access. */
    @Test
    void theTrailIsNotCut() {
        int moreThanRedisCutsAtOnce = 300;
        for (int i = 1; i <= moreThanRedisCutsAtOnce; i++) {
            redis.call(Command.XADD, TRAIL, i + "-0", "who", "Anna");
        }
        letter();

        remove(What.RETRY_DEAD_LETTER);

        assertEquals(moreThanRedisCutsAtOnce + 1, redis.stream(TRAIL).size());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        letter();

        WrongTypes.expectFoundFirst(redis, List.of(TRAIL, LETTERS), () -> remove(What.REMOVE_DEAD_LETTER));
    }

    private boolean remove(What what) {
        return store.remove(ID, what, OLGA).await();
    }

    private static void letter() {
        redis.call(
                Command.XADD,
                LETTERS,
                ID,
                "stream",
                "order_created",
                "entry_id",
                "1600000000001-0",
                "entry",
                "{}",
                "error",
                "no such order",
                "tries",
                5);
    }
}
