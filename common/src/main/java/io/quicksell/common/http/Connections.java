package io.quicksell.common.http;

import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the connections of a server and closes those that are too many, of one address or in all, before anything is read from them.
 *
 * <p>Not thread-safe: for the event loop of its server.
 */
final class Connections {

    static final int MAX_CONNECTIONS = 2_500;

    /** A desk has 1,064 to a service: 64 for requests and one for each of 1,000 event streams. */
    static final int MAX_OF_ONE_ADDRESS = 1_200;

    private final int max;
    private final int maxOfOneAddress;
    private final Map<String, Integer> ofAddress = new HashMap<>();
    private int all;

    Connections() {
        this(MAX_CONNECTIONS, MAX_OF_ONE_ADDRESS);
    }

    Connections(int max, int maxOfOneAddress) {
        this.max = max;
        this.maxOfOneAddress = maxOfOneAddress;
    }

    void admit(HttpConnection connection) {
        String address = String.valueOf(connection.remoteAddress().hostAddress());
        if (all >= max || ofAddress.getOrDefault(address, 0) >= maxOfOneAddress) {
            connection.close();
            return;
        }
        all++;
        ofAddress.merge(address, 1, Integer::sum);
        connection.closeHandler(closed -> {
            all--;
            ofAddress.computeIfPresent(address, (same, count) -> count > 1 ? count - 1 : null);
        });
    }
}
