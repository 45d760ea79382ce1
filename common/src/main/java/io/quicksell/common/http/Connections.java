package io.quicksell.common.http;

import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the connections of a server and closes those that are too many, of one client or in all, before anything is read from them. The
 * others have {@link Pipelining} limited.
 * Those of other services, which a {@link ServiceKey} makes known, and of {@link TrustedProxies} take no client's share.
 *
 * <p>Not thread-safe: for the event loop of its server.
 */
final class Connections {

    static final int MAX_CONNECTIONS = 2_500;

    /** A browser has six, and an office of eighty clerks may be behind one address. */
    static final int MAX_OF_ONE_CLIENT = 500;

    private final int max;
    private final Shares clients;
    private final Map<HttpConnection, String> counted = new HashMap<>();
    private int all;

    Connections() {
        this(MAX_CONNECTIONS, MAX_OF_ONE_CLIENT);
    }

    Connections(int max, int maxOfOneClient) {
        this.max = max;
        this.clients = new Shares(maxOfOneClient);
    }

    void admit(HttpConnection connection) {
        String client = ClientAddress.share(connection.remoteAddress());
        if (all >= max || !clients.take(client)) {
            connection.close();
            return;
        }
        OtherVersions.refuse(connection);
        Pipelining.limit(connection);
        all++;
        counted.put(connection, client);
        connection.closeHandler(closed -> {
            all--;
            exempt(connection);
        });
    }

    /** From now on the connection counts only as one of all. */
    void exempt(HttpConnection connection) {
        String client = counted.remove(connection);
        if (client != null) {
            clients.giveBack(client);
        }
    }
}
