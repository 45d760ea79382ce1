package io.quicksell.endtoend.drill;

import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.WatchedRedis;
import io.quicksell.testing.OwnRedis;
import java.time.Duration;
import java.util.List;

/** What happens to machines that run a fleet. Each leaves everything as it was, but for who is the primary. */
enum Fault {
    PRIMARY_KILLED("the primary is killed, and comes back with old data") {
        @Override
        Undo strike(Harmed harmed) {
            OwnRedis old = harmed.primary();
            old.kill();
            harmed.setup().awaitPrimaryOtherThan(old);
            return old::start;
        }
    },

    PRIMARY_FROZEN("the primary is frozen until it is replaced, and goes on with what it was at") {
        @Override
        Undo strike(Harmed harmed) {
            OwnRedis old = harmed.primary();
            old.freeze();
            harmed.setup().awaitPrimaryOtherThan(old);
            return old::thaw;
        }
    },

    PRIMARY_ISOLATED(
            "replicas and sentinels cannot reach the primary, but services can; it is replaced, and seen again") {
        @Override
        Undo strike(Harmed harmed) {
            OwnRedis old = harmed.primary();
            Undo heal = harmed.redis().isolate(old)::heal;
            harmed.setup().awaitPrimaryOtherThan(old);
            return heal;
        }
    },

    PRIMARY_KILLED_WHILE_A_REPLICA_LAGS(
            "a replica is cut off, then the primary is killed: sentinels may promote either") {
        @Override
        boolean mayLose(int awaited) {
            return awaited < WatchedRedis.REPLICAS;
        }

        @Override
        Undo strike(Harmed harmed) {
            OwnRedis old = harmed.primary();
            OwnRedis behind = harmed.oneReplica();
            harmed.redis().cut(behind);
            harmed.goOnWithOneReplicaLess(OUT_OF_REACH);
            old.kill();
            harmed.setup().awaitPrimaryOtherThan(old);
            return () -> {
                harmed.redis().mend(behind);
                old.start();
            };
        }
    },

    FAILOVER_ASKED_FOR("an operator lets the primary pause, and has it replaced") {
        @Override
        Undo strike(Harmed harmed) {
            harmed.redis().pauseChanges(harmed.primary());
            harmed.setup().failOver();
            return NOTHING;
        }
    },

    FAILOVER_WITHOUT_A_PAUSE(
            "an operator has the primary replaced, which goes on until it hears of that: the other replica confirms it") {
        @Override
        boolean mayLose(int awaited) {
            return awaited < WatchedRedis.REPLICAS;
        }

        @Override
        Undo strike(Harmed harmed) {
            harmed.setup().failOver();
            return NOTHING;
        }
    },

    REPLICA_FROZEN("a replica is frozen") {
        @Override
        Undo strike(Harmed harmed) {
            OwnRedis replica = harmed.oneReplica();
            replica.freeze();
            harmed.goOnWithOneReplicaLess(OUT_OF_REACH);
            return replica::thaw;
        }
    },

    REPLICAS_FROZEN("all replicas are frozen: no change can be confirmed") {
        @Override
        Undo strike(Harmed harmed) {
            List<OwnRedis> replicas = harmed.setup().replicas();
            replicas.forEach(OwnRedis::freeze);
            harmed.expectNothingAcceptedFor(OUT_OF_REACH);
            return () -> replicas.forEach(OwnRedis::thaw);
        }
    },

    REPLICAS_CUT("all replicas are cut off: no change can be confirmed") {
        @Override
        Undo strike(Harmed harmed) {
            List<OwnRedis> replicas = harmed.setup().replicas();
            replicas.forEach(harmed.redis()::cut);
            harmed.expectNothingAcceptedFor(OUT_OF_REACH);
            return () -> replicas.forEach(harmed.redis()::mend);
        }
    },

    SENTINEL_FROZEN("a sentinel is frozen, the primary killed; the sentinel goes on with what it knew") {
        @Override
        Undo strike(Harmed harmed) {
            OwnRedis sentinel = harmed.oneSentinel();
            sentinel.freeze();
            Undo primaryKilled = PRIMARY_KILLED.strike(harmed);
            return () -> {
                sentinel.thaw();
                primaryKilled.undo();
            };
        }
    },

    SENTINEL_KILLED("a sentinel is killed, then the primary") {
        @Override
        Undo strike(Harmed harmed) {
            OwnRedis sentinel = harmed.oneSentinel();
            sentinel.kill();
            Undo primaryKilled = PRIMARY_KILLED.strike(harmed);
            return () -> {
                sentinel.start();
                primaryKilled.undo();
            };
        }
    },

    PAYMENT_KILLED("a payment process is killed, and started again") {
        @Override
        Undo strike(Harmed harmed) {
            return killed(harmed, "payment");
        }
    },

    INVENTORY_KILLED("an inventory process is killed, and started again") {
        @Override
        Undo strike(Harmed harmed) {
            return killed(harmed, "inventory");
        }
    },

    ACCESS_KILLED("an access process is killed, and started again") {
        @Override
        Undo strike(Harmed harmed) {
            return killed(harmed, "access");
        }
    },

    ALL_RESTARTED("all processes are stopped and started, one after the other") {
        @Override
        Undo strike(Harmed harmed) {
            for (String name : harmed.processes().names()) {
                QuickSellProcess process = harmed.fleet().process(name);
                process.stop();
                process.start();
            }
            return NOTHING;
        }
    };

    /** Ends what a fault began. */
    interface Undo {
        void undo();
    }

    private static final Undo NOTHING = () -> {};

    /** Longer than a request waits for its replicas and than sentinels wait for a server. */
    private static final Duration OUT_OF_REACH = Duration.ofSeconds(8);

    private final String what;

    Fault(String what) {
        this.what = what;
    }

    /**
     * Whether accepted orders may be lost, however well everybody does.
     *
     * @param awaited {@code redis.replicas}
     */
    boolean mayLose(int awaited) {
        return awaited == 0;
    }

    /** Lets it happen, and returns when it has done what it can. */
    abstract Undo strike(Harmed harmed);

    /** What happens, in words. */
    @Override
    public String toString() {
        return what;
    }

    private static Undo killed(Harmed harmed, String kind) {
        QuickSellProcess process = harmed.oneProcess(kind);
        process.kill();
        harmed.awaitSomeOrders();
        return process::start;
    }
}
