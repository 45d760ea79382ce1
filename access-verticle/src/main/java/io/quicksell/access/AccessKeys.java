package io.quicksell.access;

import io.quicksell.common.access.DeadLetterAuditStore;
import io.quicksell.common.access.RequiredAccessStore;
import java.util.Map;

/** The names of keys that access uses in Redis. Users are named in the form in which names are compared ({@link UserName#key()}). */
final class AccessKeys {

    /** Sorted set of users by time of creation. */
    static final String USERS = "access:users";

    /** Hash of the role of each user who is not disabled. */
    static final String ENABLED = "access:enabled";

    /** Sorted set of ids of keys by time of creation. */
    static final String KEYS = "access:keys";

    /** Stream of who did what to access, and as an operator. */
    static final String AUDIT = DeadLetterAuditStore.TRAIL;

    /** By which access knows devices again. */
    static final String SECRET = "access:secret";

    /** What they hold; keys of other types are another program's, or another version's. */
    static final Map<String, String> TYPES = Map.of(
            USERS,
            "zset",
            ENABLED,
            "hash",
            KEYS,
            "zset",
            AUDIT,
            "stream",
            SECRET,
            "string",
            RequiredAccessStore.KEY,
            "string");

    private AccessKeys() {}

    static String user(UserName name) {
        return user(name.key());
    }

    /**
     * @param key of the user's name
     */
    static String user(String key) {
        return "access:user:" + key;
    }

    /** Sorted set of the keys of a user's tokens, by when they end at the latest. */
    static String tokensOf(UserName name) {
        return "access:tokens_of:" + name.key();
    }

    static String key(String id) {
        return "access:key:" + id;
    }

    /** How often that was done or refused lately. */
    static String times(String what, String status, UserName name) {
        return "access:times:" + what + ":" + status + ":" + name.key();
    }

    static String change(String changeId) {
        return "access:change:" + changeId;
    }

    /**
     * The tries of a user at a place.
     *
     * @param place an address, a device or a session
     */
    static String tries(UserName name, String place) {
        return tries(place) + ":" + name.key();
    }

    static String tries(String place) {
        return "access:tries:" + place;
    }
}
