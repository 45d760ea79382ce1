package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.json.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A listening HTTP edge, with two ways to talk to it: as a client, and byte by byte. Register it in a static field. */
final class RunningEdge implements BeforeAllCallback, AfterAllCallback {

    /** Its other names. */
    private static final List<String> NAMES = List.of("Shop.example", "[2001:DB8::7]");

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Consumer<HttpEdge> routes;
    private final HttpClient client = HttpClient.newHttpClient();
    private Vertx vertx;
    private int port;

    RunningEdge(Consumer<HttpEdge> routes) {
        this.routes = routes;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        vertx = Vertx.vertx();
        HttpEdge edge = new HttpEdge(vertx, new Doorkeeper(NAMES));
        routes.accept(edge);
        port = edge.listen("127.0.0.1", 0).await();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        vertx.close().await();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(to(path));
    }

    HttpResponse<String> post(String path, String contentType, String body) {
        return send(to(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body, UTF_8)));
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return Json.parse(Buffer.buffer(response.body()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    /** Sends these bytes over a connection of their own, and returns all bytes that come back until the server closes it. */
    String exchange(String bytes) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
