package io.quicksell.redis;

/**
 * Where a master is.
 *
 * @param epoch of the decision that made it the master; a later decision has a larger one
 */
public record Master(Address address, long epoch) {

    /** Whether it took the place of the other one. */
    boolean hasReplaced(Master other) {
        return epoch > other.epoch && !address.equals(other.address);
    }
}
