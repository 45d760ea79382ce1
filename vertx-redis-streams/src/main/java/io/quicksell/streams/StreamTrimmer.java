package io.quicksell.streams;

import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps streams from growing for ever: once a minute it trims the entries that every group has finished and that are older than the
 * retention. It never trims an entry that is pending or yet to be read, however old, nor the newest one, which proves what has been read.
 * Of a stream that is kept for ever it notes how far its group has come, because a group that is lost would have to read all of it.
 *
 * <p>Not thread-safe: for the event loop that called {@link #start()}.
 */
public final class StreamTrimmer {

    private enum Trim {
        TRIMMED,
        WAITS
    }

    private enum Note {
        NOTED,
        WAITS
    }

    private static final Logger LOG = LoggerFactory.getLogger(StreamTrimmer.class);
    private static final Script<Trim> TRIM = Script.load("trim_stream", Trim.class);
    private static final Script<Note> NOTE = Script.load("note_finished", Note.class);
    private static final long EVERY_MILLIS = 60_000;
    private static final int MAX_AT_ONCE = 10_000;

    private final Vertx vertx;
    private final RedisLink redis;
    private final Map<String, List<String>> groupsByStream;
    private final Map<String, String> groupByKeptStream;
    private final long retentionMillis;
    private long timer;

    /**
     * @param groupsByStream the groups that have to read each stream; until all of them exist nothing of it is trimmed
     * @param groupByKeptStream the group of each stream that is kept for ever
     */
    public StreamTrimmer(
            Vertx vertx,
            RedisLink redis,
            Map<String, List<String>> groupsByStream,
            Map<String, String> groupByKeptStream,
            long retentionMillis) {
        this.vertx = vertx;
        this.redis = redis;
        this.groupsByStream = groupsByStream;
        this.groupByKeptStream = groupByKeptStream;
        this.retentionMillis = retentionMillis;
    }

    public void start() {
        timer = vertx.setPeriodic(
                EVERY_MILLIS,
                tick -> trim().onFailure(failure -> LOG.debug("Streams are trimmed later: {}", failure.getMessage())));
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Trims and notes, now. */
    Future<Void> trim() {
        Stream<Future<Void>> trimmed =
                groupsByStream.entrySet().stream().map(stream -> trim(stream.getKey(), stream.getValue()));
        Stream<Future<Void>> noted = groupByKeptStream.entrySet().stream()
                .map(stream -> redis.run(
                                NOTE,
                                List.of(stream.getKey(), finished(stream.getKey(), stream.getValue())),
                                List.of(stream.getValue()))
                        .mapEmpty());
        return Future.join(Stream.concat(trimmed, noted).toList()).mapEmpty();
    }

    /** The key that says up to where a group has finished a stream that is kept for ever. */
    public static String finished(String stream, String group) {
        return "finished:" + group + ":" + stream;
    }

    /** The key that exists once entries of a stream were trimmed. */
    public static String traceOf(String stream) {
        return "trimmed:" + stream;
    }

    private Future<Void> trim(String stream, List<String> groups) {
        List<String> arguments = new ArrayList<>(List.of(String.valueOf(retentionMillis), String.valueOf(MAX_AT_ONCE)));
        arguments.addAll(groups);
        return redis.run(TRIM, List.of(stream, traceOf(stream)), arguments)
                .compose(reply -> reply.word() == Trim.TRIMMED && reply.get(1).toInteger() > 0
                        ? trim(stream, groups)
                        : Future.succeededFuture());
    }
}
