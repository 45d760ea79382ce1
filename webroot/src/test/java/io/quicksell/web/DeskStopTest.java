package io.quicksell.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;

/** A stop waits for what will end, and ends what would not. */
class DeskStopTest {

    @RegisterExtension
    final RunningDesk desk = new RunningDesk();

    /** Properly: with the last chunk, as a response that is complete. */
    @Test
    void anEventStreamIsEndedProperly() throws IOException {
        desk.payment().respondsWith(response -> response.setChunked(true).write("id: 1\n\n"));
        try (LogLines log = LogLines.of(Logger.ROOT_LOGGER_NAME);
                Socket browser = new Socket(InetAddress.getLoopbackAddress(), desk.port())) {
            browser.setSoTimeout(30_000);
            browser.getOutputStream()
                    .write("GET /api/payment/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
            String begun = "";
            while (!begun.endsWith("id: 1\n\n")) {
                begun += (char) browser.getInputStream().read();
            }

            desk.stop();

            String rest = new String(browser.getInputStream().readAllBytes(), UTF_8);
            assertTrue(rest.endsWith("0\r\n\r\n"), rest);
            assertEquals(List.of(), log.lines());
        }
    }

    @Test
    void aRequestInFlightIsRespondedTo() throws IOException {
        desk.payment().respondsWith(response -> {
            desk.stopping();
            response.end("{}");
        });

        assertEquals(200, desk.user().get("/api/payment/orders").status());

        Eventually.holds(() -> assertTrue(desk.hasStopped()));
    }
}
