package io.quicksell.common.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How a service says how it is. Live: its event loop turns; no dependency is asked, so that nothing restarts a service because
 * Redis is away. Ready: everything it needs answers.
 */
public final class Health {

    private static final long CHECK_LIMIT_MILLIS = 1_000;

    private final String service;
    private final HealthChecks readiness;

    public Health(Vertx vertx, String service) {
        this.service = service;
        this.readiness = HealthChecks.create(vertx);
    }

    /** Something that has to be so for the service to be ready. */
    public Health needs(String what, Supplier<Future<Status>> check) {
        readiness.register(what, CHECK_LIMIT_MILLIS, promise -> check.get().onComplete(promise));
        return this;
    }

    /** Adds GET /health, /health/live and /health/ready. */
    public void mount(HttpEdge edge) {
        edge.at("/health").get(context -> ready()).end();
        edge.at("/health/live")
                .get(context -> Future.succeededFuture(Reply.ok(Map.of("service", service, "status", "UP"))))
                .end();
        edge.at("/health/ready").get(context -> ready()).end();
    }

    private Future<Reply> ready() {
        return readiness.checkStatus().map(result -> {
            JsonObject body = new JsonObject()
                    .put("service", service)
                    .put("status", result.getUp() ? "UP" : "DOWN")
                    .put("checks", result.toJson().getJsonArray("checks"));
            return new Reply(CheckResult.isUp(result) ? 200 : 503, Map.of(), body.toBuffer());
        });
    }
}
