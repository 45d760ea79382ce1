package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** A master that is always in the same place. */
record FixedMaster(Address address) implements MasterAddress {

    @Override
    public Future<Master> now(Vertx vertx) {
        return Future.succeededFuture(new Master(address, 0));
    }

    @Override
    public boolean canMove() {
        return false;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
