package io.quicksell.common.peer;

import io.quicksell.common.tls.Trust;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The URLs at which a service listens. They take turns; one that is silent comes last until it lives again, which is looked after
 * without any client's request. A slow one is not silent: {@code /health/live} waits for nothing.
 *
 * <p>Not thread-safe: for the event loop of its verticle, with which it ends.
 */
public final class Upstreams {

    /** After so long without a response, and after each further such time, look whether the URL {@link #lives}. */
    private static final int SILENCE_MILLIS = 1_000;

    /** {@code /health/live} waits for nothing, so one that is silent so much longer is left aside: after 2 s in all. */
    private static final int PROBE_MILLIS = 1_000;

    private static final long PAUSE_MILLIS = 2_000;

    private final Vertx vertx;
    private final List<String> urls;
    private final Trust trust;
    private final HttpClient probes;
    private final Set<String> silent = new HashSet<>();
    private final Map<String, Future<Boolean>> inFlight = new HashMap<>();

    /**
     * @param urls at least one, without a slash at the end
     * @param trust by what the service is known
     */
    public Upstreams(Vertx vertx, List<String> urls, Trust trust) {
        this.vertx = vertx;
        this.trust = trust;
        this.urls = urls;
        this.probes = vertx.createHttpClient(
                new HttpClientOptions().setTracingPolicy(TracingPolicy.IGNORE), new PoolOptions().setHttp1MaxSize(1));
        vertx.setPeriodic(PAUSE_MILLIS, pause -> List.copyOf(silent).forEach(this::lives));
    }

    /** Whether a request that failed at one URL can be sent to another. */
    public boolean areSeveral() {
        return urls.size() > 1;
    }

    /**
     * Begins a request at the first URL that takes one. It is ended when its service does not live any more; for a slow one it waits.
     *
     * @param turn whose it is: with each next number it begins at the next URL
     * @param options of the request to a URL, with a limit for the connect
     * @return fails if no URL can be connected to
     */
    public Future<HttpClientRequest> request(HttpClient client, int turn, Function<String, RequestOptions> options) {
        return request(client, inOrder(turn).iterator(), options);
    }

    private Future<HttpClientRequest> request(
            HttpClient client, Iterator<String> order, Function<String, RequestOptions> options) {
        String url = order.next();
        return client.request(trust.of(options.apply(url)))
                .onSuccess(connected -> watch(connected, url))
                .recover(failure -> {
                    lives(url);
                    return order.hasNext() ? request(client, order, options) : Future.failedFuture(failure);
                });
    }

    /** All URLs in the order in which a request is to try them. */
    List<String> inOrder(int turn) {
        List<String> order = new ArrayList<>(urls);
        Collections.rotate(order, -Math.floorMod(turn, urls.size()));
        order.sort(Comparator.comparing(silent::contains));
        return order;
    }

    private void watch(HttpClientRequest request, String url) {
        request.exceptionHandler(reported -> {}); // by the future of the response
        long watching = vertx.setPeriodic(
                SILENCE_MILLIS,
                silence -> lives(url).onSuccess(lives -> {
                    if (!lives && !request.response().isComplete()) {
                        request.reset();
                    }
                }));
        request.response().onSuccess(head -> silent.remove(url)).onComplete(end -> vertx.cancelTimer(watching));
    }

    /** Whether it lives, within 2 s. One that does not is silent, and is probed until it does. */
    Future<Boolean> lives(String url) {
        Future<Boolean> running = inFlight.get(url);
        if (running != null) {
            return running;
        }
        Future<Boolean> probe = probe(url);
        inFlight.put(url, probe);
        return probe.onSuccess(lives -> {
            inFlight.remove(url);
            if (lives) {
                silent.remove(url);
            } else {
                silent.add(url);
            }
        });
    }

    private Future<Boolean> probe(String url) {
        return probes.request(trust.of(new RequestOptions()
                        .setAbsoluteURI(url + "/health/live")
                        .setConnectTimeout(PROBE_MILLIS)))
                .compose(connected -> connected
                        .send()
                        .compose(begun -> begun.exceptionHandler(reported -> {}).end())
                        .timeout(PROBE_MILLIS, TimeUnit.MILLISECONDS)
                        .onFailure(silence -> connected.reset()))
                .map(true)
                .otherwise(false);
    }
}
