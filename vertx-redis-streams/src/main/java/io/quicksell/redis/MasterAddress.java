package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Who says where the master is. From any thread. */
public sealed interface MasterAddress permits FixedMaster, Sentinels {

    /**
     * Where the master is now.
     *
     * @return completes in the context that asks; if it fails, its message says why, in words for an operator
     */
    Future<Master> now(Vertx vertx);

    /** Whether the master can be elsewhere later, so that its place has to be asked for again. */
    boolean canMove();
}
