package io.quicksell.launcher.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.testing.OwnRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Redis of the user's own, with a password and a user of few rights, is backed up and restored from here. */
class ExternalBackupTest extends BackupTestBase {

    private static final String RIGHTS = "~* +get +set +xlen +time +info +scan +exists +del";

    private OwnRedis from;
    private OwnRedis to;

    @BeforeEach
    void twoServers() throws IOException {
        from = OwnRedis.start(Files.createDirectories(home.resolve("from")));
        to = OwnRedis.start(Files.createDirectories(home.resolve("to")));
        allow(from, "+sync +replconf +psync");
        allow(to, "+restore +dbsize");
        try (RedisWire redis = RedisWire.to(from.endpoint())) {
            fill(redis, 120);
            redis.call("SET", "brief", "x", "PX", "3600000");
            redis.call("XGROUP", "CREATE", "order_created", "payment", "0");
            redis.call("XREADGROUP", "GROUP", "payment", "me", "COUNT", "2", "STREAMS", "order_created", ">");
            for (int i = 0; i < 200; i++) {
                redis.call("SET", "order:" + i, "o" + i);
            }
        }
    }

    @AfterEach
    void endThem() {
        from.close();
        to.close();
    }

    @Test
    void allOfItIsRestoredWithWhatIsPendingAndWhatExpires() throws IOException {
        backUp();
        assertEquals(
                new Contents("2", 120, 1, 120), BackupRecord.of(onlyBackup()).contents());

        typeAt(to, "restore " + onlyBackup());

        try (RedisWire before = RedisWire.to(from.endpoint());
                RedisWire after = RedisWire.to(to.endpoint())) {
            Map<String, String> expected = dump(before);
            assertEquals(expected, dump(after));
            assertTrue(after.number("PTTL", "brief") > 0);
            assertEquals(2, ((List<?>) after.list("XPENDING", "order_created", "payment", "-", "+", "10")).size());
        }
    }

    @Test
    void aUserWithoutTheRightIsNamed() throws IOException {
        allow(from, "-sync");

        assertEquals(
                "The user shop of " + name(from) + " may not copy its data: ACL SETUSER shop +sync +replconf +psync",
                refusal(this::backUp));
        assertEquals(List.of(), BackupFolder.backups(backups()));
    }

    @Test
    void aRestoreWithoutTheRightLeavesNothing() throws IOException {
        backUp();
        allow(to, "-restore");

        String line = refusal(() -> typeAt(to, "restore " + onlyBackup()));

        assertTrue(line.endsWith("its user needs +restore and +dbsize for it"), line);
        try (RedisWire redis = RedisWire.to(to.endpoint())) {
            assertEquals(0, redis.number("DBSIZE"));
        }
    }

    @Test
    void whatIsNotEmptyIsLeftAlone() throws IOException {
        backUp();
        try (RedisWire redis = RedisWire.to(to.endpoint())) {
            redis.call("SET", "mine", "1");
            String foreign = refusal(() -> typeAt(to, "restore " + onlyBackup()));
            assertTrue(
                    foreign.contains("has 1 keys, and a backup is restored into an empty Redis alone; use another"),
                    foreign);

            redis.call("SET", "consumer:payment-1-0", "token");
            String used = refusal(() -> typeAt(to, "restore " + onlyBackup()));
            assertTrue(used.endsWith("processes work with it now: stop them first"), used);

            redis.call("DEL", "mine", "consumer:payment-1-0");
            redis.call("SET", "quicksell:format", ExternalRestore.UNDER_WAY);
            String cut = refusal(() -> typeAt(to, "restore " + onlyBackup()));
            assertTrue(cut.contains("they are of a restore that was cut off"), cut);
            assertEquals(1, redis.number("DBSIZE"));
        }
    }

    @Test
    void whatIsNotEmptyAnyMoreWhenItIsFilledIsLeftAlone() throws IOException {
        backUp();
        Proof proof = Proof.of(QuickSellConfig.read(home, "conf.json", Map.of()));
        try (RedisWire redis = RedisWire.to(to.endpoint())) {
            ExternalRestore restore = new ExternalRestore(to.endpoint(), proof, line -> setForeignKey(redis));

            String line = refusal(() -> restore.restore(onlyBackup()));

            assertTrue(line.endsWith("is not empty any more: stop what uses it first"), line);
            assertEquals(Set.of("mine"), dump(redis).keySet());
        }
    }

    private static void setForeignKey(RedisWire redis) {
        try {
            redis.call("SET", "mine", "1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsOfAnExternalOneIsRestoredIntoADataFolder() throws IOException {
        backUp();

        type("data", "restore " + onlyBackup());

        whileRunning("data", redis -> assertEquals(120, redis.number("XLEN", "order_created")));
    }

    private void backUp() throws IOException {
        typeAt(from, "backup " + backups());
    }

    private void typeAt(OwnRedis redis, String line) throws IOException {
        run("""
                {"data": "unused", "inventory": {}, "payment": {}, "redis": {"mode": "external", "port": %d, "user": "shop", "password": "secret"}}
                """.formatted(redis.endpoint().port()), line);
    }

    private static String name(OwnRedis redis) {
        RedisEndpoint endpoint = redis.endpoint();
        return "redis://" + endpoint.host() + ":" + endpoint.port();
    }

    private static void allow(OwnRedis redis, String more) throws IOException {
        try (RedisWire wire = RedisWire.to(redis.endpoint())) {
            List<Object> words = new ArrayList<>(List.of("ACL", "SETUSER", "shop", "on", ">secret"));
            words.addAll(List.of((RIGHTS + " " + more).split(" ")));
            wire.call(words.toArray());
        }
    }
}
