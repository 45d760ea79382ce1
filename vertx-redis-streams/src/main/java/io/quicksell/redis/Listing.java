package io.quicksell.redis;

import io.quicksell.redis.SortedIds.Position;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The things whose ids stand in a sorted set, page by page. However rare what is wanted is, one page looks at no more than
 * {@value #MAX_READS} times {@value #READ} things: then it has what was found by then, perhaps nothing, and says where to go on.
 */
public final class Listing<T> {

    private static final int READ = 500;
    private static final int MAX_READS = 20;

    /** A page and the place behind which the next one begins, unless it is the last. */
    public record Page<T>(List<T> items, Optional<Position> next) {}

    private final RedisLink redis;
    private final SortedIds ids;
    private final Function<String, Future<Optional<T>>> find;

    /**
     * @param find reads one by its id; empty if it is gone
     */
    public Listing(RedisLink redis, SortedIds ids, Function<String, Future<Optional<T>>> find) {
        this.redis = redis;
        this.ids = ids;
        this.find = find;
    }

    /**
     * At most {@code limit} of what is wanted.
     *
     * @param behind the place to begin behind, or {@code null} for the first page
     */
    public Future<Page<T>> page(Position behind, int limit, Predicate<T> wanted) {
        return redis.inTurn(() -> new Search(limit, wanted).goOn(behind, Math.min(limit, READ), 1));
    }

    private final class Search {
        private final int limit;
        private final Predicate<T> wanted;
        private final List<T> found = new ArrayList<>();

        Search(int limit, Predicate<T> wanted) {
            this.limit = limit;
            this.wanted = wanted;
        }

        Future<Page<T>> goOn(Position behind, int size, int reads) {
            return ids.page(behind, size)
                    .compose(places -> Future.all(places.stream()
                                    .map(place -> find.apply(place.id()))
                                    .toList())
                            .compose(things -> {
                                Optional<Position> last = take(places, things.list());
                                if (last.isPresent()) {
                                    return page(last);
                                } else if (places.size() < size) {
                                    return page(Optional.empty());
                                }
                                Position end = places.get(size - 1);
                                return reads == MAX_READS ? page(Optional.of(end)) : goOn(end, READ, reads + 1);
                            }));
        }

        /** Takes what is wanted until the page is full, and gives the place at which it was. */
        private Optional<Position> take(List<Position> places, List<Optional<T>> things) {
            for (int i = 0; i < places.size(); i++) {
                things.get(i).filter(wanted).ifPresent(found::add);
                if (found.size() == limit) {
                    return Optional.of(places.get(i));
                }
            }
            return Optional.empty();
        }

        private Future<Page<T>> page(Optional<Position> next) {
            return Future.succeededFuture(new Page<>(found, next));
        }
    }
}
