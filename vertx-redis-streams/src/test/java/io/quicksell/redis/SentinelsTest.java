package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import io.quicksell.testing.SentinelSetup;
import io.quicksell.testing.SentinelTestBase;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where sentinels say that the master is, whatever becomes of some of them. */
class SentinelsTest extends SentinelTestBase {

    private static final String NOWHERE = "127.0.0.1:1";

    @Test
    void oneThatHangsAndOneThatIsAwayDoNotMatter() {
        setup.sentinels().get(0).freeze();
        setup.sentinels().get(1).kill();

        assertEquals(setup.servers().get(0).port(), port(sentinels(setup.addresses())));
    }

    @Test
    void theNewestDecisionCountsWhoeverElseNamesTheMasterFromBefore() throws IOException {
        OwnRedis old = setup.primary();
        old.kill();
        OwnRedis now = setup.awaitPrimaryOtherThan(old);
        try (OwnRedis cutOff = sentinelOf(old)) {
            List<String> all = new ArrayList<>(List.of("127.0.0.1:" + cutOff.port()));
            all.addAll(setup.addresses());
            Sentinels sentinels = sentinels(all);
            assertEquals(now.port(), port(sentinels));

            setup.sentinels().forEach(OwnRedis::kill);

            String why = Eventually.succeeds(() -> whyNot(sentinels));
            assertTrue(
                    why.startsWith(
                            "the sentinels that answer name 127.0.0.1:" + old.port() + " (epoch 0), from before"),
                    why);
            assertEquals(old.port(), port(sentinels(all)), "another process has heard of nothing else");
        }
    }

    @Test
    void ofTwoThatDisagreeTheOneCountsThatSeesItsMaster() throws IOException {
        OwnRedis primary = setup.primary();
        OwnRedis gone = OwnRedis.start(Files.createDirectories(folder.resolve("gone")));
        try (OwnRedis other = sentinelOf(gone)) {
            gone.kill();
            Eventually.holds(() -> assertTrue(setup.master(other).get("flags").contains("s_down")));
            String address = "127.0.0.1:" + other.port();

            assertEquals(
                    primary.port(),
                    port(sentinels(List.of(address, setup.addresses().get(0)))));
            assertEquals(
                    primary.port(), port(sentinels(List.of(setup.addresses().get(0), address))));
        } finally {
            gone.close();
        }
    }

    @Test
    void ifNoneSaysItEachIsNamedWithItsReason() {
        OwnRedis asleep = setup.sentinels().get(0);
        asleep.freeze();
        String ordinary = "127.0.0.1:" + setup.primary().port();
        setup.call(setup.sentinels().get(1), Command.SENTINEL, "REMOVE", SentinelSetup.MASTER_NAME);

        List<String> all = Stream.concat(
                        Stream.of(NOWHERE, ordinary), setup.addresses().stream().limit(2))
                .toList();

        Eventually.holds(() -> {
            String why = whyNot(sentinels(all));
            String expected = "no sentinel says where the master quicksell is: " + NOWHERE + " does not answer";
            assertTrue(why.startsWith(expected), why);
            assertTrue(why.contains("; " + ordinary + " is not a sentinel; "), why);
            assertTrue(why.contains("; 127.0.0.1:" + asleep.port() + " does not answer"), why);
            assertTrue(why.endsWith(" does not know the master quicksell"), why);
        });
    }

    @Test
    void oneThatWantsAPasswordSaysSoUntilItIsGivenTheRightOne() throws IOException {
        OwnRedis primary = setup.primary();
        try (OwnRedis closed =
                OwnRedis.startSentinel(Files.createDirectories(folder.resolve("closed")), monitoring(primary))) {
            setup.call(closed, Command.ACL, "SETUSER", "default", "resetpass", ">right");
            Address address = new Address("127.0.0.1", closed.port());

            Eventually.holds(() -> assertRefuses(withPassword(address, ""), address + " refuses: NOAUTH"));
            Eventually.holds(() -> assertRefuses(withPassword(address, "wrong"), address + " refuses: WRONGPASS"));
            assertEquals(primary.port(), port(withPassword(address, "right")));
        }
    }

    private void assertRefuses(Sentinels sentinels, String expected) {
        String why = whyNot(sentinels);
        assertTrue(why.contains(expected), why);
    }

    private static Sentinels withPassword(Address address, String password) {
        return new Sentinels(List.of(address), SentinelSetup.MASTER_NAME, "", password, false, "");
    }

    /** One that nobody tells anything. */
    private OwnRedis sentinelOf(OwnRedis server) throws IOException {
        return OwnRedis.startSentinel(Files.createDirectories(folder.resolve("alone")), monitoring(server));
    }

    private static List<String> monitoring(OwnRedis server) {
        return List.of(
                "sentinel monitor " + SentinelSetup.MASTER_NAME + " 127.0.0.1 " + server.port() + " 9",
                "sentinel down-after-milliseconds " + SentinelSetup.MASTER_NAME + " 500");
    }

    private int port(Sentinels sentinels) {
        return Eventually.succeeds(() -> sentinels.now(vertx).await()).address().port();
    }

    private String whyNot(Sentinels sentinels) {
        return assertThrows(Exception.class, () -> sentinels.now(vertx).await()).getMessage();
    }
}
