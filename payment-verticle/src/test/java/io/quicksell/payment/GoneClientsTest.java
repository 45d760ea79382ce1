package io.quicksell.payment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.LogLines;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is done for a client whose connection ends while it waits. */
class GoneClientsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int LONGER_THAN_IT_TAKES_TO_GO_MILLIS = 1_500;

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    /** Of two orders in a row inventory is asked in the same row. */
    @Test
    void nothingIsReservedForAClientThatHasGoneWhenItsOrderIsLookedUp() throws IOException {
        try (LogLines log = LogLines.of("io.vertx")) {
            redis.call(Command.CLIENT, "PAUSE", LONGER_THAN_IT_TAKES_TO_GO_MILLIS);
            askAndGo();

            Response answer = payment.user().post("/orders", RunningPayment.threeTeas(), "Idempotency-Key", "k-2");

            assertEquals(201, answer.status(), answer::text);
            assertEquals(
                    List.of(answer.json().get("id").textValue()),
                    payment.inventory().reservations());
            assertEquals(List.of(), log.lines());
        }
    }

    private void askAndGo() throws IOException {
        String body = RunningPayment.threeTeas();
        URI orders = URI.create(payment.user().url("/orders"));
        try (Socket client = new Socket(orders.getHost(), orders.getPort())) {
            String request = "POST /orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                    + "Idempotency-Key: k-1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            client.getOutputStream().write(request.getBytes(US_ASCII));
        }
    }
}
