package io.quicksell.common.http;

import io.github.bucket4j.TimeMeter;
import io.quicksell.common.access.Token;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Counts the requests of each address and each token, so that none makes all others wait. Whoever is on this machine is not counted, nor are
 * services that ask for themselves; what a desk passes on counts for the address of the browser.
 *
 * <p>Not thread-safe: for the event loop of its verticle.
 */
final class RequestLimits {

    private final Doorkeeper doorkeeper;
    private final Optional<RequestRate> addresses;
    private final Optional<RequestRate> tokens;

    /**
     * @param doorkeeper knows whose a request is
     */
    RequestLimits(LimitsConfig limits, Doorkeeper doorkeeper) {
        this(limits, doorkeeper, TimeMeter.SYSTEM_NANOTIME);
    }

    RequestLimits(LimitsConfig limits, Doorkeeper doorkeeper, TimeMeter clock) {
        this.doorkeeper = doorkeeper;
        this.addresses = rate("address", limits.addressPerSecond(), clock);
        this.tokens = rate("token", limits.tokenPerSecond(), clock);
    }

    private static Optional<RequestRate> rate(String policy, int perSecond, TimeMeter clock) {
        return Optional.of(perSecond).filter(limit -> limit > 0).map(limit -> new RequestRate(policy, limit, clock));
    }

    /**
     * Counts a request for its address.
     *
     * @throws Problem 429 if there are too many of that
     */
    void countForAddress(RoutingContext request) {
        addresses.ifPresent(rate ->
                doorkeeper.countedClient(request.request()).ifPresent(client -> rate.take(client, headers(request))));
    }

    /**
     * Counts a request for the token that it shows, whether that is known or not.
     *
     * @throws Problem 429 if there are too many with it
     */
    void countForToken(RoutingContext request, Token token) {
        tokens.filter(counted -> doorkeeper.countedClient(request.request()).isPresent())
                .ifPresent(rate -> rate.take(token.hash(), headers(request)));
    }

    private static MultiMap headers(RoutingContext request) {
        return request.response().headers();
    }
}
