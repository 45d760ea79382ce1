package io.quicksell.common.live;

import io.quicksell.common.json.Json;
import io.quicksell.common.live.LiveSource.LiveEvent;
import io.quicksell.redis.TransientFailure;
import io.quicksell.streams.StreamEntry;
import io.quicksell.streams.StreamPosition;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frames of the event stream of a service. Every id is in a frame that has data: by the <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">HTML Standard, 9.2.6</a> a frame without
 * data is no event, and some clients drop its id, too.
 */
final class LiveFrames {

    static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");
    static final Buffer RESET = frame("reset", Map.of());
    private static final Buffer POSITION = frame("position", Map.of());

    private static final Logger LOG = LoggerFactory.getLogger(LiveFrames.class);

    private final String service;

    LiveFrames(String service) {
        this.service = service;
    }

    /** One frame for each thing that these entries changed. Unreadable entries are left out. */
    static Future<List<Buffer>> of(LiveSource source, List<StreamEntry> entries) {
        Set<LiveEvent> all = new LinkedHashSet<>();
        for (StreamEntry entry : entries) {
            try {
                all.add(source.eventIn(entry));
            } catch (IllegalArgumentException e) {
                LOG.debug("Skipping entry {} of {}: {}", entry.id(), entry.stream(), e.getMessage());
            }
        }
        return Future.all(all.stream().map(event -> frame(source, event)).toList())
                .map(read -> read.<Optional<Buffer>>list().stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** These frames, of which the last one tells the position after them. If there are none, an event tells it that says nothing else. */
    Buffer endingAt(StreamPosition position, List<Buffer> frames) {
        List<Buffer> all = new ArrayList<>(frames.isEmpty() ? List.of(POSITION) : frames);
        int last = all.size() - 1;
        all.set(last, id(position).appendBuffer(all.get(last)));
        return joined(all);
    }

    /**
     * How a stream begins: what was missed, then in any case an event with the position.
     *
     * @param retryMillis after which time a client connects again when it has lost the stream
     */
    Buffer beginning(List<Buffer> missed, StreamPosition position, int retryMillis) {
        return joined(missed).appendString("retry: " + retryMillis + "\n").appendBuffer(endingAt(position, List.of()));
    }

    private Buffer id(StreamPosition position) {
        return Buffer.buffer("id: " + LivePosition.text(service, position) + "\n");
    }

    private static Buffer joined(List<Buffer> frames) {
        Buffer joined = Buffer.buffer();
        frames.forEach(joined::appendBuffer);
        return joined;
    }

    /** The frame of one event, or nothing if its data cannot be read: the other events go out all the same. */
    private static Future<Optional<Buffer>> frame(LiveSource source, LiveEvent event) {
        return source.dataOf(event)
                .map(data -> data.map(now -> frame(event.event(), now)))
                .recover(failure -> {
                    if (failure instanceof TransientFailure) {
                        return Future.failedFuture(failure);
                    }
                    LOG.warn("Skipping {} {}, which cannot be read", event.event(), event.id(), failure);
                    return Future.succeededFuture(Optional.empty());
                });
    }

    /** The JSON is a single line: line breaks within strings are escaped. */
    private static Buffer frame(String event, Object data) {
        return Buffer.buffer("event: " + event.replaceAll("[\r\n]", "") + "\ndata: ")
                .appendBuffer(Json.encode(data))
                .appendString("\n\n");
    }
}
