package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.DeadLetters;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dead letters over HTTP, with a handler that the test controls. */
abstract class DeadLetterTestBase {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    static final String STREAM = "dead_letters:group";
    static final int VERSION = 2;
    static final String UNKNOWN = "1700000000999-0";

    final List<StreamEntry> handled = new CopyOnWriteArrayList<>();
    volatile Function<StreamEntry, Future<Void>> handler = entry -> Future.succeededFuture();
    RedisLink link;
    private HttpEdge edge;
    int port;
    HttpUser operator;

    @BeforeEach
    void listen() {
        link = redis.link();
        edge = new HttpEdge(redis.vertx());
        new DeadLetterRoutes(new DeadLetters(link, "group", STREAM), VERSION, this::handle, Optional.empty())
                .mount(edge);
        port = edge.listen("0.0.0.0", 0).await();
        operator = new HttpUser(port);
    }

    @AfterEach
    void close() {
        edge.shutdown().await();
        link.close().await();
    }

    Future<Void> handle(StreamEntry entry) {
        handled.add(entry);
        return handler.apply(entry);
    }

    Response retry(String id) {
        return operator.post("/dead-letters/" + id + "/retry", null);
    }

    Response remove(String id) {
        return operator.send("DELETE", "/dead-letters/" + id, null);
    }

    /** Stores a dead letter as {@code dead_letter_entry} does, and returns its id. */
    static String letter(int n) {
        return letter(n, "no such order");
    }

    static String letter(int n, String error) {
        return letter(n, error, "{\"order_id\":\"" + n + "\"}");
    }

    static String letter(int n, String error, String entry) {
        return redis.call(
                        Command.XADD,
                        STREAM,
                        idOf(n),
                        "stream",
                        "order_created",
                        "entry_id",
                        "160000000000" + n + "-0",
                        "entry",
                        entry,
                        "error",
                        error,
                        "tries",
                        5)
                .toString();
    }

    static String idOf(int n) {
        return "170000000000" + n + "-0";
    }

    static List<String> idsInRedis() {
        return redis.call(Command.XRANGE, STREAM, "-", "+").stream()
                .map(entry -> entry.get(0).toString())
                .toList();
    }

    static void expectProblem(int status, String detail, Response response) {
        assertEquals(status, response.status(), response::text);
        assertEquals("application/problem+json", response.header("Content-Type"));
        assertEquals(detail, response.json().get("detail").textValue());
    }
}
