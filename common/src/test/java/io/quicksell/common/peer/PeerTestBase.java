package io.quicksell.common.peer;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/** A peer, and services that it sends its requests to. */
abstract class PeerTestBase {

    enum Transport {
        BUS,
        HTTP
    }

    static final PeerRequest REQUEST = new PeerRequest(
            "other.request", HttpMethod.POST, "/request?deadline=7", Buffer.buffer("{\"order_id\":\"1\"}"));

    static final Reply REPLY = Reply.ok(Map.of("price", 1));
    final Vertx vertx = Vertx.vertx();
    final List<String> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** Sends the request to a service whose handler serves HTTP and the bus alike. */
    Future<PeerResponse> send(Transport transport, Function<Buffer, Future<Reply>> handler) {
        return serve(transport, handler).send(REQUEST);
    }

    Peer serve(Transport transport, Function<Buffer, Future<Reply>> handler) {
        Function<Buffer, Future<Reply>> counted = request -> {
            received.add(request.toString());
            return handler.apply(request);
        };
        if (transport == Transport.BUS) {
            BusTransport.serve(vertx, REQUEST.address(), counted).await();
            return peer("");
        }
        HttpEdge edge = new HttpEdge(vertx);
        edge.at("/request")
                .post(Scope.PUBLIC, request -> counted.apply(request.body().buffer()))
                .end();
        int port = edge.listen("127.0.0.1", 0).await();
        return peer("http://127.0.0.1:" + port);
    }

    Peer peer(String url) {
        return new Peer(vertx, "other", url);
    }

    HttpServer server(Handler<HttpServerRequest> handler) {
        return vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .await();
    }
}
