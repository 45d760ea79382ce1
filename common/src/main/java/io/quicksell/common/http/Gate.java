package io.quicksell.common.http;

import io.quicksell.common.access.Caller;
import io.quicksell.common.access.Scope;
import io.vertx.ext.web.RoutingContext;

/** Lets those pass to a route who may use it. */
final class Gate {

    private final ServiceKey key;

    /**
     * @param key by which the other service is known
     */
    Gate(ServiceKey key) {
        this.key = key;
    }

    /**
     * Goes on with a request.
     *
     * @throws Problem 401 if whoever asks may not use a route of that scope
     */
    void check(RoutingContext request, Scope scope) {
        if (scope == Scope.INTERNAL) {
            key.check(request.request());
        }
        Caller.set(Caller.LOCAL);
        request.next();
    }
}
