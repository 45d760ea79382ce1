package io.quicksell.common.http;

import io.vertx.core.http.HttpServerRequest;

/**
 * Makes browsers ask for a host over TLS alone, once they have seen it so (RFC 6797). Not for {@code localhost}, a name which all
 * programs of a machine share, on all their ports.
 */
final class StrictTransport {

    private static final String HEADER = "Strict-Transport-Security";
    private static final String FOR_A_YEAR = "max-age=31536000";

    private StrictTransport() {}

    /** Says so on the response to a request that came over TLS, and on no other; what a service behind this one says does not count. */
    static void on(HttpServerRequest request) {
        if (request.isSSL() && !isLocalhost(request)) {
            request.response().putHeader(HEADER, FOR_A_YEAR);
        } else {
            request.response().headers().remove(HEADER);
        }
    }

    private static boolean isLocalhost(HttpServerRequest request) {
        return request.authority() != null && request.authority().host().equalsIgnoreCase("localhost");
    }
}
