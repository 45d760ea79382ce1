package io.quicksell.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How far one stream has been read, in a form that proves it: an entry and a digest of what it contains. A stream that has this entry has
 * the history that was read, because a history that lost writes has another entry there, or none.
 *
 * @param id the last entry that was read
 * @param digest of its fields, {@value #DIGEST_CHARACTERS} hexadecimal digits; any other text proves nothing
 */
public record Mark(EntryId id, String digest) {

    private static final int DIGEST_CHARACTERS = 16;

    /** Nothing was read, because the stream was empty. */
    public static final Mark NONE = new Mark(EntryId.NONE, "0".repeat(DIGEST_CHARACTERS));

    static Mark parse(String text) {
        String[] parts = text.split("\\.", 2);
        return new Mark(EntryId.parse(parts[0]), parts.length == 1 ? "" : parts[1]);
    }

    String text() {
        return id + "." + digest;
    }

    static Mark of(StreamEntry entry) {
        return new Mark(EntryId.parse(entry.id()), digestOf(entry));
    }

    /** At the newest entry of a stream. */
    static Future<Mark> end(String stream, Function<Request, Future<Response>> redis) {
        return redis.apply(Request.cmd(Command.XREVRANGE, stream, "+", "-", "COUNT", 1))
                .map(newest -> newest.size() == 0 ? NONE : of(StreamEntry.of(stream, newest.get(0))));
    }

    /**
     * Whether the stream has this history, and all of it that came after the mark. The trimmer takes the oldest entries first and leaves a
     * trace, so that nothing can be missing behind an entry that is there, or in a stream that was never trimmed.
     */
    Future<Boolean> isProvenBy(String stream, Function<Request, Future<Response>> redis) {
        if (equals(NONE)) {
            Future<Response> length = redis.apply(Request.cmd(Command.XLEN, stream));
            Future<Response> trace = redis.apply(Request.cmd(Command.EXISTS, StreamTrimmer.traceOf(stream)));
            return Future.all(length, trace)
                    .map(read ->
                            length.result().toInteger() == 0 || trace.result().toInteger() == 0);
        }
        return redis.apply(Request.cmd(Command.XRANGE, stream, id.toString(), id.toString()))
                .map(entries -> entries.size() == 1 && equals(of(StreamEntry.of(stream, entries.get(0)))));
    }

    /** Of the sorted fields, each text with its length before it, so that no two entries give the same bytes. */
    private static String digestOf(StreamEntry entry) {
        MessageDigest sha256 = sha256();
        new TreeMap<>(entry.fields()).forEach((field, value) -> {
            update(sha256, field);
            update(sha256, value);
        });
        return HexFormat.of().formatHex(sha256.digest(), 0, DIGEST_CHARACTERS / 2);
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
