package io.quicksell.redis;

import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Things in the sequence in which their places are listed, page by page and filtered. A page ends early once it has
 * {@value #FULL_BYTES} bytes. However rare a match is, one page looks at no more than {@value #MAX_READ} things: then it has what was
 * found so far, perhaps nothing, and says where to go on. What cannot be read is left out, with a warning in the log: one that is damaged
 * does not hide the others.
 *
 * @param <P> the place of a thing in the list
 */
public final class Listing<P, T> {

    /** So one more thing than it had room for is all that a page can be larger. */
    public static final int FULL_BYTES = 500_000;

    private static final Logger LOG = LoggerFactory.getLogger(Listing.class);
    private static final int MAX_READ = 10_000;
    private static final int MAX_AT_ONCE = 500;

    /** How large the things are is not known before some are read. */
    private static final int FIRST_AT_ONCE = 50;

    private static final int BYTES_AT_ONCE = 2 * FULL_BYTES;

    /** The places of all things, such as {@link SortedIds}. */
    public interface Places<P> {

        /** At most {@code limit} places that come next behind one. */
        Future<List<P>> page(P behind, int limit);
    }

    /** A page, and the place behind which the next one begins, unless it is the last. */
    public record Page<P, T>(List<T> items, Optional<P> next) {}

    private final RedisLink redis;
    private final Places<P> places;
    private final Function<P, Future<Optional<T>>> find;
    private final ToIntFunction<T> size;

    /**
     * @param find reads what is at a place; empty if it does not exist any more
     * @param size how many bytes of a page one takes
     */
    public Listing(RedisLink redis, Places<P> places, Function<P, Future<Optional<T>>> find, ToIntFunction<T> size) {
        this.redis = redis;
        this.places = places;
        this.find = find;
        this.size = size;
    }

    /**
     * At most {@code limit} things that match.
     *
     * @param behind the place to begin behind
     */
    public Future<Page<P, T>> page(P behind, int limit, Predicate<T> matches) {
        return new Search(limit, matches).goOn(behind);
    }

    private Future<Optional<T>> read(P place) {
        return find.apply(place).recover(failure -> {
            if (failure instanceof TransientFailure) {
                return Future.failedFuture(failure);
            }
            LOG.warn("A page of a list leaves out what cannot be read, {}: {}", place, failure.toString());
            return Future.succeededFuture(Optional.empty());
        });
    }

    private final class Search {
        private final int limit;
        private final Predicate<T> matches;
        private final List<T> found = new ArrayList<>();
        private int foundBytes;
        private int read;
        private long readBytes;

        Search(int limit, Predicate<T> matches) {
            this.limit = limit;
            this.matches = matches;
        }

        Future<Page<P, T>> goOn(P behind) {
            int next = howManyNext();
            return places.page(behind, next)
                    .compose(positions -> readAll(positions).compose(things -> {
                        Optional<P> last = take(positions, things.list());
                        if (last.isPresent()) {
                            return page(last);
                        } else if (positions.size() < next) {
                            return page(Optional.empty());
                        }
                        P end = positions.get(next - 1);
                        return read == MAX_READ ? page(Optional.of(end)) : goOn(end);
                    }));
        }

        private Future<CompositeFuture> readAll(List<P> positions) {
            Supplier<Future<CompositeFuture>> reads =
                    () -> Future.all(positions.stream().map(Listing.this::read).toList());
            return read == 0 ? redis.withPermit(reads) : redis.withNextPermit(reads);
        }

        /** As many as the page probably needs, and no more than there is memory for, by those that were read so far. */
        private int howManyNext() {
            if (read == 0) {
                return Math.min(limit, FIRST_AT_ONCE);
            }
            long needed = found.isEmpty() ? MAX_READ : (long) (limit - found.size()) * read / found.size();
            long fitting = Math.max(1, BYTES_AT_ONCE / Math.max(1, readBytes / read));
            long atOnce = Math.min(MAX_AT_ONCE, fitting);
            return (int) Math.min(Math.max(needed, FIRST_AT_ONCE), Math.min(atOnce, MAX_READ - read));
        }

        /** Takes what matches until the page is full, and returns the position at which it became so. */
        private Optional<P> take(List<P> positions, List<Optional<T>> things) {
            read += positions.size();
            for (int i = 0; i < positions.size(); i++) {
                if (things.get(i).isPresent() && isFullWith(things.get(i).get())) {
                    return Optional.of(positions.get(i));
                }
            }
            return Optional.empty();
        }

        private boolean isFullWith(T thing) {
            int bytes = size.applyAsInt(thing);
            readBytes += bytes;
            if (!matches.test(thing)) {
                return false;
            }
            found.add(thing);
            foundBytes += bytes;
            return found.size() == limit || foundBytes >= FULL_BYTES;
        }

        private Future<Page<P, T>> page(Optional<P> next) {
            return Future.succeededFuture(new Page<>(found, next));
        }
    }
}
