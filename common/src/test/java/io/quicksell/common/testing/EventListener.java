package io.quicksell.common.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.json.Json;
import io.quicksell.testing.Eventually;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;

/**
 * A client of {@code /events} that listens until it is closed. It is as strict as the strictest clients: an id or a name counts only in a
 * frame that has data. For the JUnit thread.
 */
public final class EventListener implements AutoCloseable {

    /**
     * One event.
     *
     * @param text its data
     * @param atNanos when it was received
     */
    public record Event(String name, String text, long atNanos) {

        public JsonNode data() {
            return Json.read(text, JsonNode.class);
        }
    }

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<HttpResponse<Void>> ended;
    private final Lines lines = new Lines();
    private volatile String lastId = "";
    private volatile int comments;
    private volatile int retryMillis;

    /**
     * @param url of {@code /events}
     * @param lastEventId the position to resume at, or empty
     */
    public EventListener(String url, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        ended = CLIENT.sendAsync(request.build(), BodyHandlers.fromLineSubscriber(lines));
    }

    /** Begins to listen, and returns when it does. */
    public static EventListener to(String url) {
        return to(url, "");
    }

    /** Resumes after an event, and returns when it listens. Tries again until it is admitted. */
    public static EventListener to(String url, String lastEventId) {
        return Eventually.succeeds(() -> {
            EventListener listener = new EventListener(url, lastEventId);
            Eventually.holds(() -> {
                if (!listener.hasEnded() && listener.lastId().isEmpty()) {
                    throw new AssertionError("no position yet");
                }
            });
            if (listener.hasEnded()) {
                throw new AssertionError("not admitted");
            }
            return listener;
        });
    }

    /** The events so far, without those that only tell a position. */
    public List<Event> events() {
        return events;
    }

    /** The data of all events of that name so far. */
    public List<JsonNode> all(String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .map(Event::data)
                .collect(Collectors.toList());
    }

    /** The last id received, to resume with. */
    public String lastId() {
        return lastId;
    }

    /** The number of comments so far, which are heartbeats. */
    public int comments() {
        return comments;
    }

    /** The time after which to connect again, as the server wishes; 0 if it has not said so. */
    public int retryMillis() {
        return retryMillis;
    }

    /** Whether the server has ended the stream or broken it off. */
    public boolean hasEnded() {
        return ended.isDone();
    }

    @Override
    public void close() {
        lines.cancel();
        ended.cancel(true);
    }

    private final class Lines implements Flow.Subscriber<String> {
        private Flow.Subscription subscription;
        private String name = "";
        private String data;
        private String id = "";

        @Override
        public synchronized void onSubscribe(Flow.Subscription lines) {
            subscription = lines;
            lines.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.isEmpty()) {
                dispatch();
            } else if (line.startsWith(":")) {
                comments++;
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("retry: ")) {
                retryMillis = Integer.parseInt(line.substring(7));
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else {
                throw new AssertionError("no line of an event stream: " + line);
            }
        }

        @Override
        public void onError(Throwable broken) {}

        @Override
        public void onComplete() {}

        private void dispatch() {
            if (data != null && !name.equals("position")) {
                events.add(new Event(name, data, System.nanoTime()));
            }
            if (data != null && !id.isEmpty()) {
                lastId = id;
            }
            name = "";
            data = null;
            id = "";
        }

        private synchronized void cancel() {
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }
}
