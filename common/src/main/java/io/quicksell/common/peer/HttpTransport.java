package io.quicksell.common.peer;

import io.quicksell.common.access.Caller;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.RequestId;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.tls.Trust;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Requests over HTTP, to the routes of the other service's API. */
final class HttpTransport implements Peer.Transport {

    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_WAITING = 4_096;

    /** A handshake takes long while a process is young; what is asked meanwhile is tried elsewhere all the same. */
    private static final long TLS_CONNECT_MILLIS = 2_000;

    private final HttpClient client;
    private final Upstreams upstreams;
    private final ServiceKey key;

    /**
     * @param urls where the other service listens, one or several separated by commas
     * @param key sent with each request
     * @param trust by what the other service is known
     */
    HttpTransport(Vertx vertx, String urls, ServiceKey key, Trust trust) {
        this.key = key;
        this.client = vertx.createHttpClient(
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING));
        this.upstreams = new Upstreams(
                vertx,
                Stream.of(urls.split(","))
                        .map(url -> url.strip().replaceFirst("/$", ""))
                        .toList(),
                trust);
    }

    @Override
    public Future<PeerResponse> send(PeerRequest request, int turn, long timeoutMillis) {
        return upstreams
                .request(
                        client,
                        turn,
                        url -> new RequestOptions()
                                .setMethod(request.method())
                                .setAbsoluteURI(url + request.path())
                                .setConnectTimeout(url.startsWith("https:") ? TLS_CONNECT_MILLIS : Peer.TRY_MILLIS))
                .recover(failure -> Future.failedFuture(new Peer.Unreached(failure)))
                .compose(connected -> send(connected, request)
                        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
                        .onFailure(failure -> connected.reset()));
    }

    /** The body is requested in the same step in which the response begins: later it could be gone. */
    private Future<PeerResponse> send(HttpClientRequest connected, PeerRequest request) {
        RequestId.current().ifPresent(id -> connected.putHeader(HttpEdge.REQUEST_ID, id));
        key.header().ifPresent(value -> connected.putHeader(ServiceKey.HEADER, value));
        Caller.current().flatMap(Caller::text).ifPresent(caller -> connected.putHeader(Caller.HEADER, caller));
        Future<HttpClientResponse> response = request.method() == HttpMethod.POST
                ? connected.putHeader("Content-Type", "application/json").send(request.body())
                : connected.send();
        return response.compose(begun -> begun.exceptionHandler(reported -> {}) // by the future of the body
                .body()
                .map(body -> new PeerResponse(begun.statusCode(), body)));
    }
}
