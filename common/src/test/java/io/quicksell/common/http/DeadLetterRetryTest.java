package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.TransientFailure;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator can do with a dead letter. */
class DeadLetterRetryTest extends DeadLetterTestBase {

    @Test
    void aRetryThatSucceedsRemovesTheLetter() {
        String id = letter(1);
        letter(2);

        Response response = retry(id);

        assertEquals(204, response.status(), response::text);
        assertEquals(
                List.of(new StreamEntry("order_created", "", Map.of("order_id", "1"))),
                handled,
                "it is in its stream no more");
        assertEquals(List.of(idOf(2)), idsInRedis());
        assertEquals(404, retry(id).status());
    }

    @Test
    void aRetryThatFailsAgainSaysWhyAndTheLetterStays() {
        String id = letter(1);

        handler = entry -> Future.failedFuture("there is still no order 1");
        expectProblem(
                409,
                "It failed again: there is still no order 1. Mend the cause, or remove the dead letter.",
                retry(id));
        handler = entry -> {
            throw new IllegalArgumentException("entry has no total");
        };
        expectProblem(
                409, "It failed again: entry has no total. Mend the cause, or remove the dead letter.", retry(id));
        assertEquals(List.of(id), idsInRedis());
        assertEquals(2, handled.size());
    }

    @Test
    void aLetterOfANewerVersionIsLeftToANewerProcess() {
        String known = letter(1, "no such order", "{\"v\":\"2\",\"order_id\":\"1\"}");
        String newer = letter(2, "no such order", "{\"v\":\"3\",\"order_id\":\"2\"}");

        assertEquals(204, retry(known).status());
        expectProblem(
                409,
                "Its entry is of version 3, and this process understands up to 2. Upgrade it, or retry it at a newer one.",
                retry(newer));

        assertEquals(1, handled.size());
        assertEquals(List.of(newer), idsInRedis());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void aForeignPageRetriesAndRemovesNothing(String site) {
        String id = letter(1);

        Stream.of(
                        operator.post("/dead-letters/" + id + "/retry", null, "Sec-Fetch-Site", site),
                        operator.send("DELETE", "/dead-letters/" + id, null, "Sec-Fetch-Site", site))
                .forEach(answer ->
                        expectProblem(403, "The page of another web site may not change anything here.", answer));
        assertEquals(List.of(id), idsInRedis());
        assertEquals(List.of(), handled);
    }

    @Test
    void aRetryThatFailsTransientlyCanBeRepeatedLater() {
        String id = letter(1);
        RedisLink notConnected = new RedisLink(redis.vertx(), new RedisEndpoint("", 1, ""), "test");

        handler = entry -> notConnected.ping();
        expectProblem(503, "The database does not answer just now. Nothing was changed; please try again.", retry(id));
        handler = entry -> Future.failedFuture(
                new TransientFailure(TransientFailure.Outcome.NOT_CARRIED_OUT, "the gateway is away", null));
        expectProblem(503, "the gateway is away", retry(id));
        assertEquals(List.of(id), idsInRedis());
    }

    @Test
    void withoutRedisNothingIsHandled() {
        String id = letter(1);
        link.close().await();

        assertEquals(503, operator.get("/dead-letters").status());
        assertEquals(503, retry(id).status());
        assertEquals(503, remove(id).status());
        assertEquals(List.of(), handled);
    }

    @Test
    void aRemovedLetterIsGone() {
        String id = letter(1);

        assertEquals(204, remove(id).status());

        expectProblem(404, "There is no dead letter " + id + ".", remove(id));
        assertEquals(List.of(), idsInRedis());
        assertEquals(List.of(), handled);
    }

    @Test
    void aLetterThatIsNotThereIs404() {
        letter(1);

        expectProblem(404, "There is no dead letter " + UNKNOWN + ".", retry(UNKNOWN));
        expectProblem(404, "There is no dead letter " + UNKNOWN + ".", remove(UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "1-", "-1", "1-1-1", "+", "12345678901234567890-0", "1-%2A", "0-0"})
    void anIdThatIsNoneIs400(String id) {
        String detail = "The id of a dead letter looks like 1764000000000-0.";

        expectProblem(400, detail, retry(id));
        expectProblem(400, detail, remove(id));
    }
}
