package io.quicksell.access;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.access.UserStore.Edit;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogInTest extends AccessTestBase {

    private static final String WRONG = "wrong horse battery";

    /** {@code -Daccess.failedLogIns=N} makes more of them, by the hundred. */
    private static final int FAILED_LOG_INS = Integer.getInteger("access.failedLogIns", 1_000);

    @ParameterizedTest
    @ValueSource(strings = {"Anna", "ANNA", " anna ", "\uff21nna"})
    void whoLogsInMayDoWhatTheRoleMay(String name) {
        JsonNode session = access.logIn(name, Staff.PASSWORD).json();

        assertEquals(List.of("products:read", "orders:read", "orders:place"), texts(session.get("scopes")));
        JsonNode me = access.with(session.get("token").textValue()).get("/me").json();
        assertEquals(
                List.of("user", "Anna", "clerk"),
                List.of(
                        me.get("kind").textValue(),
                        me.get("name").textValue(),
                        me.get("role").textValue()));
        assertEquals(session.get("scopes"), me.get("scopes"));
    }

    @Test
    void aWrongPasswordAnUnknownUserAndADisabledOneGetTheSameAnswerAndCostAHashEach() {
        staff.change("Anna", Edit.ofDisabled(true));
        int before = access.hashed();
        List<Response> refused = List.of(
                access.logIn("Olga", WRONG),
                access.logIn("Nobody", Staff.PASSWORD),
                access.logIn("Anna", Staff.PASSWORD));

        assertEquals(before + 3, access.hashed());
        for (Response each : refused) {
            assertEquals(401, each.status(), each::text);
            assertEquals("Bearer", each.header("WWW-Authenticate"));
            assertEquals(refused.get(0).json().get("detail"), each.json().get("detail"));
        }
        assertEquals(
                List.of("Olga: wrong password", ": wrong password", "Anna: disabled"),
                redis.stream("access:audit").stream()
                        .filter(act -> act.get("status").equals("refused"))
                        .map(act -> act.get("thing") + ": " + act.get("detail"))
                        .toList());
    }

    @Test
    void aFloodOfWrongPasswordsIsRefusedBeforeTheyAreHashed() {
        int before = access.hashed();
        long begin = System.nanoTime();
        HttpUser stranger = access.stranger();
        Map<Integer, Long> statuses = IntStream.range(0, FAILED_LOG_INS / 100)
                .mapToObj(batch -> hundredWrong(stranger))
                .flatMap(List::stream)
                .collect(groupingBy(Response::status, counting()));

        long hashed = access.hashed() - before;
        assertEquals(hashed, statuses.get(401));
        assertEquals(FAILED_LOG_INS - hashed, statuses.get(429));
        long pauses = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / SessionStore.LONGEST_PAUSE_MILLIS;
        assertTrue(
                hashed >= 5 && hashed <= 8 + pauses, () -> hashed + " were hashed: more than the pauses let through");
    }

    @Test
    void whoHasToWaitIsToldForHowLongEvenWithTheRightPassword() {
        for (int i = 0; i < 5; i++) {
            assertEquals(401, access.logIn("Anna", WRONG).status());
        }
        Response refused = access.logIn("Anna", Staff.PASSWORD);

        assertEquals(429, refused.status(), refused::text);
        assertTrue(Integer.parseInt(refused.header("Retry-After")) >= 1);
        assertEquals(200, access.logIn("Olga", Staff.PASSWORD).status());
    }

    @Test
    void aStrangerBehindTheSameAddressKeepsNobodyOutWhereTheyHaveLoggedInBefore() {
        String device = device("Anna");
        String ofOlga = device("Olga");
        for (int i = 0; i < 5; i++) {
            assertEquals(401, access.logIn("Anna", WRONG).status());
        }

        assertEquals(429, access.logIn("Anna", Staff.PASSWORD).status());
        assertEquals(429, logIn("Anna", Staff.PASSWORD, ofOlga).status(), "the proof of another user");
        assertEquals(
                429,
                logIn("Anna", Staff.PASSWORD, device.substring(0, device.length() - 1) + "x")
                        .status());
        assertEquals(200, logIn("Anna", Staff.PASSWORD, ofOlga + ", " + device).status());
        assertEquals(429, access.logIn("Anna", Staff.PASSWORD).status(), "the address waits as before");
    }

    @Test
    void onADeviceThatIsKnownNobodyGuessesForEver() {
        String device = device("Anna");
        for (int i = 0; i < 5; i++) {
            assertEquals(401, logIn("Anna", WRONG, device).status());
        }

        assertEquals(429, logIn("Anna", Staff.PASSWORD, device).status());
        assertEquals(200, access.logIn("Anna", Staff.PASSWORD).status());
    }

    @Test
    void aStrangerBehindTheSameAddressKeepsNobodyFromChangingAPassword() {
        HttpUser anna = access.user("Anna");
        for (int i = 0; i < 6; i++) {
            access.logIn("Anna", WRONG);
        }

        assertEquals(204, change(anna, Staff.PASSWORD, "another long password").status());
    }

    @Test
    void whatWasLoggedOutIsOutAndReplayingItHelpsNobody() {
        HttpUser here = access.user("Anna");
        HttpUser elsewhere = access.user("Anna");

        assertEquals(204, here.send("DELETE", "/session", null).status());
        expectOut(here);
        assertEquals(401, here.send("DELETE", "/session", null).status());
        assertEquals(200, elsewhere.get("/me").status());
        assertEquals(
                204, elsewhere.send("DELETE", "/session?everywhere=true", null).status());
        expectOut(elsewhere);
    }

    @Test
    void aTokenThatIsShownWhileLoggingInIsNeverTheOneOfTheSessionAndEnds() {
        String planted =
                access.logIn("Olga", Staff.PASSWORD).json().get("token").textValue();
        String next = access.with(planted)
                .post("/session", RunningAccess.logInBody("Anna", Staff.PASSWORD))
                .json()
                .get("token")
                .textValue();

        assertNotEquals(planted, next);
        expectOut(access.with(planted));
        assertEquals("Anna", access.with(next).get("/me").json().get("name").textValue());
    }

    @Test
    void aLogInThatFailsAndAKeyOfAProgramEndNothing() {
        HttpUser anna = access.user("Anna");
        String key = access.user("Olga")
                .post("/keys", "{\"client\":\"shop\",\"scopes\":[\"orders:read\"]}")
                .json()
                .get("token")
                .textValue();

        assertEquals(
                401,
                anna.post("/session", RunningAccess.logInBody("Anna", WRONG)).status());
        assertEquals(
                200,
                access.with(key)
                        .post("/session", RunningAccess.logInBody("Anna", Staff.PASSWORD))
                        .status());
        access.logIn("Anna", Staff.PASSWORD);
        Eventually.holds(() -> assertEquals(200, anna.get("/me").status()));
        assertEquals(200, access.with(key).get("/me").status());
    }

    @Test
    void noTokenStandsInRedis() {
        String token = access.logIn("Anna", Staff.PASSWORD).json().get("token").textValue();

        redis.snapshot().forEach((key, content) -> assertTrue(!key.contains(token) && !content.contains(token), key));
    }

    @Test
    void anotherPasswordEndsAllOtherSessions() {
        HttpUser here = access.user("Anna");
        HttpUser elsewhere = access.user("Anna");

        assertEquals(422, change(here, WRONG, "another long password").status());
        assertEquals(204, change(here, Staff.PASSWORD, "another long password").status());
        assertEquals(200, here.get("/me").status());
        expectOut(elsewhere);
        assertEquals(401, access.logIn("Anna", Staff.PASSWORD).status());
        assertEquals(200, access.logIn("Anna", "another long password").status());
    }

    @Test
    void aNewPasswordIsSetInTheLastStepSoThatOneThatFailedBeforeChangedNothing() {
        HttpUser anna = access.user("Anna");
        redis.call(Command.SET, "access:enabled", "a text");

        assertEquals(500, change(anna, Staff.PASSWORD, "another long password").status());
        assertEquals(0, redis.call(Command.KEYS, "access:tries:session:*").size());
        assertEquals(200, access.logIn("Anna", Staff.PASSWORD).status());
    }

    @Test
    void aLogInThatFailsInItsLastStepEndsNothing() {
        HttpUser olga = access.user("Olga");
        redis.call(Command.SET, "access:times:log_in:done:anna", "a text");

        assertEquals(
                500,
                olga.post("/session", RunningAccess.logInBody("Anna", Staff.PASSWORD))
                        .status());
        Eventually.holds(() -> assertEquals(200, olga.get("/me").status()));
        assertTrue(redis.call(Command.EXISTS, "access:tokens_of:olga").toInteger() == 1);
    }

    @Test
    void guessingTheOldPasswordInAStolenSessionHasToWaitToo() {
        HttpUser stolen = access.user("Anna");
        for (int i = 0; i < 5; i++) {
            assertEquals(422, change(stolen, WRONG, "another long password").status());
        }

        assertEquals(
                429, change(stolen, Staff.PASSWORD, "another long password").status());
    }

    @ParameterizedTest
    @CsvSource({
        "short,must have 12 to 128 characters",
        "anna,must have 12 to 128 characters",
        "123qweasdzxc,must not be one of the most common passwords"
    })
    void aBadPasswordIsRefused(String password, String reason) {
        Response refused = change(access.user("Anna"), Staff.PASSWORD, password);

        assertEquals(422, refused.status());
        assertTrue(refused.text().contains(reason), refused::text);
    }

    /** What is known of a token is remembered for half a second. */
    static void expectOut(HttpUser user) {
        Eventually.holds(() -> assertEquals(401, user.get("/me").status()));
    }

    private String device(String name) {
        return access.logIn(name, Staff.PASSWORD).json().get("device").textValue();
    }

    private Response logIn(String name, String password, String device) {
        return access.stranger().post("/session", RunningAccess.logInBody(name, password), KnownDevice.HEADER, device);
    }

    private static List<Response> hundredWrong(HttpUser stranger) {
        List<CompletableFuture<Response>> tries = IntStream.range(0, 100)
                .mapToObj(each -> stranger.sendSoon("POST", "/session", RunningAccess.logInBody("Anna", WRONG)))
                .toList();
        return tries.stream().map(CompletableFuture::join).toList();
    }

    private static Response change(HttpUser user, String current, String next) {
        return user.post("/me/password", "{\"current\":\"" + current + "\",\"password\":\"" + next + "\"}");
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
