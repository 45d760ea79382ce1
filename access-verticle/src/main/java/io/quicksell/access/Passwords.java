package io.quicksell.access;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Computes the hashes of passwords on threads of their own, {@value #AT_ONCE} at once for the whole process, so that a flood of log-ins
 * takes no more of the machine. The others wait, up to {@value #MAX_WAITING}.
 *
 * <p>Not thread-safe: for one event loop.
 */
final class Passwords {

    private static final int AT_ONCE = 2;
    static final int MAX_WAITING = 32;

    /** So few that nobody who knows one password keeps all others waiting. */
    static final int MAX_OF_USER = 8;

    private final WorkerExecutor workers;
    private final int rounds;

    /** A user who does not exist has this one, which nobody knows, so that trying it takes as long as trying another. */
    private final String nobodys;

    /** How many tries of a user, by the key of the name, are not finished. */
    private final Map<String, Integer> tries = new HashMap<>();

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

    /**
     * Tries a password of a user, or fails with a 429 at once if many tries of that user are not finished.
     *
     * @param name of the user, whether there is one or not
     */
    <T> Future<T> ofUser(UserName name, Supplier<Future<T>> trial) {
        if (tries.getOrDefault(name.key(), 0) == MAX_OF_USER) {
            return Future.failedFuture(new Problem(
                            ProblemType.TOO_MANY_REQUESTS,
                            "There are many log-ins of this user under way. Please try again in 1 s.")
                    .header("Retry-After", "1"));
        }
        tries.merge(name.key(), 1, Integer::sum);
        return trial.get()
                .onComplete(finished -> tries.computeIfPresent(name.key(), (key, n) -> n == 1 ? null : n - 1));
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
