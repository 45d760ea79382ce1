package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.testing.Contract;
import io.quicksell.common.testing.GivenTokens;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.common.testing.TestNode;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Access as it runs, deployed for each test on a free port, with users who check its responses against the contract. */
final class RunningAccess implements BeforeEachCallback, AfterEachCallback {

    static final Map<String, List<String>> ROLES = Map.of(
            "clerk", List.of("products:read", "orders:read", "orders:place"),
            "boss", List.of("access:manage", "orders:refund"),
            "operator", List.of("access:manage", "operate"));

    private final RealRedis redis;
    private AccessVerticle verticle;
    private String deployment;

    RunningAccess(RealRedis redis) {
        this.redis = redis;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        AccessServiceConfig config = new AccessServiceConfig("required", 0, Staff.HOURS, 400, ROLES);
        verticle = new AccessVerticle(config, TestNode.asking(redis.endpoint()), Staff.COSTS);
        deployment = redis.vertx().deployVerticle(verticle).await();
        Eventually.holds(() -> assertEquals(200, stranger().get("/health/ready").status()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        redis.vertx().undeploy(deployment).await();
    }

    /** The port that was bound. */
    int port() {
        return verticle.port();
    }

    /** Somebody who shows no token. */
    HttpUser stranger() {
        return new HttpUser(verticle.port(), Contract.of("access"));
    }

    /** Somebody who shows that token. */
    HttpUser with(String token) {
        return stranger().sending("Authorization", "Bearer " + token);
    }

    /** A user who has logged in. */
    HttpUser user(String name) {
        return with(logIn(name, Staff.PASSWORD).json().get("token").textValue());
    }

    Response logIn(String name, String password) {
        return stranger().post("/session", logInBody(name, password));
    }

    static String logInBody(String name, String password) {
        return "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}";
    }

    /** How many hashes of passwords were computed. */
    int hashed() {
        Token operator = new GivenTokens(redis).key("test", "test", Set.of(Scope.OPERATE));
        for (JsonNode check : with(operator.text()).get("/health").json().get("checks")) {
            if (check.get("id").textValue().equals("passwords")) {
                return check.get("data").get("hashed").intValue();
            }
        }
        throw new AssertionError("the health says nothing of passwords");
    }

    /** The methods of each path that it serves, with who may use them. */
    Map<String, Map<String, Scope>> routes() {
        return verticle.edge().resources();
    }
}
