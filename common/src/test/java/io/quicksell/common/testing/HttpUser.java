package io.quicksell.common.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.json.Json;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Someone who uses a service of this machine over HTTP; for the JUnit thread. */
public final class HttpUser {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What came back. */
    public record Answer(int status, HttpHeaders headers, byte[] body) {

        /** The first header of that name, or {@code null}. */
        public String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        public String text() {
            return new String(body, UTF_8);
        }

        public JsonNode json() {
            try {
                return Json.parse(Buffer.buffer(body));
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + text(), e);
            }
        }
    }

    private final String origin;
    private final BiConsumer<Contract.Request, Contract.Answer> check;

    public HttpUser(int port) {
        this("127.0.0.1", port);
    }

    /** One who holds the service to its contract with every request. */
    public HttpUser(int port, Contract contract) {
        this("127.0.0.1", port, contract::check);
    }

    /**
     * @param address one of this machine's
     */
    public HttpUser(String address, int port) {
        this(address, port, (request, answer) -> {});
    }

    private HttpUser(String address, int port, BiConsumer<Contract.Request, Contract.Answer> check) {
        this.check = check;
        this.origin = "http://" + address + ":" + port;
    }

    /** The address of a path. */
    public String url(String path) {
        return origin + path;
    }

    /**
     * @param headers name, value, name, value
     */
    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** Posts JSON, or nothing if the body is {@code null}. */
    public Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer send(String method, String path, String body, String... headers) {
        return sendSoon(method, path, body, headers).join();
    }

    /** Sends without waiting. A body goes as JSON unless the headers say what else it is. */
    public CompletableFuture<Answer> sendSoon(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(LIMIT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(answer -> {
            Answer got = new Answer(answer.statusCode(), answer.headers(), answer.body());
            check.accept(
                    new Contract.Request(method, answer.uri(), body == null ? "" : body),
                    new Contract.Answer(got.status(), got.headers(), got.text()));
            return got;
        });
    }
}
