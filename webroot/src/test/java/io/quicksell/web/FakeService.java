package io.quicksell.web;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A service behind the desk that records its requests and sends a given response. */
final class FakeService {

    /** A request as it arrived. */
    record Received(String method, String uri, MultiMap headers, String body) {}

    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final HttpServer server;
    private volatile Consumer<HttpServerResponse> responder = response -> response.end("{}");

    FakeService(Vertx vertx) {
        server = vertx.createHttpServer()
                .connectionHandler(connected -> connections.incrementAndGet())
                .requestHandler(this::serve)
                .listen(0, "127.0.0.1")
                .await();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** From now on every request gets this response. */
    void respondsWith(Consumer<HttpServerResponse> responder) {
        this.responder = responder;
    }

    /** From now on nothing listens at its URL. */
    void leaves() {
        server.close().await();
    }

    /** How many connections were made to it. */
    int connections() {
        return connections.get();
    }

    /** Every request, oldest first. */
    List<Received> requests() {
        return requests;
    }

    private void serve(HttpServerRequest request) {
        if (request.path().equals("/health/live")) {
            request.response().end();
        } else {
            request.body().onSuccess(body -> take(request, body));
        }
    }

    private void take(HttpServerRequest request, Buffer body) {
        requests.add(new Received(request.method().name(), request.uri(), request.headers(), body.toString()));
        responder.accept(request.response());
    }
}
