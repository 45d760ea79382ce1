package io.quicksell.redis;

/** Is told how a {@link RedisLink} is doing, on the event loop of the link, which waits for it. */
public interface LinkObserver {

    /** Looks at nothing. */
    LinkObserver NONE = new LinkObserver() {};

    /** Redis has replied to a PING, and to all commands that were sent before it. */
    default void replied(long nanos) {}

    /**
     * A {@link BatchedScript} is called.
     *
     * @param script its name
     * @param decisions how many it is asked for at once
     */
    default void called(String script, int decisions) {}
}
