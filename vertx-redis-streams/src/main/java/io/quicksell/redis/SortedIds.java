package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * A sorted set of ids by time, read page by page. A page begins strictly behind a position (score, then id), so ids of the same
 * millisecond are neither shown twice nor left out, and the id at that position need not exist any more.
 */
public final class SortedIds implements Listing.Places<SortedIds.Position> {

    /** Where an id is; a page begins behind it. */
    public record Position(long score, String id) {

        /** Before the first id, in whichever order the ids are read. */
        public static final Position START = new Position(Long.MIN_VALUE, "");
    }

    private final RedisLink redis;
    private final String key;
    private final boolean newestFirst;

    public SortedIds(RedisLink redis, String key, boolean newestFirst) {
        this.redis = redis;
        this.key = key;
        this.newestFirst = newestFirst;
    }

    @Override
    public Future<List<Position>> page(Position behind, int limit) {
        return collect(behind, limit, 0, new ArrayList<>());
    }

    private Future<List<Position>> collect(Position behind, int limit, int offset, List<Position> found) {
        return redis.send(range(behind, offset, limit)).compose(reply -> {
            for (int i = 0; i + 1 < reply.size() && found.size() < limit; i += 2) {
                Position position =
                        new Position(score(reply.get(i + 1)), reply.get(i).toString());
                if (isBehind(position, behind)) {
                    found.add(position);
                }
            }
            boolean exhausted = reply.size() < 2 * limit;
            return exhausted || found.size() == limit
                    ? Future.succeededFuture(found)
                    : collect(behind, limit, offset + limit, found);
        });
    }

    private Request range(Position behind, int offset, int count) {
        String first = newestFirst ? "+inf" : "-inf";
        Request range = Request.cmd(Command.ZRANGE)
                .arg(key)
                .arg(behind.equals(Position.START) ? first : String.valueOf(behind.score()))
                .arg(newestFirst ? "-inf" : "+inf")
                .arg("BYSCORE");
        if (newestFirst) {
            range.arg("REV");
        }
        return range.arg("LIMIT").arg(offset).arg(count).arg("WITHSCORES");
    }

    private boolean isBehind(Position position, Position other) {
        if (other.equals(Position.START)) {
            return true;
        }
        int order = position.score() == other.score()
                ? position.id().compareTo(other.id())
                : Long.compare(position.score(), other.score());
        return newestFirst ? order < 0 : order > 0;
    }

    private static long score(Response text) {
        return Long.parseLong(text.toString());
    }
}
