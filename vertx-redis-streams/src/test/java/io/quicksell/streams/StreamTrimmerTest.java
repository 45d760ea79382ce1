package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.redis.RedisLink;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which entries a trimmer keeps. Redis trims whole nodes of up to 100 entries, so the tests check a range of what is kept. */
class StreamTrimmerTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String EVENTS = "events";
    private static final long RETENTION_MILLIS = 3_600_000;
    private static final int OLD = 1_000;
    private static final int NODE = 100;

    private RedisLink link;

    @BeforeEach
    void aStreamThatIsOlderThanTheRetention() {
        link = redis.link();
        for (int i = 1; i <= OLD; i++) {
            redis.call(Command.XADD, EVENTS, i + "-0", "n", i);
        }
        redis.call(Command.XADD, EVENTS, "*", "n", "young");
    }

    @Test
    void whatEveryGroupHasFinishedAndIsOldIsTrimmed() {
        read("group", OLD);
        redis.call(Command.XACK, acknowledgedUpTo("group", OLD));

        trim("group");

        assertTrue(length() <= NODE + 1, length() + " are left");
        assertEquals("young", lastEntry());
    }

    @Test
    void whatIsYoungerThanTheRetentionIsKept() {
        redis.call(Command.DEL, EVENTS);
        for (int i = 0; i < 500; i++) {
            redis.call(Command.XADD, EVENTS, "*", "n", i);
        }
        read("group", 500);
        redis.call(Command.XGROUP, "SETID", EVENTS, "group", "$");

        trim("group");

        assertEquals(500, length());
    }

    @Test
    void aConsumerThatIsAwayForLongerThanTheRetentionMissesNothing() {
        read("group", OLD);
        redis.call(Command.XACK, acknowledgedUpTo("group", OLD));
        redis.call(Command.XGROUP, "CREATE", EVENTS, "away", "300");

        trim("group", "away");

        assertTrue(length() >= OLD - 300 + 1, length() + " are left");
        assertEquals(OLD - 300 + 1, read("away", 2 * OLD));
    }

    @Test
    void anEntryThatIsPendingIsKeptHoweverOld() {
        read("group", OLD);
        redis.call(Command.XACK, acknowledgedUpTo("group", 499));

        trim("group");

        assertEquals(
                "500",
                redis.call(Command.XRANGE, EVENTS, "500-0", "500-0")
                        .get(0)
                        .get(1)
                        .get(1)
                        .toString());
        assertTrue(length() < OLD);
    }

    @Test
    void untilEveryGroupThatHasToReadItExistsNothingIsTrimmed() {
        read("group", OLD);
        redis.call(Command.XACK, acknowledgedUpTo("group", OLD));

        trim("group", "not there yet");

        assertEquals(OLD + 1, length());
    }

    @Test
    void aStreamWithoutGroupsIsKeptForTheRetention() {
        trim();

        assertTrue(length() <= NODE + 1, length() + " are left");
    }

    @Test
    void theNewestEntryIsKeptHoweverOld() {
        redis.call(Command.DEL, EVENTS);
        for (int i = 1; i <= OLD; i++) {
            redis.call(Command.XADD, EVENTS, i + "-0", "n", i);
        }

        trim();

        assertEquals(String.valueOf(OLD), lastEntry());
        assertTrue(length() <= NODE, length() + " are left");
    }

    @Test
    void ofAStreamThatIsKeptForEverItIsNotedWhatItsGroupHasFinished() {
        note();
        assertEquals("none", noted(), "the group does not exist yet");
        read("group", OLD);
        redis.call(Command.XACK, acknowledgedUpTo("group", 499));

        note();

        assertEquals("499-18446744073709551615", noted());
        redis.call(Command.XACK, acknowledgedUpTo("group", OLD));
        note();
        assertEquals(OLD + "-0", noted());
        assertEquals(OLD + 1, length());
    }

    @Test
    void anEntryBehindAnotherOneOfItsMillisecondIsNotedToo() {
        redis.call(Command.DEL, EVENTS);
        redis.call(Command.XADD, EVENTS, "7-1", "n", 1);
        redis.call(Command.XADD, EVENTS, "7-2", "n", 2);
        read("group", 2);
        redis.call(Command.XACK, EVENTS, "group", "7-1");

        note();

        assertEquals("7-1", noted());
    }

    private void note() {
        new StreamTrimmer(redis.vertx(), link, Map.of(), Map.of(EVENTS, "group"), RETENTION_MILLIS)
                .trim()
                .await();
    }

    private static String noted() {
        Response noted = redis.call(Command.GET, "finished:group:" + EVENTS);
        return noted == null ? "none" : noted.toString();
    }

    private void trim(String... groups) {
        new StreamTrimmer(redis.vertx(), link, Map.of(EVENTS, List.of(groups)), Map.of(), RETENTION_MILLIS)
                .trim()
                .await();
    }

    private static int read(String group, int count) {
        if (group.equals("group")) {
            redis.call(Command.XGROUP, "CREATE", EVENTS, group, "0");
        }
        return redis.call(Command.XREADGROUP, "GROUP", group, "test", "COUNT", count, "STREAMS", EVENTS, ">")
                .get(0)
                .get(1)
                .size();
    }

    private static Object[] acknowledgedUpTo(String group, int last) {
        Object[] arguments = new Object[last + 2];
        arguments[0] = EVENTS;
        arguments[1] = group;
        for (int i = 1; i <= last; i++) {
            arguments[i + 1] = i + "-0";
        }
        return arguments;
    }

    private static int length() {
        return redis.call(Command.XLEN, EVENTS).toInteger();
    }

    private static String lastEntry() {
        return redis.call(Command.XREVRANGE, EVENTS, "+", "-", "COUNT", 1)
                .get(0)
                .get(1)
                .get(1)
                .toString();
    }
}
