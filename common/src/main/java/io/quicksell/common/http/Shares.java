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
        int has = taken.getOrDefault(client, 0);
        if (has > max - amount) {
            return false;
        }
        taken.put(client, has + amount);
        return true;
    }

    public void giveBack(String client) {
        giveBack(client, 1);
    }

    public void giveBack(String client, int amount) {
        taken.computeIfPresent(client, (same, has) -> has > amount ? has - amount : null);
    }
}
