package io.quicksell.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.RequiredAccessStore;
import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.redis.RedisEndpoint;
import io.vertx.redis.client.Command;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator does at the prompt, on the Redis of the running system. */
class AccessConsoleTest extends StaffTestBase {

    private static final String NEW_PASSWORD = "another long password";
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    @Test
    void theFirstUserComesToBeWithoutAnother() {
        assertEquals(List.of("Olga is added as operator"), run("user add Olga --role operator"));

        Map<String, String> olga = redis.hash("access:user:olga");
        assertEquals("operator", olga.get("role"));
        assertEquals(AccessConsole.operator(System.getProperty("user.name")), olga.get("by"));
        assertTrue(PasswordHash.matches(olga.get("password"), NEW_PASSWORD));
        assertEquals("command line", staff.lastAct().get("from"));
        List<String> listed = run("user list");
        assertEquals(1, listed.size());
        assertTrue(listed.get(0).startsWith("Olga  operator  changed "), listed.get(0));
    }

    @Test
    void aLeaverIsOutAtOnceAndMayComeBack() {
        staff.user("Anna", "clerk");
        Token session = staff.session("Anna");

        assertEquals(List.of("anna is disabled, and logged out everywhere"), run("user disable anna"));
        assertFalse(staff.isOpen(session));
        assertTrue(run("user list").get(0).contains("  disabled  "));
        run("user enable Anna");
        assertTrue(staff.isOpen(staff.session("Anna")));
    }

    @Test
    void theKeysThatALeaverHasSeenAreListedOrRevoked() {
        staff.user("Olga", "boss");
        staff.user("Anna", "boss");
        Token shop = staff.key("web shop", "orders:place", "Anna");
        Token robot = staff.key("robot", "access:manage", "Anna");
        Token ofRobot = staff.key("another robot", "orders:read", "key:robot");
        Token ofOlga = staff.key("till", "orders:place", "olga");
        Set<String> ofHers = run("key list").stream()
                .filter(key -> !key.endsWith("made by olga"))
                .collect(Collectors.toSet());

        List<String> disabled = run("user disable anna");
        assertTrue(disabled.get(1).startsWith("These keys, which Anna has made"), disabled.get(1));
        assertEquals(ofHers, Set.copyOf(disabled.subList(2, disabled.size())));
        assertTrue(staff.isOpen(shop));

        assertEquals(4, run("user disable anna --with-keys").size());
        for (Token each : List.of(shop, robot, ofRobot)) {
            assertFalse(staff.isOpen(each));
        }
        assertTrue(staff.isOpen(ofOlga));
        assertEquals(1, run("key list").size());
    }

    @Test
    void aNewPasswordAndANewRoleEndAllSessions() {
        staff.user("Anna", "clerk");
        Token before = staff.session("Anna");
        run("user passwd Anna");
        assertFalse(staff.isOpen(before));
        assertTrue(PasswordHash.matches(staff.account("Anna").password(), NEW_PASSWORD));

        Token session = staff.session("Anna");
        run("user role Anna boss");
        assertFalse(staff.isOpen(session));
        assertEquals("boss", staff.account("Anna").user().role());
    }

