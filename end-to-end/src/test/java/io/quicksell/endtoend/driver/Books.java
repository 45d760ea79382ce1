package io.quicksell.endtoend.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The books of a system, read from its Redis and not from what it says of itself. A check that fails says what is wrong. */
public final class Books {

    private Books() {}

    /**
     * Waits until everything is at rest, and checks that nothing was lost, done twice or done by halves.
     *
     * @param accepted the ids of all orders that clients know to be accepted, and there are to be no others
     */
    public static void check(QuickSellProcess system, Set<String> accepted) {
        check(system, accepted, Set.of());
    }

    /**
     * As {@link #check(QuickSellProcess, Set)}, with entries in the streams that no order stands behind.
     *
     * @param foreign those entries, each as its stream, a blank and its id: an id alone may occur in several streams
     */
    public static void check(QuickSellProcess system, Set<String> accepted, Set<String> foreign) {
        check(() -> new RedisClient(system.data()), accepted, foreign);
    }

    /** As {@link #check(QuickSellProcess, Set, Set)}, of the system whose Redis that is. */
    static void check(Supplier<RedisClient> connect, Set<String> accepted, Set<String> foreign) {
        look(connect, redis -> new Audit(redis, accepted, foreign).verdict()).expectClean();
    }

    /** As {@link #check(Supplier, Set, Set)}, and says what is wrong, charges included, instead of failing. */
    static Verdict audit(Supplier<RedisClient> connect, Set<String> accepted, Supplier<Charges> charges) {
        return look(connect, redis -> new Audit(redis, accepted, Set.of()).verdict(charges.get()));
    }

    private static Verdict look(Supplier<RedisClient> connect, Function<RedisClient, Verdict> audit) {
        AtRest.await(connect);
        try (RedisClient redis = connect.get()) {
            return audit.apply(redis);
        }
    }

    /** Checks that the units of every ledger make the quantity of its product, also while orders are on their way. */
    public static void checkLedgers(QuickSellProcess system) {
        try (RedisClient redis = new RedisClient(system.data())) {
            assertEquals(List.of(), Ledgers.faults(redis));
        }
    }
}
