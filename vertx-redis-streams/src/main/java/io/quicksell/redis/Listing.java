package io.quicksell.redis;

import io.quicksell.redis.SortedIds.Position;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The things whose ids are in a sorted set, page by page and filtered. However rare a match is, one page looks at no more than
 * {@value #MAX_READS} times {@value #READ} things: then it has what was found so far, perhaps nothing, and says where to go on.
 */
public final class Listing<T> {

    private static final int READ = 500;
    private static final int MAX_READS = 20;

    /** A page, and the position behind which the next one begins, unless it is the last. */
    public record Page<T>(List<T> items, Optional<Position> next) {}

    private final RedisLink redis;
    private final SortedIds ids;
    private final Function<String, Future<Optional<T>>> find;

    /**
     * @param find reads one by its id; empty if it does not exist any more
     */
    public Listing(RedisLink redis, SortedIds ids, Function<String, Future<Optional<T>>> find) {
        this.redis = redis;
        this.ids = ids;
        this.find = find;
    }

    /**
     * At most {@code limit} things that match.
     *
     * @param behind the position to begin behind; {@link Position#START} for the first page
     */
    public Future<Page<T>> page(Position behind, int limit, Predicate<T> matches) {
        return redis.withPermit(() -> new Search(limit, matches).goOn(behind, Math.min(limit, READ), 1));
    }

    private final class Search {
        private final int limit;
        private final Predicate<T> matches;
        private final List<T> found = new ArrayList<>();

        Search(int limit, Predicate<T> matches) {
            this.limit = limit;
            this.matches = matches;
        }

        Future<Page<T>> goOn(Position behind, int size, int reads) {
            return ids.page(behind, size)
                    .compose(positions -> Future.all(positions.stream()
                                    .map(position -> find.apply(position.id()))
                                    .toList())
                            .compose(things -> {
                                Optional<Position> last = take(positions, things.list());
                                if (last.isPresent()) {
                                    return page(last);
                                } else if (positions.size() < size) {
                                    return page(Optional.empty());
                                }
                                Position end = positions.get(size - 1);
                                return reads == MAX_READS ? page(Optional.of(end)) : goOn(end, READ, reads + 1);
                            }));
        }

        /** Takes what matches until the page is full, and returns the position at which it became so. */
        private Optional<Position> take(List<Position> positions, List<Optional<T>> things) {
            for (int i = 0; i < positions.size(); i++) {
                things.get(i).filter(matches).ifPresent(found::add);
                if (found.size() == limit) {
                    return Optional.of(positions.get(i));
                }
            }
            return Optional.empty();
        }

        private Future<Page<T>> page(Optional<Position> next) {
            return Future.succeededFuture(new Page<>(found, next));
        }
    }
}
