package io.quicksell.endtoend.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A client of one service. It returns every response, whatever its status, and throws where there is none.
 *
 * @param base what every path is appended to
 * @param token is shown with each request; empty where nobody is asked who they are
 */
public record Rest(String base, String token) {

    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A response with its body as text. */
    public record Response(HttpResponse<String> http) {

        public int status() {
            return http.statusCode();
        }

        public String text() {
            return http.body();
        }

        public JsonNode json() {
            try {
                return JSON.readTree(text());
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + this, e);
            }
        }

        /** The id of the one thing that it shows. */
        public String id() {
            return json().path("id").asText();
        }

        public Optional<String> header(String name) {
            return http.headers().firstValue(name);
        }

        /** Itself, if it has that status. */
        public Response expect(int expected) {
            if (status() != expected) {
                throw new AssertionError(toString());
            }
            return this;
        }

        @Override
        public String toString() {
            return http.request().method() + " " + http.uri() + ": " + status() + " " + text();
        }
    }

    /** A client that nobody asks who it is. */
    public Rest(String base) {
        this(base, "");
    }

    public Response get(String path) {
        return send(request(path).GET());
    }

    public Response post(String path, Object body) {
        return post(path, body, Map.of());
    }

    public Response post(String path, Object body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).POST(json(body)).header("Content-Type", "application/json");
        headers.forEach(request::header);
        return send(request);
    }

    public Response delete(String path) {
        return send(request(path).DELETE());
    }

    /** A request that can be given whatever it needs, for {@link #send}. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(RESPONSE_LIMIT);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    public static Response send(HttpRequest.Builder request) {
        try {
            return new Response(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
