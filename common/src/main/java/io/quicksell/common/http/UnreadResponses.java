package io.quicksell.common.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts the bytes of responses that are in memory because their clients do not read them: all of them within
 * {@link #MAX_UNREAD_BYTES}, those of one client within {@link #MAX_UNREAD_BYTES_OF_ONE_CLIENT}. Past it a read whose response is not
 * small is refused. The response to a change only counts, because a refusal would be a lie.
 *
 * <p>Not thread-safe: for one event loop.
 */
final class UnreadResponses {

    static final int MAX_UNREAD_BYTES = 32 * 1024 * 1024;
    static final int MAX_UNREAD_BYTES_OF_ONE_CLIENT = 8 * 1024 * 1024;

    /** What is smaller is always answered: health checks and single things, but no long list. */
    static final int SMALL_BYTES = 16 * 1024;

    private static final String KEY = UnreadResponses.class.getName();

    private final Function<HttpServerRequest, String> clientOf;
    private final int max;
    private final Shares clients;
    private volatile int bytes;

    /**
     * @param clientOf whose share a response takes
     */
    UnreadResponses(Function<HttpServerRequest, String> clientOf) {
        this(clientOf, MAX_UNREAD_BYTES, MAX_UNREAD_BYTES_OF_ONE_CLIENT);
    }

    UnreadResponses(Function<HttpServerRequest, String> clientOf, int max, int maxOfOneClient) {
        this.clientOf = clientOf;
        this.max = max;
        this.clients = new Shares(maxOfOneClient);
    }

    /** Those among which the response to a request is counted. */
    static UnreadResponses of(RoutingContext context) {
        return context.get(KEY);
    }

    /** Counts the response to this request, however it is written. */
    void attachTo(RoutingContext context) {
        context.put(KEY, this);
    }

    /**
     * Begins to write a response, which counts until it is not in memory any more.
     *
     * @param size how many bytes it has, before it is compressed
     * @return what writing returns; fails with 503 if so many bytes more may not wait
     */
    <T> Future<T> begin(HttpServerRequest request, int size, Supplier<Future<T>> writing) {
        return size >= SMALL_BYTES && isRead(request) && !hasRoomFor(clientOf.apply(request), size)
                ? Future.failedFuture(new Problem(
                        ProblemType.UNAVAILABLE,
                        "Too much that was asked for here waits to be read. Read it, or ask for less; then try again."))
                : goOn(request, size, writing);
    }

    /** Writes another part of a response that has begun. */
    <T> Future<T> goOn(HttpServerRequest request, int size, Supplier<Future<T>> writing) {
        String client = clientOf.apply(request);
        bytes += size;
        clients.add(client, size);
        return Future.succeededFuture().compose(counted -> writing.get()).onComplete(readOrGone -> {
            bytes -= size;
            clients.giveBack(client, size);
        });
    }

    /** How many are in memory. */
    int bytes() {
        return bytes;
    }

    private boolean hasRoomFor(String client, int size) {
        return bytes + size <= max && clients.hasRoomFor(client, size);
    }

    private static boolean isRead(HttpServerRequest request) {
        return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    }
}
