package io.quicksell.common.http;

import java.util.HashMap;
import java.util.Map;

/**
 * How much of something each client has taken, so that none takes more than its share.
 *
 * <p>Not thread-safe.
 */
public final class Shares {

    private final int max;
    private final Map<String, Integer> taken = new HashMap<>();

    /**
     * @param max what one client may have at once
     */
    public Shares(int max) {
        this.max = max;
    }

    /** Takes one more, unless the client has its share already. */
    public boolean take(String client) {
        return take(client, 1);
    }

    /** Takes so much more, unless the client would have more than its share then. */
    public boolean take(String client, int amount) {
        boolean has = hasRoomFor(client, amount);
        if (has) {
            add(client, amount);
        }
        return has;
    }

    /** Whether the client may have so much more. */
    boolean hasRoomFor(String client, int amount) {
        return taken.getOrDefault(client, 0) <= max - amount;
    }

    /** Takes so much more, even if that is more than the client's share. */
    void add(String client, int amount) {
        taken.merge(client, amount, Integer::sum);
    }

    public void giveBack(String client) {
        giveBack(client, 1);
    }

    public void giveBack(String client, int amount) {
        taken.computeIfPresent(client, (same, has) -> has > amount ? has - amount : null);
    }
}
