package io.quicksell.redis;

import static io.quicksell.redis.TransientFailure.Outcome.NOT_CARRIED_OUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.quicksell.testing.OwnRedis;
import io.quicksell.testing.SystemUser;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis that cannot do the job is not used: one line says why, and the link heals by itself when it is put right. */
class FitnessTest {

    /**
     * Without the first two there are fewer warnings; without PING, which the client sends first, there is no connection at all; WAIT is
     * sent only where changes wait for replicas.
     */
    private static final Set<String> NOT_LOOKED_AT = Set.of("+info", "+config|get", "+ping", "+wait");

    private static final String NAME = "test";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final LogLines log = LogLines.of(Examination.class.getName());
    private OwnRedis redis;
    private Redis admin;
    private RedisLink link;

    @AfterEach
    void end() {
        log.close();
        vertx.close().await();
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void aNodeOfAClusterIsNotUsed() {
        start("--cluster-enabled", "yes");
        link = new RedisLink(vertx, redis.endpoint(), NAME).open();

        assertUnfit("it is a node of a Redis Cluster");
    }

    @Test
    void aReplicaIsNotUsedUntilItIsMadeTheMaster() {
        start("--replicaof", "127.0.0.1", "1");
        link = new RedisLink(vertx, redis.endpoint(), NAME).open();

        assertUnfit("it is a replica (role slave)");

        admin(Command.REPLICAOF, "NO", "ONE");
        assertHeals();
    }

    @Test
    void aSentinelIsNotUsed() {
        redis = OwnRedis.startSentinel(folder, List.of("sentinel monitor quicksell 127.0.0.1 1 1"));
        link = new RedisLink(vertx, redis.endpoint(), NAME).open();

        assertUnfit("it is a sentinel, which holds no data");
    }

    @Test
    void oneThatEvictsIsNotUsedUntilItDoesNot() {
        start("--maxmemory-policy", "volatile-lru");
        link = new RedisLink(vertx, redis.endpoint(), NAME).open();

        assertUnfit("its maxmemory-policy is volatile-lru");

        admin(Command.CONFIG, "SET", "maxmemory-policy", "noeviction");
        assertHeals();
    }

    @Test
    void oneThatBeginsToEvictIsNotUsedAnyMore() {
        start();
        link = new RedisLink(vertx, redis.endpoint(), NAME).open();
        assertHeals();

        admin(Command.CONFIG, "SET", "maxmemory-policy", "allkeys-random");

        assertUnfit("its maxmemory-policy is allkeys-random");
    }

    @Test
    void dataOfAnotherProgramAreLeftAlone() {
        start();
        admin(Command.RPUSH, "things", "1");
        link = new RedisLink(vertx, redis.endpoint(), NAME)
                .expects("1", Map.of("things", "zset", "others", "stream"))
                .open();

        assertUnfit("its key things is a list");

        admin(Command.DEL, "things");
        assertHeals();
    }

    @Test
    void dataOfAnotherVersionAreLeftAlone() {
        start();
        admin(Command.SET, "quicksell:format", "3");
        link = new RedisLink(vertx, redis.endpoint(), NAME)
                .expects("2", Map.of("old", "none"))
                .open();

        assertUnfit("its data are in the format 3 of another version; this one needs 2");
        RedisLink anyFormat = new RedisLink(vertx, redis.endpoint(), "any format").open();
        Eventually.succeeds(() -> anyFormat.ping().await());
        anyFormat.close().await();

        admin(Command.SET, "quicksell:format", "2");
        assertHeals();
        admin(Command.SET, "old", "data");
        Eventually.holds(() ->
                assertTrue(link.defect().orElse("").startsWith("its key old is a string"), link.defect()::toString));
    }

    @Test
    void oneThatIsMeantForOthersIsLeftAloneAndThatIsSaid() {
        start();
        admin(Command.SET, "taken", "");
        link = new RedisLink(vertx, redis.endpoint().unless("taken", "it is taken"), NAME).open();

        assertUnfit("it is taken");
        admin(Command.DEL, "taken");
        assertHeals();
        admin(Command.SET, "taken", "");
        Eventually.holds(() -> assertEquals(Optional.of("it is taken"), link.defect()));
    }

    @Test
    void aUserWithoutARightIsToldWhich() {
        start();
        List<String> rights = List.of(SystemUser.RIGHTS.split(" "));
        for (String right : rights) {
            if (right.startsWith("+") && !NOT_LOOKED_AT.contains(right)) {
                List<String> others =
                        rights.stream().filter(each -> !each.equals(right)).toList();
                admin(Command.ACL, SystemUser.set(String.join(" ", others)));
                admin(Command.SCRIPT, "FLUSH");
                link = new RedisLink(vertx, asTheSystem(), "without " + right).open();
                Eventually.holds(() -> assertTrue(link.defect().isPresent(), right));
                String defect = link.defect().orElseThrow();
                assertTrue(
                        defect.startsWith("its user may not ")
                                && defect.toLowerCase().contains(right.substring(1)),
                        defect);
                link.close().await();
            }
        }
        assertEquals(0, admin(Command.DBSIZE).toInteger(), "looking writes nothing");

        link = new RedisLink(vertx, asTheSystem(), NAME).open();
        assertUnfit("its user may not send XACK");
        admin(Command.ACL, SystemUser.set());
        assertHeals();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVALSHA", "ROLE", "TIME", "XADD", "XCLAIM"})
    void oneThatWasToldNotToHaveACommandIsNotUsed(String command) {
        start("--rename-command", command, "");
        link = new RedisLink(vertx, redis.endpoint(), NAME).open();

        Eventually.holds(
                () -> assertTrue(link.defect().orElse("").toUpperCase().contains(command), link.defect()::toString));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONFIG", "INFO"})
    void oneThatWasToldNotToShowItsSettingsIsUsed(String command) {
        start("--rename-command", command, "");
        link = new RedisLink(vertx, redis.endpoint(), NAME).open();

        assertHeals();
        assertEquals(
                "master", Eventually.succeeds(() -> link.durability().await().role()));
    }

    @ParameterizedTest
    @CsvSource({"5.0.14, true", "6.0.16, true", "6.2.0, false", "7.0.15, false", "10.1.0, false"})
    void anOlderOneIsNotUsed(String version, boolean isTooOld) {
        Optional<String> defect = Fitness.ofInfo("# Server\r\nredis_version:" + version + "\r\ncluster_enabled:0\r\n");

        assertEquals(isTooOld, defect.isPresent(), defect::toString);
        assertTrue(defect.map(text -> text.contains(version)).orElse(true), defect::toString);
    }

    private void start(String... settings) {
        redis = OwnRedis.start(folder, List.of(settings));
        admin = Redis.createClient(
                vertx,
                "redis://" + redis.endpoint().host() + ":" + redis.endpoint().port());
    }

    private Response admin(Command command, Object... arguments) {
        Request request = Request.cmd(command);
        Stream.of(arguments).map(String::valueOf).forEach(request::arg);
        return admin.send(request).await();
    }

    private RedisEndpoint asTheSystem() {
        return SystemUser.at(redis.endpoint().host(), redis.endpoint().port());
    }

    private void assertUnfit(String why) {
        Eventually.holds(() -> assertTrue(link.defect().orElse("").startsWith(why), link.defect()::toString));
        RedisFault refused = assertThrows(
                RedisFault.class, () -> link.send(Request.cmd(Command.TIME)).await());
        assertEquals(NOT_CARRIED_OUT, refused.outcome());
        assertTrue(refused.getMessage().contains(why), refused::getMessage);
        String line = NAME + " cannot use this Redis: ";
        assertEquals(
                1, log.lines().stream().filter(each -> each.startsWith(line)).count(), log.lines()::toString);
    }

    private void assertHeals() {
        Eventually.succeeds(() -> link.ping().await());
        assertEquals(Optional.empty(), link.defect());
    }
}