    @Test
    void aKeyIsShownOnceAndRevoked() {
        List<String> made = run("key add shop --scopes orders:read,orders:place --days 30");

        Token token = Token.parse(made.get(1)).orElseThrow();
        Map<String, String> kept = redis.hash(TokenStore.key(token));
        assertEquals(List.of("shop", "orders:read orders:place"), List.of(kept.get("client"), kept.get("scopes")));
        List<String> listed = run("key list");
        assertEquals(List.of(made.get(0)), listed);

        String id = listed.get(0).split(" ")[0];
        assertEquals(List.of(id + " is revoked"), run("key revoke " + id));
        assertFalse(staff.isOpen(token));
        assertEquals(List.of(), run("key list"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user add OLGA --role operator; There is a user Olga already",
                "user add Anna --role king; There is no role king; there are boss, clerk, operator",
                "user add a/b --role clerk; The name must be letters and digits, with . _ @ ' + - and spaces between them",
                "user passwd Nobody; The name must not be local, anonymous, nobody or service",
                "user passwd Anna; There is no user Anna; ./run.sh user list shows those that there are",
                "user role Anna clerk; There is no user Anna; ./run.sh user list shows those that there are",
                "user disable Olga; Olga is the last who manages access; let another one do so first",
                "user role Olga clerk; Olga is the last who manages access; let another one do so first",
                "key add shop --scopes orders:eat; There is no scope orders:eat; there are products:read,",
                "key add shop --scopes orders:read --days 0; --days must be from 1 to 3650",
                "access off; These data can be used with access.mode off already",
                "key revoke x; There is no key x; ./run.sh key list shows those that there are"
            })
    void whatIsRefusedSaysWhyAndChangesNothing(String line) {
        run("user add Olga --role operator");
        Map<String, String> before = redis.snapshot();
        String command = line.substring(0, line.indexOf("; "));

        String refusal =
                assertThrows(AccessConsole.Refused.class, () -> run(command)).getMessage();
        assertTrue(refusal.startsWith(line.substring(line.indexOf("; ") + 2)), refusal);
        assertEquals(before, redis.snapshot());
    }

    @Test
    void thatEverybodyIsLetInAgainIsADeedOfItsOwn() {
        redis.call(Command.SET, RequiredAccessStore.KEY, "required");

        assertEquals(1, run("access off").size());
        assertEquals(0, redis.call(Command.EXISTS, RequiredAccessStore.KEY).toInteger());
        assertEquals("give_up_access", staff.lastAct().get("what"));
    }

    @ParameterizedTest
    @CsvSource({"anna,local (anna)", "a.b-c_1,local (a.b-c_1)", "'',local", "a b,local", "'a\n(b)',local", "ä,local"})
    void whoIsAtThePromptIsNamedAsTheMachineSays(String user, String operator) {
        assertEquals(operator, AccessConsole.operator(user));
    }

    @ParameterizedTest
    @ValueSource(strings = {"long enough \u001b[D", "long enough\u0000", "long enough\t.", "long enough \u0085"})
    void aPasswordWithControlCharactersIsRefused(String typed) {
        AccessCommand add = command("user add Olga --role operator");

        assertThrows(
                AccessConsole.Refused.class,
                () -> console(redis.endpoint(), NOWHERE).run(add, prompt -> typed));
        assertEquals(Map.of(), redis.snapshot());
    }

    @Test
    void aNameWithControlCharactersIsRefused() {
        for (String name : List.of("An\u001b[Dna", "Anna\u0000", "An\u202ena")) {
            AccessCommand add = new AccessCommand.AddUser(name, "operator");

            assertThrows(
                    AccessConsole.Refused.class,
                    () -> console(redis.endpoint(), NOWHERE).run(add, prompt -> NEW_PASSWORD));
        }
        assertEquals(Map.of(), redis.snapshot());
    }

    @Test
    void aBadPasswordIsRefused() {
        AccessCommand add = command("user add Olga --role operator");

        String refusal = assertThrows(
                        AccessConsole.Refused.class,
                        () -> console(redis.endpoint(), NOWHERE).run(add, prompt -> "short"))
                .getMessage();
        assertEquals("The password must have 12 to 128 characters; it has 5", refusal);
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaidInOneLine() {
        AccessConsole console = console(new RedisEndpoint("127.0.0.1", 1, ""), NOWHERE);

        String refusal = assertThrows(
                        AccessConsole.Refused.class, () -> console.run(command("user list"), prompt -> ""))
                .getMessage();
        assertTrue(refusal.startsWith("The database does not answer"), refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user",
                "user add",
                "user add Anna",
                "user add --role clerk",
                "user add Anna Bert --role clerk",
                "user add Anna --role",
                "user eat Anna",
                "user list Anna",
                "user role Anna",
                "user disable",
                "user enable Anna --with-keys",
                "user disable Anna --with-keys --role clerk",
                "key revoke x --with-keys",
                "user passwd Anna --days 3",
                "user passwd Anna secret",
                "key add",
                "key add shop",
                "key add shop --scopes",
                "key add shop --scopes a --role b",
                "key revoke",
                "key list x",
                "access",
                "access on",
                "access off x",
                "key list --scopes a",
                "user list --verbose"
            })
    void whatIsNoCommandIsNone(String line) {
        assertTrue(AccessCommand.parse(List.of(line.split(" "))).isEmpty());
    }

    private List<String> run(String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        console(redis.endpoint(), new PrintStream(out, true, UTF_8)).run(command(line), prompt -> NEW_PASSWORD);
        String said = out.toString(UTF_8);
        assertFalse(said.contains(NEW_PASSWORD));
        return said.lines().toList();
    }

    private static AccessCommand command(String line) {
        return AccessCommand.parse(List.of(line.split(" "))).orElseThrow();
    }

    private static AccessConsole console(RedisEndpoint endpoint, PrintStream out) {
        return new AccessConsole(
                new AccessServiceConfig("required", 0, Staff.HOURS, 400, RunningAccess.ROLES), endpoint, out);
    }
}
