package io.quicksell.common.peer;

import io.quicksell.common.access.Caller;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.RequestId;
import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.Optional;

/** What a message on the event bus says of the request that it is sent for: its id, and who asks. */
final class Provenance {

    private Provenance() {}

    /** Adds that of the current request, if there is one. */
    static DeliveryOptions send(DeliveryOptions options) {
        RequestId.current().ifPresent(id -> options.addHeader(HttpEdge.REQUEST_ID, id));
        Caller.current().flatMap(Caller::text).ifPresent(caller -> options.addHeader(Caller.HEADER, caller));
        return options;
    }

    /** Makes it that of the current context. Whatever is on the bus may have sent it. */
    static void receive(MultiMap headers) {
        Optional.ofNullable(headers.get(HttpEdge.REQUEST_ID))
                .filter(RequestId::isPrintable)
                .ifPresent(RequestId::set);
        Optional.ofNullable(headers.get(Caller.HEADER)).flatMap(Caller::parse).ifPresent(Caller::set);
    }
}
