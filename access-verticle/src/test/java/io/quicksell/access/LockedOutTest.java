package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.Eventually;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who managed access and is locked out does nothing more: not while their token is remembered, and not with what was let in before. */
class LockedOutTest extends AccessTestBase {

    private static final String DISABLE = "{\"role\":\"operator\",\"disabled\":true}";
    private static final String KEY = "{\"client\":\"web shop\",\"scopes\":[\"access:manage\"]}";

    private HttpUser olga;
    private HttpUser leaver;

    @BeforeEach
    void twoManageAccess() {
        staff.user("Leo", "operator");
        olga = access.user("Olga");
        leaver = access.user("Leo");
    }

    @Test
    void usersWhoseMakerIsLockedOutWhileTheirPasswordsWaitAreNotAdded() throws InterruptedException {
        int before = access.hashed();
        CountDownLatch passwordsGoOn = new CountDownLatch(1);
        List<CompletableFuture<Response>> waiting;
        WorkerExecutor workers = redis.vertx().createSharedWorkerExecutor("passwords", 2);
        try {
            occupy(workers, passwordsGoOn);
            waiting = IntStream.range(0, 24)
                    .mapToObj(i -> leaver.sendSoon("POST", "/users", newUser("Ghost " + i)))
                    .toList();
            Eventually.holds(() -> assertEquals(before + 24, access.hashed()));
            lockOut();
        } finally {
            passwordsGoOn.countDown();
            workers.close();
        }

        waiting.forEach(each -> expectRefused(each.join()));
        assertEquals(3, olga.get("/users").json().size());
        assertEquals(
                "change_user",
                olga.get("/audit?limit=1").json().get(0).get("what").textValue());
    }

    @Test
    void aLeaverWhoEnablesThemselvesStaysOut() {
        CompletableFuture<Response> lockedOut = olga.sendSoon("PUT", "/users/Leo", DISABLE);
        while (!lockedOut.isDone()) {
            enableThemselves();
        }
        assertEquals(200, lockedOut.join().status());

        for (int i = 0; i < 20; i++) {
            expectRefused(enableThemselves());
        }
        assertTrue(olga.get("/users/Leo").json().get("disabled").booleanValue());
    }

    @Test
    void aLeaverMakesNoKeyAndRevokesNone() {
        String path = "/keys/" + olga.post("/keys", KEY).json().get("id").textValue();
        assertEquals(200, leaver.get("/me").status());
        lockOut();

        expectRefused(leaver.post("/keys", KEY));
        expectRefused(leaver.send("DELETE", path, null));
        assertEquals(1, olga.get("/keys").json().size());
    }

    @Test
    void aProgramWhoseKeyIsRevokedAddsNobody() {
        var key = olga.post("/keys", KEY).json();
        HttpUser program = access.with(key.get("token").textValue());
        assertEquals(201, program.post("/users", newUser("Zoe")).status());
        assertEquals(
                204,
                olga.send("DELETE", "/keys/" + key.get("id").textValue(), null).status());

        expectRefused(program.post("/users", newUser("Ghost")));
        expectRefused(program.send("PUT", "/users/Anna", "{\"role\":\"boss\"}"));
        expectRefused(program.post("/keys", KEY));
        assertEquals(404, olga.get("/users/Ghost").status());
        assertEquals(0, olga.get("/keys").json().size());
    }

    @Test
    void whoLosesTheRoleAddsNobodyEither() {
        assertEquals(200, leaver.get("/users").status());
        assertEquals(200, olga.send("PUT", "/users/Leo", "{\"role\":\"clerk\"}").status());

        expectRefused(leaver.send("PUT", "/users/Leo", "{\"role\":\"boss\"}"));
        assertEquals("clerk", olga.get("/users/Leo").json().get("role").textValue());
    }

    private void lockOut() {
        assertEquals(200, olga.send("PUT", "/users/Leo", DISABLE).status());
    }

    private Response enableThemselves() {
        return leaver.send("PUT", "/users/Leo", DISABLE.replace("true", "false"));
    }

    private static void expectRefused(Response response) {
        assertEquals(401, response.status(), response::text);
        assertEquals("Bearer error=\"invalid_token\"", response.header("WWW-Authenticate"));
    }

    /** Lets no password be computed until it may go on. */
    private static void occupy(WorkerExecutor workers, CountDownLatch goOn) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            workers.executeBlocking(
                    () -> {
                        begun.countDown();
                        return goOn.await(20, TimeUnit.SECONDS);
                    },
                    false);
        }
        assertTrue(begun.await(10, TimeUnit.SECONDS));
    }

    private static String newUser(String name) {
        return "{\"name\":\"" + name + "\",\"role\":\"boss\",\"password\":\"" + Staff.PASSWORD + "\"}";
    }
}
