package io.quicksell.endtoend.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.endtoend.driver.LeanShop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An open desk, as far as it hears of orders: a stream of events that a thread of its own reads until the service hangs up.
 *
 * @param heard of each order once
 */
record Listener(Queue<Heard> heard) {

    /** The event that an order was created, and when it came, as {@link System#nanoTime()} has it. */
    record Heard(String order, long atNanos) {}

    /** The service sends something every 15 s. */
    private static final int SILENCE_LIMIT_MILLIS = 30_000;

    private static final String CREATED = "event: order_created";
    private static final String DATA = "data: ";

    /** Returns when the service has let it in. */
    static Listener to(String events) {
        try {
            URLConnection connection = URI.create(events).toURL().openConnection();
            connection.setReadTimeout(SILENCE_LIMIT_MILLIS);
            BufferedReader lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
            lines.readLine();
            Listener listener = new Listener(new ConcurrentLinkedQueue<>());
            Thread thread = new Thread(() -> listener.read(lines));
            thread.setDaemon(true);
            thread.start();
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(BufferedReader lines) {
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(CREATED)) {
                    String data = lines.readLine().substring(DATA.length());
                    heard.add(new Heard(LeanShop.idIn(data), System.nanoTime()));
                }
            }
        } catch (IOException serviceHasGone) {
            return;
        }
    }
}
