package io.quicksell.common.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The URLs at which a service listens. They take turns; one that is silent comes last until it lives again, which is looked after
 * without any client's request. A slow one is not silent: {@code /health/live} waits for nothing.
 *
 * <p>Not thread-safe: for the event loop of its verticle, with which it ends.
 */
public final class Upstreams {

    /** After so long without a response, and after each further such time, look whether the URL {@link #lives}. */
    public static final int SILENCE_MILLIS = 1_000;

    private static final int PROBE_MILLIS = 1_500;
    private static final long PAUSE_MILLIS = 2_000;

    private final Vertx vertx;
    private final List<String> urls;
    private final HttpClient probes;
    private final Set<String> silent = new HashSet<>();
    private final Map<String, Future<Boolean>> inFlight = new HashMap<>();
    private int next;

    /**
     * @param urls at least one
     */
    public Upstreams(Vertx vertx, List<String> urls) {
        this.vertx = vertx;
        this.urls = urls;
        this.probes = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1));
    }

    /** All URLs in the order in which a request is to try them. */
    public List<String> inOrder() {
        List<String> order = new ArrayList<>(urls);
        Collections.rotate(order, -next);
        next = (next + 1) % urls.size();
        order.sort(Comparator.comparing(silent::contains));
        return order;
    }

    /** Whether a request that failed at one URL can be sent to another. */
    public boolean areSeveral() {
        return urls.size() > 1;
    }

    /** It has responded, so it lives. */
    public void responded(String url) {
        silent.remove(url);
    }

    /** Whether it lives, within 3 s. One that does not is silent, and is probed until it does. */
    public Future<Boolean> lives(String url) {
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
                vertx.setTimer(PAUSE_MILLIS, again -> lives(url));
            }
        });
    }

    private Future<Boolean> probe(String url) {
        return probes.request(new RequestOptions()
                        .setAbsoluteURI(url + "/health/live")
                        .setTimeout(PROBE_MILLIS))
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::end)
                .map(true)
                .otherwise(false);
    }
}
