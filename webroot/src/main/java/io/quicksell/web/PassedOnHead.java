package io.quicksell.web;

import io.quicksell.common.access.AccessConfig;
import io.quicksell.common.access.Caller;
import io.quicksell.common.http.ClientAddress;
import io.quicksell.common.http.ServiceKey;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * The headers of a request as the desk passes them on. What a client says of its address, of its way here, and of whom it is for goes no
 * further; the service is told what the desk itself sees, and believes that because the desk shows its key.
 *
 * @param key by which the service knows the desk
 * @param access whether the service asks who somebody is
 */
record PassedOnHead(ServiceKey key, AccessConfig access) {

    /** What the desk has checked; to the service, which is another origin, it would look foreign. */
    private static final List<String> OF_THE_ORIGIN =
            List.of("Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest", "Sec-Fetch-User");

    private static final List<String> NOT_BELIEVED = List.of(
            ServiceKey.HEADER, ServiceKey.VOUCHING_HEADER, Caller.HEADER, "Cookie", "traceparent", "tracestate");

    /**
     * Makes them such.
     *
     * @throws io.quicksell.common.http.Problem 400 or 403, see {@link ShownToken}
     */
    void write(HttpServerRequest request) {
        MultiMap headers = request.headers();
        Optional<String> token = access.isRequired() ? ShownToken.of(request) : Optional.empty();
        Optional<String> devices = access.isRequired() ? DeviceCookies.of(request) : Optional.empty();
        headers.names().stream().filter(ClientAddress::isSetByProxies).toList().forEach(headers::remove);
        OF_THE_ORIGIN.forEach(headers::remove);
        NOT_BELIEVED.forEach(headers::remove);
        token.ifPresent(shown -> headers.set(ServiceKey.HEADER, shown));
        devices.ifPresent(shown -> headers.set(DeviceCookies.HEADER, shown));
        if (key.isSet()) {
            headers.set(ServiceKey.VOUCHING_HEADER, key.text()).set(ClientAddress.HEADER, ClientAddress.of(request));
        }
    }
}
