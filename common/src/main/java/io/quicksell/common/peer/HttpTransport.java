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

/** Questions over HTTP, to the routes of the other service's API. */
final class HttpTransport implements Peer.Transport {

    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_WAITING = 4_096;

    private final HttpClient client;
    private final String url;

    HttpTransport(Vertx vertx, String url) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) Peer.TRY_MILLIS),
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING));
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public Future<Answer> send(Question question, long timeoutMillis) {
        RequestOptions options = new RequestOptions()
                .setMethod(question.method())
                .setAbsoluteURI(url + question.path())
                .setTimeout(timeoutMillis);
        return client.request(options)
                .recover(failure -> Future.failedFuture(new Peer.Unreached(failure)))
                .compose(request -> send(request, question))
                .compose(response -> response.body().map(body -> new Answer(response.statusCode(), body)));
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, Question question) {
        RequestId.current().ifPresent(id -> request.putHeader(HttpEdge.REQUEST_ID, id));
        return question.method() == HttpMethod.POST
                ? request.putHeader("Content-Type", "application/json").send(question.body())
                : request.send();
    }
}
