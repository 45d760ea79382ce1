package io.quicksell.redis;

/**
 * Something that a request needs is away for the moment: Redis, another service, a gateway. The request itself is not at fault, and
 * succeeds once that is back. A stream entry whose handler fails like this is retried for as long as it takes.
 *
 * <p>Carries no stack trace: it is an expected state of the world, not a defect.
 */
public class TransientFailure extends RuntimeException {

    /** What is known of a request that got no proper response. */
    public enum Outcome {
        /** It was certainly not carried out: sending it again is a first try. */
        NOT_CARRIED_OUT,
        /** It may or may not have been carried out: repeat it with the same ids, or say that it is unknown. */
        UNKNOWN
    }

    private final Outcome outcome;

    /**
     * @param message what is away, in words for the sender of the request
     * @param cause or {@code null}
     */
    public TransientFailure(Outcome outcome, String message, Throwable cause) {
        super(message, cause, false, false);
        this.outcome = outcome;
    }

    public final Outcome outcome() {
        return outcome;
    }

    /** Whether a failure says that the request was certainly not carried out. */
    public static boolean isNotCarriedOut(Throwable failure) {
        return failure instanceof TransientFailure away && away.outcome == Outcome.NOT_CARRIED_OUT;
    }
}
