package io.quicksell.streams;

import static java.util.stream.Collectors.joining;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far several streams have been read, with the proof of it.
 *
 * @param marks the last entry that was read of each stream, in the order of the streams
 */
public record StreamPosition(List<Mark> marks) {

    public StreamPosition {
        marks = List.copyOf(marks);
    }

    /**
     * What {@link #text()} made. A mark without a digest is one that proves nothing.
     *
     * @throws IllegalArgumentException if it is none of that
     */
    public static StreamPosition parse(String text) {
        return new StreamPosition(Stream.of(text.split(",")).map(Mark::parse).toList());
    }

    /** As it can be kept: {@code <entry id>.<digest>} of each stream, with commas between them. */
    public String text() {
        return marks.stream().map(Mark::text).collect(joining(","));
    }

    /**
     * At the end of the streams as they are now; one that does not exist yet has no entries.
     *
     * @param redis sends a command
     */
    public static Future<StreamPosition> end(List<String> streams, Function<Request, Future<Response>> redis) {
        return Future.all(
                        streams.stream().map(stream -> Mark.end(stream, redis)).toList())
                .map(marks -> new StreamPosition(marks.list()));
    }

    /** Whether no entry up to another position of the same streams is left to read. */
    public boolean hasReached(StreamPosition other) {
        return IntStream.range(0, marks.size())
                .allMatch(i -> marks.get(i).id().compareTo(other.marks.get(i).id()) >= 0);
    }

    /** Whether these streams have the history that was read, and everything that came after this position. */
    Future<Boolean> isProvenBy(List<String> streams, Function<Request, Future<Response>> redis) {
        return Future.all(IntStream.range(0, streams.size())
                        .mapToObj(i -> marks.get(i).isProvenBy(streams.get(i), redis))
                        .toList())
                .map(proven -> !proven.list().contains(false));
    }

    /** The position after more entries were read. */
    StreamPosition after(List<String> streams, List<StreamEntry> entries) {
        Map<String, StreamEntry> last = new LinkedHashMap<>();
        entries.forEach(entry -> last.put(entry.stream(), entry));
        List<Mark> next = new ArrayList<>(marks);
        last.forEach((stream, entry) -> next.set(streams.indexOf(stream), Mark.of(entry)));
        return new StreamPosition(next);
    }
}
