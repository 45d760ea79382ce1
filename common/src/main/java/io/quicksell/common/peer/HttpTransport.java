package io.quicksell.common.peer;

import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.RequestId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Questions over HTTP, to the routes of the other service's API. */
final class HttpTransport implements Peer.Transport {

    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_WAITING = 4_096;

    private final HttpClient client;
    private final List<String> urls;
    private int next;

    /**
     * @param urls where the other service answers, one or several separated by commas
     */
    HttpTransport(Vertx vertx, String urls) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) Peer.TRY_MILLIS),
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING));
        this.urls = Stream.of(urls.split(","))
                .map(url -> url.strip().replaceFirst("/$", ""))
                .toList();
    }

    @Override
    public Future<PeerResponse> send(PeerRequest question, long timeoutMillis) {
        next = (next + 1) % urls.size();
        return connect(question, timeoutMillis, next, urls.size())
                .recover(failure -> Future.failedFuture(new Peer.Unreached(failure)))
                .compose(request -> send(request, question)
                        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
                        .onFailure(failure -> request.reset()));
    }

    /**
     * Each question begins at another URL, so that one which is repeated does not meet the same silence again, and goes through all
     * of them whatever other questions do meanwhile.
     */
    private Future<HttpClientRequest> connect(PeerRequest question, long timeoutMillis, int url, int triesLeft) {
        return client.request(new RequestOptions()
                        .setMethod(question.method())
                        .setAbsoluteURI(urls.get(url) + question.path())
                        .setTimeout(timeoutMillis))
                .recover(failure -> triesLeft > 1
                        ? connect(question, timeoutMillis, (url + 1) % urls.size(), triesLeft - 1)
                        : Future.failedFuture(failure));
    }

    /** The body is asked for in the very step in which the answer begins: later it could have passed already. */
    private static Future<PeerResponse> send(HttpClientRequest request, PeerRequest question) {
        RequestId.current().ifPresent(id -> request.putHeader(HttpEdge.REQUEST_ID, id));
        Future<HttpClientResponse> response = question.method() == HttpMethod.POST
                ? request.putHeader("Content-Type", "application/json").send(question.body())
                : request.send();
        return response.compose(begun -> begun.body().map(body -> new PeerResponse(begun.statusCode(), body)));
    }
}
