package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.redis.RedisLink;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.Line;
import io.quicksell.testing.LogLines;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.SystemUser;
import io.vertx.redis.client.Command;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a service live, ready and warned. */
class HealthTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private RedisLink link;
    private Health health;
    private HttpEdge edge;
    private HttpUser user;

    @BeforeEach
    void aService() {
        serve(redis.link());
    }

    private void serve(RedisLink over) {
        link = over;
        health = new Health(redis.vertx(), "shop").needs(link);
        edge = new HttpEdge(redis.vertx());
        health.mount(edge);
        user = new HttpUser(edge.listen("127.0.0.1", 0).await());
    }

    @AfterEach
    void close() {
        edge.shutdown().await();
        link.close().await();
    }

    @Test
    void aRedisThatMayLoseOrdersIsAWarningAndTheServiceStaysReady() {
        redis.call(Command.CONFIG, "SET", "appendonly", "no");

        JsonNode ready = expect(200, "/health/ready");

        assertEquals("UP", ready.get("status").textValue());
        JsonNode check = ready.get("checks").get(0);
        assertEquals("redis", check.get("id").textValue());
        assertEquals("UP", check.get("status").textValue());
        assertEquals("master", check.get("data").get("role").textValue());
        assertEquals(
                "[\"appendonly is off: a crash of Redis loses acknowledged writes\"]",
                check.get("data").get("warnings").toString());
    }

    @Test
    void aRedisThatIsNearlyFullIsAWarningWithItsNumbersAndTheServiceStaysReady() {
        long limit = redis.info("used_memory") * 105L / 100;
        redis.call(Command.CONFIG, "SET", "maxmemory", limit);
        try {
            JsonNode data = expect(200, "/health/ready").get("checks").get(0).get("data");

            assertEquals(limit, data.get("max_memory").longValue());
            assertTrue(data.get("used_memory").longValue() > 0, data::toString);
            assertTrue(
                    data.get("warnings")
                            .toString()
                            .contains("memory is nearly used up: new orders and other new work are refused"),
                    data::toString);
        } finally {
            redis.call(Command.CONFIG, "SET", "maxmemory", 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/ready"})
    void aServiceThatIsBeingStoppedIsNotReady(String path) {
        assertEquals("false", expect(200, path).get("stopping").toString());

        health.stopping();

        JsonNode ready = expect(503, path);
        assertEquals("DOWN", ready.get("status").textValue());
        assertEquals("true", ready.get("stopping").toString());
        assertEquals("UP", ready.get("checks").get(0).get("status").textValue(), "the checks are not the cause");
        assertEquals("UP", expect(200, "/health/live").get("status").textValue());
    }

    @Test
    void aCheckThatIsAnsweredTooLateIsDownAndNoDefect() {
        try (Line line = Line.to(
                        redis.vertx(), redis.endpoint().host(), redis.endpoint().port());
                LogLines log = LogLines.of("io.vertx")) {
            RedisLink far = new RedisLink(redis.vertx(), SystemUser.at("127.0.0.1", line.port()), "far").open();
            Eventually.succeeds(() -> far.ping().await());
            close();
            serve(far);
            line.delay(1_300);

            assertEquals("DOWN", expect(503, "/health/ready").get("status").textValue());
            far.ping().await();

            assertEquals(List.of(), log.lines());
        }
    }

    @Test
    void withoutRedisItIsLiveAndNotReady() {
        link.close().await();

        assertEquals("DOWN", expect(503, "/health/ready").get("status").textValue());
        assertEquals("UP", expect(200, "/health/live").get("status").textValue());
    }

    private JsonNode expect(int status, String path) {
        Response response = user.get(path);
        assertEquals(status, response.status(), response::text);
        assertEquals("application/json", response.header("Content-Type"));
        assertEquals("shop", response.json().get("service").textValue());
        return response.json();
    }
}
