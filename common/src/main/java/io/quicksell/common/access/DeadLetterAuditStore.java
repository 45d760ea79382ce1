package io.quicksell.common.access;

import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;

/**
 * Takes dead letters away and enters in the audit trail who did, in one step. The trail is access's, which shows it and cuts it; this adds
 * to it in the form that all scripts share ({@code audit.lua}).
 */
public final class DeadLetterAuditStore {

    /** Stream of what was done to access, and by operators. */
    public static final String TRAIL = "access:audit";

    /** Why a dead letter is taken away. */
    public enum What {
        /** It is handled now. */
        RETRY_DEAD_LETTER,
        /** Nobody will handle it. */
        REMOVE_DEAD_LETTER
    }

    /**
     * Who wants it.
     *
     * @param who a user or a program
     * @param from the address that it came from
     * @param request the id of the request
     */
    public record Operator(String who, String from, String request) {}

    private enum Outcome {
        REMOVED,
        UNKNOWN
    }

    private static final Script<Outcome> REMOVE = Script.load("remove_dead_letter", Outcome.class);
    private static final String CUT_BY_ACCESS = "";

    private final RedisLink redis;
    private final String deadLetters;

    /**
     * @param deadLetters the stream of them
     */
    public DeadLetterAuditStore(RedisLink redis, String deadLetters) {
        this.redis = redis;
        this.deadLetters = deadLetters;
    }

    /** Removes one for good; false if there is none with this id. */
    public Future<Boolean> remove(String id, What what, Operator operator) {
        return redis.run(
                        REMOVE,
                        List.of(deadLetters, TRAIL),
                        List.of(
                                id,
                                what.name().toLowerCase(Locale.ROOT),
                                operator.who(),
                                operator.from(),
                                operator.request(),
                                CUT_BY_ACCESS))
                .map(reply -> reply.word() == Outcome.REMOVED);
    }
}
