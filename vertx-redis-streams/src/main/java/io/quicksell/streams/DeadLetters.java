package io.quicksell.streams;

import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.quicksell.redis.ScriptReply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entries that a group could not handle, kept for an operator in a stream. An entry comes here in the step that acknowledges it,
 * so it is always in exactly one of the two places.
 */
public final class DeadLetters {

    /**
     * An entry that could not be handled.
     *
     * @param id of the dead letter, {@code <milliseconds>-<sequence>}
     * @param error of the last try
     */
    public record DeadLetter(String id, StreamEntry entry, String error, int tries) {

        /** When it became a dead letter, milliseconds since 1970. */
        public long atMillis() {
            return EntryId.parse(id).millis();
        }
    }

    private enum Outcome {
        DEAD_LETTERED,
        NOT_PENDING
    }

    private static final Script<Outcome> DEAD_LETTER = Script.load("dead_letter_entry", Outcome.class);
    private static final int MAX_ERROR = 500;

    private final RedisLink redis;
    private final String group;
    private final String stream;

    /**
     * @param stream where they are kept, {@code dead_letters:<group>} by convention
     */
    public DeadLetters(RedisLink redis, String group, String stream) {
        this.redis = redis;
        this.group = group;
        this.stream = stream;
    }

    /** Adds an entry and acknowledges it; false if it is acknowledged already, and so no dead letter. */
    Future<Boolean> add(StreamEntry entry, Throwable failure, int tries) {
        String error = errorOf(failure);
        return redis.run(
                        DEAD_LETTER,
                        List.of(entry.stream(), stream),
                        List.of(
                                group,
                                entry.id(),
                                json(entry.fields()),
                                error.substring(0, Math.min(MAX_ERROR, error.length())),
                                String.valueOf(tries)))
                .map(reply -> reply.word() == Outcome.DEAD_LETTERED);
    }

    /**
     * A page of dead letters, newest first.
     *
     * @param behind the last id of the page before; empty for the first page
     */
    public Future<List<DeadLetter>> page(Optional<String> behind, int limit) {
        return redis.send(Request.cmd(Command.XREVRANGE)
                        .arg(stream)
                        .arg(behind.map(id -> "(" + id).orElse("+"))
                        .arg("-")
                        .arg("COUNT")
                        .arg(limit))
                .map(entries -> entries.stream().map(DeadLetters::deadLetter).toList());
    }

    public Future<Optional<DeadLetter>> find(String id) {
        return redis.send(Request.cmd(Command.XRANGE).arg(stream).arg(id).arg(id))
                .map(entries -> entries.stream().map(DeadLetters::deadLetter).findFirst());
    }

    /** How many there are. */
    public Future<Long> count() {
        return redis.send(Request.cmd(Command.XLEN).arg(stream)).map(Response::toLong);
    }

    /** Removes one for good; false if there is none with this id. */
    public Future<Boolean> remove(String id) {
        return redis.send(Request.cmd(Command.XDEL).arg(stream).arg(id)).map(removed -> removed.toInteger() == 1);
    }

    /** What a failure says, for an operator; never empty. */
    public static String errorOf(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static DeadLetter deadLetter(Response entry) {
        Map<String, String> fields = ScriptReply.fields(entry.get(1));
        return new DeadLetter(
                entry.get(0).toString(),
                new StreamEntry(fields.get("stream"), fields.get("entry_id"), texts(fields.get("entry"))),
                fields.get("error"),
                Integer.parseInt(fields.get("tries")));
    }

    private static String json(Map<String, String> texts) {
        return new JsonObject(new LinkedHashMap<>(texts)).encode();
    }

    private static Map<String, String> texts(String json) {
        Map<String, String> texts = new LinkedHashMap<>();
        new JsonObject(json).forEach(member -> texts.put(member.getKey(), (String) member.getValue()));
        return texts;
    }
}
