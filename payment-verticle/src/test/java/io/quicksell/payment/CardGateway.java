package io.quicksell.payment;

import io.quicksell.common.domain.Money;
import io.quicksell.redis.TransientFailure;
import io.quicksell.redis.TransientFailure.Outcome;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Charges cards at a provider that speaks JSON over HTTP. */
final class CardGateway implements PaymentGateway {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI provider;

    CardGateway(URI provider) {
        this.provider = provider;
    }

    @Override
    public Future<Charge> charge(String orderId, Money amount) {
        JsonObject charge = post("/charges", "charge-" + orderId, amount);
        String id = charge.getString("id");
        return Future.succeededFuture(
                charge.getBoolean("approved") ? Charge.approved(id) : Charge.declined(id, charge.getString("reason")));
    }

    @Override
    public Future<Void> refund(String orderId, Optional<String> chargeId, Money amount) {
        String charge = chargeId.orElseThrow(() -> new IllegalStateException("the charge of the order is not known"));
        post("/charges/" + charge + "/refund", "refund-" + orderId, amount);
        return Future.succeededFuture();
    }

    private JsonObject post(String path, String idempotencyKey, Money amount) {
        HttpRequest request = HttpRequest.newBuilder(provider.resolve(path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(
                        new JsonObject().put("cents", amount.cents()).encode()))
                .build();
        HttpResponse<String> response = send(request);
        int status = response.statusCode();
        if (status == 429 || status >= 500) {
            throw new TransientFailure(Outcome.UNKNOWN, "the card provider answers " + status, null);
        }
        if (status != 200) {
            throw new IllegalStateException("the card provider answers " + status + ": " + response.body());
        }
        return new JsonObject(response.body());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new TransientFailure(Outcome.UNKNOWN, "the card provider is away: " + e.getMessage(), e);
        }
    }
}
