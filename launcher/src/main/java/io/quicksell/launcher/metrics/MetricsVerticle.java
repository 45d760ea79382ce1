package io.quicksell.launcher.metrics;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.Doorkeeper;
import io.quicksell.common.http.Entrance;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.launcher.conf.MetricsConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Shows what a process has measured: {@code GET /metrics} at a port of its own, as text that Prometheus reads, and nothing else. It runs on an
 * event loop; the text is made in a worker, once a second at most.
 */
public final class MetricsVerticle extends VerticleBase {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final MetricsConfig config;
    private final Entrance entrance;
    private final Supplier<String> gather;
    private HttpEdge edge;

    /**
     * @param entrance whose names are those of this machine
     * @param gather makes the text
     */
    MetricsVerticle(MetricsConfig config, Entrance entrance, Supplier<String> gather) {
        this.config = config;
        this.entrance = entrance;
        this.gather = gather;
    }

    @Override
    public Future<?> start() {
        Set<String> names = new HashSet<>(entrance.names());
        names.add(config.host());
        SharedText text = new SharedText(vertx, gather);
        edge = new HttpEdge(vertx, new Doorkeeper(names));
        edge.at("/metrics")
                .get(
                        Scope.PUBLIC,
                        request -> text.now()
                                .map(now ->
                                        new Reply(200, Map.of("Content-Type", TEXT, "Cache-Control", "no-store"), now)))
                .end();
        return edge.listen(config.host(), config.port());
    }

    @Override
    public Future<?> stop() {
        return edge.shutdown();
    }
}
