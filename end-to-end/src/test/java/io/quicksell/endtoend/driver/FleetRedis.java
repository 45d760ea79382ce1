package io.quicksell.endtoend.driver;

/** The Redis that the processes of a fleet share: one server, or several of which one at a time counts. */
public interface FleetRedis extends AutoCloseable {

    /** The members of the section {@code redis} of each process' conf, as JSON. */
    String conf();

    /** A connection to the server that counts now. Close it. */
    RedisClient connect();

    @Override
    void close();
}
