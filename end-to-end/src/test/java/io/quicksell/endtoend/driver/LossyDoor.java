package io.quicksell.endtoend.driver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * Something between a client and a service that spoils the first responses: where it responds 504 the request was carried out, where
 * 503 it was not. Then it passes everything on.
 */
public final class LossyDoor implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final String service;
    private final Deque<Integer> spoiled = new ArrayDeque<>();
    private final HttpServer server;

    public LossyDoor(String service, int... statuses) throws IOException {
        this.service = service;
        IntStream.of(statuses).forEach(spoiled::add);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whether it has spoiled all that it should. */
    public boolean isExhausted() {
        return spoiled.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void pass(HttpExchange exchange) throws IOException {
        Integer status = spoiled.poll();
        HttpResponse<byte[]> response = status != null && status == 503 ? null : sendOn(exchange);
        if (status != null) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        }
        exchange.close();
    }

    private HttpResponse<byte[]> sendOn(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        for (String name : new String[] {"Content-Type", "Idempotency-Key"}) {
            request.header(name, exchange.getRequestHeaders().getFirst(name));
        }
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
