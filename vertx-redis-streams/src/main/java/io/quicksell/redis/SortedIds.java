package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * A sorted set of ids by time, read page by page. A page begins strictly behind a place (score, then id), so that ids of the same
 * millisecond are neither shown twice nor left out, and the id at that place need not be there any more.
 */
public final class SortedIds {

    /** Where a page begins. */
    public record Position(long score, String id) {}

    private final RedisLink redis;
    private final String key;
    private final boolean newestFirst;

    public SortedIds(RedisLink redis, String key, boolean newestFirst) {
        this.redis = redis;
        this.key = key;
        this.newestFirst = newestFirst;
    }

    /**
     * @param behind the place to begin behind, or {@code null} for the first page
     * @return at most {@code limit} places
     */
    public Future<List<Position>> page(Position behind, int limit) {
        return collect(behind, limit, 0, new ArrayList<>());
    }

    private Future<List<Position>> collect(Position behind, int limit, int offset, List<Position> found) {
        return redis.send(range(behind, offset, limit)).compose(answer -> {
            for (int i = 0; i + 1 < answer.size() && found.size() < limit; i += 2) {
                Position place =
                        new Position(score(answer.get(i + 1)), answer.get(i).toString());
                if (behind == null || isBehind(place, behind)) {
                    found.add(place);
                }
            }
            boolean exhausted = answer.size() < 2 * limit;
            return exhausted || found.size() == limit
                    ? Future.succeededFuture(found)
                    : collect(behind, limit, offset + limit, found);
        });
    }

    private Request range(Position behind, int offset, int count) {
        String from = behind == null ? (newestFirst ? "+inf" : "-inf") : String.valueOf(behind.score());
        Request range = Request.cmd(Command.ZRANGE)
                .arg(key)
                .arg(from)
                .arg(newestFirst ? "-inf" : "+inf")
                .arg("BYSCORE");
        if (newestFirst) {
            range.arg("REV");
        }
        return range.arg("LIMIT").arg(offset).arg(count).arg("WITHSCORES");
    }

    private boolean isBehind(Position place, Position other) {
        int order = place.score() == other.score()
                ? place.id().compareTo(other.id())
                : Long.compare(place.score(), other.score());
        return newestFirst ? order < 0 : order > 0;
    }

    private static long score(Response text) {
        return Long.parseLong(text.toString());
    }
}
