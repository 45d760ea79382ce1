package io.quicksell.redis;

import static io.quicksell.redis.TransientFailure.Outcome.NOT_CARRIED_OUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.quicksell.testing.OwnRedisTestBase;
import io.quicksell.testing.SystemUser;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a user with few rights can do, and what becomes of one that may not log in. */
class RedisUserTest extends OwnRedisTestBase {

    @Test
    void theTestsHaveTheRightsThatTheDocumentationAsksFor() throws IOException {
        String documentation = Files.readString(Path.of("..", "docs", "redis.md"));

        assertTrue(documentation.contains(SystemUser.RIGHTS), SystemUser.RIGHTS);
    }

    @Test
    void aUserWithTheDocumentedRightsIsRefusedNothing() {
        admin(SystemUser.set());
        RedisLink limited = link(SystemUser.PASSWORD);
        Eventually.succeeds(() -> limited.ping().await());

        assertEquals("counted", count(limited));
        assertEquals("master", limited.durability().await().role());
        assertTrue(limited.memory().await().isPresent());
        assertEquals(0, admin("LOG").size());
    }

    @Test
    void aUserWhoMayNotReadSettingsIsAWarning() {
        admin(SystemUser.set(SystemUser.RIGHTS.replace("+config|get ", "")));
        RedisLink limited = link(SystemUser.PASSWORD);
        Eventually.succeeds(() -> limited.ping().await());

        assertEquals(
                new Durability("master", 0, 0, List.of("Redis does not let its settings be read (CONFIG GET)")),
                limited.durability().await());
    }

    @Test
    void aUserWhoMayNotAskForTheMemoryGetsNone() {
        admin(SystemUser.set(SystemUser.RIGHTS.replace("+info ", "")));
        RedisLink limited = link(SystemUser.PASSWORD);
        Eventually.succeeds(() -> limited.ping().await());

        assertEquals(Optional.empty(), limited.memory().await());
    }

    @Test
    void aCommandThatTheUserMayNotSendIsNotCarriedOut() {
        admin(SystemUser.set());
        RedisLink limited = link(SystemUser.PASSWORD);
        Eventually.succeeds(() -> limited.ping().await());

        assertNotCarriedOut(limited, Request.cmd(Command.FLUSHALL));
    }

    @Test
    void aWrongPasswordIsLoggedOnceAndHealsWhenItIsPutRight() {
        admin(SystemUser.set());
        try (LogLines log = LogLines.of(KeptConnection.class.getName())) {
            RedisLink limited = link("mistyped");
            Eventually.holds(() -> assertTrue(refusals() >= 3));

            assertNotCarriedOut(limited, Request.cmd(Command.PING));
            assertEquals(1, log.lines().size(), log.lines()::toString);
            assertTrue(log.lines().get(0).contains("WRONGPASS"), log.lines()::toString);
            assertFalse(log.lines().get(0).contains("mistyped"), log.lines()::toString);

            admin("SETUSER", SystemUser.NAME, ">mistyped");
            assertEquals("counted", Eventually.succeeds(() -> count(limited)));
        }
    }

    @Test
    void aUserWhoIsRemovedIsCutOffAndHealsWhenItExistsAgain() {
        admin(SystemUser.set());
        RedisLink limited = link(SystemUser.PASSWORD);
        Eventually.succeeds(() -> limited.ping().await());

        admin("DELUSER", SystemUser.NAME);
        Eventually.holds(() -> assertNotCarriedOut(limited, Request.cmd(Command.PING)));

        admin(SystemUser.set());
        assertEquals("counted", Eventually.succeeds(() -> count(limited)));
    }

    /** How often the login was refused; the ACL log counts equal entries once. */
    private int refusals() {
        return admin("LOG").stream()
                .map(ScriptReply::fields)
                .filter(entry -> entry.get("reason").equals("auth"))
                .mapToInt(entry -> Integer.parseInt(entry.get("count")))
                .sum();
    }

    private static String count(RedisLink link) {
        return link.run(Counted.SCRIPT, List.of("count"), List.of("1"))
                .await()
                .get(0)
                .toString();
    }

    private static void assertNotCarriedOut(RedisLink link, Request command) {
        assertEquals(
                NOT_CARRIED_OUT,
                assertThrows(RedisFault.class, () -> link.send(command).await()).outcome());
    }

    private Response admin(Object... arguments) {
        Request acl = Request.cmd(Command.ACL);
        Stream.of(arguments).map(String::valueOf).forEach(acl::arg);
        return link.send(acl).await();
    }

    private RedisLink link(String password) {
        RedisEndpoint plain = redis.endpoint();
        RedisEndpoint endpoint = new RedisEndpoint(plain.host(), plain.port(), SystemUser.NAME, password, false, "");
        return new RedisLink(vertx, endpoint, "test").open();
    }
}
