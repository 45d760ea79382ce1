package io.quicksell.web;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A service behind the desk: keeps what it was asked and answers what it was told. */
final class PlayedService {

    /** A request as it came here. */
    record Asked(String method, String uri, MultiMap headers, String body) {}

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Consumer<HttpServerResponse> answer = response -> response.end("{}");

    PlayedService(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> take(request, body)))
                .listen(0, "127.0.0.1")
                .await();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** From now on every request is answered like this. */
    void answers(Consumer<HttpServerResponse> answer) {
        this.answer = answer;
    }

    /** From now on nothing listens at its address. */
    void leaves() {
        server.close().await();
    }

    /** Every request, oldest first. */
    List<Asked> asked() {
        return asked;
    }

    private void take(HttpServerRequest request, Buffer body) {
        asked.add(new Asked(request.method().name(), request.uri(), request.headers(), body.toString()));
        answer.accept(request.response());
    }
}
