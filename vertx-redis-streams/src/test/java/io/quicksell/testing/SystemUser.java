package io.quicksell.testing;

import io.quicksell.redis.RedisEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The user as whom the system works on the tests' Redis. It has the rights that docs/redis.md asks for, so a command that needs another
 * right fails the test that sends it.
 */
public final class SystemUser {

    /** What the user may do, in the form that ACL SETUSER takes. */
    public static final String RIGHTS = String.join(
            " ",
            "~* +ping +time +role +info +config|get +eval +evalsha +exists +del +type +scan +get +set +incrby +rename +persist"
                    + " +pexpire",
            "+hget +hmget +hgetall +hset +hdel +hincrby +zadd +zrem +zrange +zmscore +zcard +zscan +xadd +xlen +xrange +xrevrange +xdel"
                    + " +xtrim +xinfo",
            "+xgroup +xread +xreadgroup +xpending +xclaim +xack +wait");

    public static final String NAME = "quicksell";
    public static final String PASSWORD = "of-the-tests";

    private SystemUser() {}

    /** The endpoint of a Redis for this user. */
    public static RedisEndpoint at(String host, int port) {
        return new RedisEndpoint(host, port, NAME, PASSWORD, false, "");
    }

    /** The arguments of the ACL command that creates the user. */
    public static Object[] set() {
        return set(RIGHTS);
    }

    /** The same with other rights. */
    public static Object[] set(String rights) {
        List<String> arguments = new ArrayList<>(List.of("SETUSER", NAME, "reset", "on", ">" + PASSWORD));
        Stream.of(rights.split(" ")).forEach(arguments::add);
        return arguments.toArray();
    }
}
