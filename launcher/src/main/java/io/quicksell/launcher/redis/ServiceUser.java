package io.quicksell.launcher.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The user as whom the services work in an embedded Redis. It may do what docs/redis.md lists and nothing else: neither read files by way
 * of settings, nor end the server, nor load code into it. The launcher keeps all rights, as the default user with another password.
 */
final class ServiceUser {

    static final String NAME = "quicksell";

    static final String RIGHTS =
            "~* +ping +time +role +info +config|get +eval +evalsha +exists +del +type +scan +get +set +incrby +rename +persist"
                    + " +pexpire +hget +hmget +hgetall +hset +hdel +hincrby +zadd +zrem +zrange +zmscore +zcard +zscan +xadd +xlen +xrange"
                    + " +xrevrange +xdel +xtrim +xinfo +xgroup +xread +xreadgroup +xpending +xclaim +xack +wait";

    private ServiceUser() {}

    /** What a settings file says after {@code user}, and the command after {@code ACL SETUSER}; the password itself is not in it. */
    static String rules(String password) {
        return NAME + " reset on #" + sha256(password) + " " + RIGHTS;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
