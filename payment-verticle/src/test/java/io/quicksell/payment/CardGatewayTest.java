package io.quicksell.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Money;
import io.quicksell.redis.TransientFailure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example of docs/gateway.md stands there as it is here, and does what it is an example of. */
@ExtendWith(VertxExtension.class)
class CardGatewayTest {

    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Money AMOUNT = new Money(900);

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String body = "{}";
    private HttpServer provider;
    private CardGateway gateway;

    @BeforeEach
    void start(Vertx vertx) {
        provider = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
        gateway = new CardGateway(URI.create("http://127.0.0.1:" + provider.actualPort()));
    }

    @Test
    void thePageShowsExactlyThisCode() throws IOException {
        Matcher shown = JAVA.matcher(Files.readString(Path.of("..", "docs", "gateway.md"), UTF_8));
        String source = Files.readString(Path.of("src/test/java/io/quicksell/payment/CardGateway.java"), UTF_8);

        assertTrue(shown.find());
        assertEquals(source.substring(source.indexOf("/** Charges")), shown.group(1));
        assertFalse(shown.find());
    }

    @Test
    void aChargeIsApprovedOrDeclined() {
        body = "{\"id\":\"ch_1\",\"approved\":true}";
        assertEquals(Charge.approved("ch_1"), gateway.charge("order-1", AMOUNT).await());

        body = "{\"id\":\"ch_2\",\"approved\":false,\"reason\":\"The card has expired.\"}";
        assertEquals(
                Charge.declined("ch_2", "The card has expired."),
                gateway.charge("order-2", AMOUNT).await());

        assertEquals(
                List.of("/charges charge-order-1 {\"cents\":900}", "/charges charge-order-2 {\"cents\":900}"),
                requests);
    }

    @Test
    void aRefundNamesItsCharge() {
        gateway.refund("order-1", Optional.of("ch_1"), AMOUNT).await();

        assertEquals(List.of("/charges/ch_1/refund refund-order-1 {\"cents\":900}"), requests);
        assertThrows(IllegalStateException.class, () -> gateway.refund("order-1", Optional.empty(), AMOUNT));
    }

    @Test
    void aProviderThatIsAwayIsTransient() {
        status = 503;
        assertThrows(TransientFailure.class, this::charge);
        status = 429;
        assertThrows(TransientFailure.class, this::charge);
        provider.close().await();
        assertThrows(TransientFailure.class, this::charge);
    }

    @Test
    void aRequestThatTheProviderRefusesIsAFault() {
        status = 400;
        body = "no such currency";

        Throwable fault = assertThrows(IllegalStateException.class, this::charge);

        assertEquals("the card provider answers 400: no such currency", fault.getMessage());
    }

    private void charge() {
        gateway.charge("order", AMOUNT);
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(sent -> {
            requests.add(request.path() + " " + request.getHeader("Idempotency-Key") + " " + sent);
            request.response().setStatusCode(status).end(body);
        });
    }
}
