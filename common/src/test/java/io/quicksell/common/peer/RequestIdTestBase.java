package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.common.http.RequestId;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.redis.RedisLink;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service with a user, which sends requests to another service; each records the ids that it sees. */
abstract class RequestIdTestBase {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    static final String NONE = "none";

    static final PeerRequest REQUEST =
            new PeerRequest("other.request", HttpMethod.POST, "/request", Buffer.buffer("{\"n\":1}"));

    final Vertx vertx = Vertx.vertx();
    final Vertx elsewhere = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    final List<String> received = new CopyOnWriteArrayList<>();
    final Promise<Void> patience = Promise.promise();
    RedisLink link;
    Peer other;
    HttpUser user;

    @BeforeEach
    void aLink() {
        link = onLoop(() -> Future.succeededFuture(new RedisLink(vertx, redis.endpoint(), "test").open()));
        Eventually.holds(() -> onLoop(link::ping));
    }

    @AfterEach
    void close() {
        onLoop(link::close);
        vertx.close().await();
        elsewhere.close().await();
    }

    /** The service of the user, on the one event loop of the test. */
    void listen() {
        HttpEdge edge = new HttpEdge(vertx);
        edge.at("/steps").get(Scope.PUBLIC, request -> steps()).end();
        edge.at("/waiting").get(Scope.PUBLIC, request -> waiting()).end();
        edge.at("/forwarding")
                .get(Scope.PUBLIC, request -> other.send(REQUEST).map(response -> Reply.ok(List.of(current()))))
                .end();
        user = new HttpUser(onLoop(() -> edge.listen("127.0.0.1", 0)));
    }

    private Future<Reply> steps() {
        String first = current();
        return link.ping()
                .map(pong -> current())
                .compose(second ->
                        vertx.timer(1, TimeUnit.MILLISECONDS).map(over -> Reply.ok(List.of(first, second, current()))));
    }

    private Future<Reply> waiting() {
        received.add(current());
        return link.ping().compose(pong -> patience.future()).map(over -> Reply.ok(List.of(current())));
    }

    Response get(String path, String requestId) {
        Response response = user.get(path, HttpEdge.REQUEST_ID, requestId);
        assertEquals(200, response.status(), response::text);
        assertEquals(requestId, response.header(HttpEdge.REQUEST_ID));
        return response;
    }

    <T> T onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> work.get().onComplete(done));
        return done.future().await();
    }

    static String current() {
        return RequestId.current().orElse(NONE);
    }
}
