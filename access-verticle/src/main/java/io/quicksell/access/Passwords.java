package io.quicksell.access;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Computes the hashes of passwords on threads of their own, {@value #AT_ONCE} at once for the whole process, so that a flood of log-ins
 * takes no more of the machine. The others wait, up to {@value #MAX_WAITING}.
 *
 * <p>Not thread-safe: for one event loop.
 */
final class Passwords {

    private static final int AT_ONCE = 2;
    static final int MAX_WAITING = 32;

    private final WorkerExecutor workers;
    private final int rounds;

    /** A user who does not exist has this one, which nobody knows, so that trying it takes as long as trying another. */
    private final String nobodys;

    private int begun;
    private int unfinished;

    Passwords(Vertx vertx, int rounds) {
        this.workers = vertx.createSharedWorkerExecutor("passwords", AT_ONCE);
        this.rounds = rounds;
        this.nobodys = PasswordHash.ofNobody(rounds);
    }

    /** The form in which a password is kept. */
    Future<String> hash(String password) {
        return compute(() -> PasswordHash.of(password, rounds));
    }

    /**
     * Whether a password is the one of a user.
     *
     * @param kept the user's; empty if there is no such user
     */
    Future<Boolean> matches(Optional<String> kept, String password) {
        return compute(() -> PasswordHash.matches(kept.orElse(nobodys), password))
                .map(equal -> equal && kept.isPresent());
    }

    /** How many were computed or are to be, and how many of them are not finished. */
    Map<String, Object> state() {
        return Map.of("hashed", begun, "unfinished", unfinished);
    }

    Future<Void> close() {
        return workers.close();
    }

    /**
     * @throws Problem 503 if so many wait that another one cannot
     */
    void expectRoom() {
        if (unfinished == AT_ONCE + MAX_WAITING) {
            throw new Problem(ProblemType.UNAVAILABLE, "Too many people log in at this moment. Please try again soon.");
        }
    }

    private <T> Future<T> compute(Callable<T> hashing) {
        try {
            expectRoom();
        } catch (Problem full) {
            return Future.failedFuture(full);
        }
        begun++;
        unfinished++;
        return workers.executeBlocking(hashing, false).onComplete(finished -> unfinished--);
    }
}
