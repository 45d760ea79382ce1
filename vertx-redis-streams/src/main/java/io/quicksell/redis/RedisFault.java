package io.quicksell.redis;

import io.vertx.redis.client.impl.types.ErrorType;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that Redis could not carry out just now, or whose reply was lost. */
public final class RedisFault extends TransientFailure {

    /** Errors with which Redis refuses a command before it does anything (Redis source, server.c, shared errors). */
    private static final Set<String> REFUSALS = Set.of(
            "NOSCRIPT",
            "LOADING",
            "BUSY",
            "READONLY",
            "MASTERDOWN",
            "MISCONF",
            "OOM",
            "NOREPLICAS",
            "NOAUTH",
            "NOPERM",
            "WRONGPASS",
            "CLUSTERDOWN",
            "TRYAGAIN");

    private static final Set<String> OF_A_REPLICA = Set.of("READONLY", "MASTERDOWN");

    /** Also to a command that the server was told not to have, as rented ones are to CONFIG. */
    private static final String UNKNOWN_COMMAND = "ERR unknown command";

    /** How Redis 6.2 wraps the refusal of a command in a script, and one that the script has caught; Redis 7 has the refusal itself. */
    private static final Pattern REFUSED_IN_SCRIPT =
            Pattern.compile("(?:ERR Error running script .*: |@user_script: [0-9]+: )-([A-Z]+) .*", Pattern.DOTALL);

    private RedisFault(Outcome outcome, String message, Throwable cause) {
        super(outcome, message, cause);
    }

    static RedisFault notConnected() {
        return new RedisFault(Outcome.NOT_CARRIED_OUT, "there is no connection to Redis", null);
    }

    /**
     * @param why in words for its operator
     */
    static RedisFault notConnected(String why) {
        return new RedisFault(Outcome.NOT_CARRIED_OUT, "there is no connection to Redis: " + why, null);
    }

    static RedisFault unfit(String defect) {
        return new RedisFault(Outcome.NOT_CARRIED_OUT, "this Redis cannot be used: " + defect, null);
    }

    static RedisFault tooManyWaiting() {
        return new RedisFault(Outcome.NOT_CARRIED_OUT, "too many commands are waiting for Redis", null);
    }

    static RedisFault notReplicated(int replicas) {
        return new RedisFault(
                Outcome.UNKNOWN,
                "it is not on " + replicas + (replicas == 1 ? " replica" : " replicas") + " of Redis in time",
                null);
    }

    /**
     * What a failed command means. An error that is not a refusal (a script's own error, a wrong type) is returned as it is, because
     * repeating the command would not help.
     */
    static Throwable of(Throwable failure) {
        if (failure instanceof ErrorType reply) {
            if (reply.is("CONNECTION_CLOSED")) {
                return new RedisFault(Outcome.UNKNOWN, "the connection to Redis broke before the reply", reply);
            }
            return REFUSALS.contains(word(reply.getMessage())) || isUnknownCommand(reply)
                    ? new RedisFault(Outcome.NOT_CARRIED_OUT, "Redis refused: " + reply.getMessage(), reply)
                    : reply;
        }
        return switch (String.valueOf(failure.getMessage())) {
            case "Connection is closed" -> notConnected();
            case "Redis waiting queue is full" -> tooManyWaiting();
            default -> new RedisFault(Outcome.UNKNOWN, String.valueOf(failure.getMessage()), failure);
        };
    }

    /** Whether Redis refused because the user may not send the command, or because there is no such command. */
    boolean isForbidden() {
        return getCause() instanceof ErrorType reply && (reply.is("NOPERM") || isUnknownCommand(reply));
    }

    /** Whether Redis refused because it is not the master any more. */
    static boolean isOfAReplica(Throwable failure) {
        return failure instanceof RedisFault
                && failure.getCause() instanceof ErrorType reply
                && OF_A_REPLICA.contains(word(reply.getMessage()));
    }

    static boolean isUnknownCommand(ErrorType reply) {
        return reply.getMessage().startsWith(UNKNOWN_COMMAND);
    }

    /** The word in capitals that names the kind of error. */
    private static String word(String text) {
        Matcher inScript = REFUSED_IN_SCRIPT.matcher(text);
        return inScript.matches() ? inScript.group(1) : text.split(" ", 2)[0];
    }
}
