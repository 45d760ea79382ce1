package io.quicksell.common.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.testing.RealRedis;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Every method of every path of a service that asks who somebody is, asked by everybody: those who may not use it are refused as they
 * must be, and the others are not. Generated from what the service serves, so no route is left out.
 */
public final class EveryRoute {

    private enum Asker {
        NOBODY((given, scope) -> Optional.empty()),
        WITH_A_WRONG_ONE((given, scope) -> Optional.of(Token.random(Token.SHOP))),
        WITH_AN_EXPIRED_ONE((given, scope) -> Optional.of(given.expired(Scope.granted()))),
        WITH_A_REVOKED_ONE((given, scope) -> Optional.of(given.revoked(Scope.granted()))),
        OF_ANOTHER_SHOP((given, scope) -> Optional.of(given.ofAnotherShop(Scope.granted()))),
        OF_NO_SCOPE((given, scope) -> Optional.of(given.session("anna", Set.of()))),
        OF_ALL_OTHER_SCOPES((given, scope) -> Optional.of(given.session("anna", others(scope)))),
        OF_THAT_SCOPE((given, scope) -> Optional.of(given.key("shop 1", "shop", granted(scope))));

        private final BiFunction<GivenTokens, Scope, Optional<Token>> token;

        Asker(BiFunction<GivenTokens, Scope, Optional<Token>> token) {
            this.token = token;
        }

        /** The status with which it must be refused; 0 if it must not. */
        int refusal(Scope scope) {
            return switch (scope) {
                case PUBLIC -> 0;
                case INTERNAL -> this == OF_THAT_SCOPE ? 0 : 401;
                case SIGNED_IN -> compareTo(OF_NO_SCOPE) < 0 ? 401 : 0;
                default -> this == OF_THAT_SCOPE ? 0 : compareTo(OF_NO_SCOPE) < 0 ? 401 : 403;
            };
        }

        private static Set<Scope> granted(Scope scope) {
            return Scope.granted().contains(scope) ? Set.of(scope) : Set.of();
        }

        private static Set<Scope> others(Scope scope) {
            EnumSet<Scope> others = EnumSet.copyOf(Scope.granted());
            others.remove(scope);
            return others;
        }
    }

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ID = "11111111-1111-4111-8111-111111111111";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final GivenTokens given;
    private final int port;
    private final Contract contract;

    /**
     * @param port of a service that runs on {@link TestNode#asking}
     * @param contract of that service
     */
    public EveryRoute(RealRedis redis, int port, Contract contract) {
        this.given = new GivenTokens(redis);
        this.port = port;
        this.contract = contract;
    }

    /** A test for each method, path and asker. */
    public Stream<DynamicTest> tests(Map<String, Map<String, Scope>> routes) {
        return routes.entrySet().stream()
                .flatMap(path -> path.getValue().entrySet().stream()
                        .flatMap(method -> Stream.of(Asker.values())
                                .map(asker -> dynamicTest(
                                        method.getKey() + " " + path.getKey() + " " + asker,
                                        () -> ask(method.getKey(), path.getKey(), method.getValue(), asker)))));
    }

    private void ask(String method, String path, Scope scope, Asker asker) {
        URI uri = URI.create("http://127.0.0.1:" + port + path.replaceAll("\\{[a-z_]+}", ID));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(LIMIT).method(method, BodyPublishers.noBody());
        authorization(scope, asker).ifPresent(shown -> request.header("Authorization", shown));
        HttpResponse<InputStream> response =
                client.sendAsync(request.build(), BodyHandlers.ofInputStream()).join();
        try (InputStream body = response.body()) {
            check(method, response, body, asker.refusal(scope));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads nothing but what refuses: the body of a stream has no end. */
    private void check(String method, HttpResponse<InputStream> response, InputStream body, int refusal)
            throws IOException {
        int status = response.statusCode();
        if (refusal == 0) {
            assertFalse(status == 401 || status == 403, () -> "refused with " + status);
            return;
        }
        assertEquals(refusal, status);
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        contract.check(
                new Contract.Request(method, response.uri(), "", true),
                new Contract.Response(status, response.headers(), text));
    }

    private Optional<String> authorization(Scope scope, Asker asker) {
        return scope == Scope.INTERNAL && asker == Asker.OF_THAT_SCOPE
                ? TestNode.KEY.header()
                : asker.token.apply(given, scope).map(token -> "Bearer " + token.text());
    }
}
