package io.quicksell.common.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.json.Json;
import io.quicksell.common.tls.Trust;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** A user of a service on this machine over HTTP. For the JUnit thread. */
public final class HttpUser {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A response, read to its end. */
    public record Response(int status, HttpHeaders headers, byte[] body) {

        /** The first header of that name, or {@code null}. */
        public String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        /** The address of the next page in the {@code Link} header (RFC 8288); empty on the last page. */
        public Optional<String> next() {
            return headers.firstValue("Link").map(link -> {
                assertTrue(link.matches("<[^>]+>; rel=\"next\""), link);
                return link.substring(1, link.indexOf('>'));
            });
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

    private final HttpClient client;
    private final String origin;
    private final BiConsumer<Contract.Request, Contract.Response> check;
    private final List<String> always;
    private final boolean plain;

    public HttpUser(int port) {
        this("127.0.0.1", port);
    }

    /** A user who checks every response against the contract of the service. */
    public HttpUser(int port, Contract contract) {
        this(CLIENT, "http://127.0.0.1:" + port, contract::check, List.of(), true);
    }

    /**
     * @param address an address of this machine
     */
    public HttpUser(String address, int port) {
        this(CLIENT, "http://" + address + ":" + port, (request, response) -> {}, List.of(), true);
    }

    private HttpUser(
            HttpClient client,
            String origin,
            BiConsumer<Contract.Request, Contract.Response> check,
            List<String> always,
            boolean plain) {
        this.client = client;
        this.origin = origin;
        this.check = check;
        this.always = always;
        this.plain = plain;
    }

    /**
     * A user who asks over TLS.
     *
     * @param host a name or an address of this machine
     */
    public static HttpUser overTls(String host, int port, Trust trust) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust.context())
                .build();
        return new HttpUser(client, "https://" + host + ":" + port, (request, response) -> {}, List.of(), true);
    }

    /** The same user, who sends these headers with every request that has none of their names. */
    public HttpUser sending(String... headers) {
        return new HttpUser(client, origin, check, List.of(headers), plain);
    }

    /** The same user, whose requests are taken although no schema of the contract describes them, but its words: a number as text. */
    public HttpUser beyondThePlainForm() {
        return new HttpUser(client, origin, check, always, false);
    }

    /** The URL of a path. */
    public String url(String path) {
        return origin + path;
    }

    /**
     * @param headers name, value, name, value; a {@code null} value leaves that header out
     */
    public Response get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** Posts JSON, or nothing if the body is {@code null}. */
    public Response post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Response send(String method, String path, String body, String... headers) {
        return sendSoon(method, path, body, headers).join();
    }

    /** Sends without waiting. A body is sent as JSON, unless the headers name another type. */
    public CompletableFuture<Response> sendSoon(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(LIMIT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers(body, headers).forEach(request::setHeader);
        return client.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(received -> {
            Response response = new Response(received.statusCode(), received.headers(), received.body());
            check.accept(
                    new Contract.Request(method, received.uri(), body == null ? "" : body, plain),
                    new Contract.Response(response.status(), response.headers(), response.text()));
            return response;
        });
    }

    private Map<String, String> headers(String body, String... own) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < always.size(); i += 2) {
            headers.put(always.get(i), always.get(i + 1));
        }
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        for (int i = 0; i < own.length; i += 2) {
            headers.put(own[i], own[i + 1]);
        }
        headers.values().removeIf(Objects::isNull);
        return headers;
    }
}
