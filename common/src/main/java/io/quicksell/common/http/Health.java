package io.quicksell.common.http;

import io.quicksell.common.access.Scope;
import io.quicksell.redis.Address;
import io.quicksell.redis.Durability;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.RedisMemory;
import io.quicksell.streams.Backlog;
import io.quicksell.streams.DeadLetters;
import io.quicksell.streams.StreamPoller;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The health of a service. Live: its event loop runs; dependencies are not checked, so an outage of Redis restarts nothing. Ready:
 * its dependencies respond, its pollers make progress, and it is not stopping.
 */
public final class Health {

    private static final long CHECK_LIMIT_MILLIS = 1_000;

    private final String service;
    private final HealthChecks readiness;
    private boolean stopping;

    public Health(Vertx vertx, String service) {
        this.service = service;
        this.readiness = HealthChecks.create(vertx);
    }

    /**
     * Redis must respond, and be a master. Settings that may lose data, memory that is used up to 90 %, and fewer replicas than changes wait
     * for are reported as warnings; the service stays ready. Where sentinels say where the master is, that is shown.
     */
    public Health needs(RedisLink redis) {
        return needs(
                "redis",
                () -> Future.all(redis.durability(), redis.memory())
                        .map(both -> state(redis.masterAddress(), both.resultAt(0), both.resultAt(1))));
    }

    /**
     * The poller must be reading, and no entry may wait longer than the limit. Those that need a newer process are reported as a
     * warning; the service stays ready for all else.
     *
     * @param what the name of the check
     */
    public Health needs(
            String what, StreamPoller poller, RedisLink redis, DeadLetters deadLetters, long maxWaitMillis) {
        return needs(
                what,
                () -> Future.all(poller.backlog(redis), deadLetters.count())
                        .map(both -> progress(poller, both.resultAt(0), both.resultAt(1), maxWaitMillis)));
    }

    /**
     * Tells how something is without which the service is ready all the same.
     *
     * @param state its members by name
     */
    public Health reports(String what, Supplier<Map<String, Object>> state) {
        return needs(what, () -> Future.succeededFuture(new Status().setOk(true).setData(new JsonObject(state.get()))));
    }

    /** Shows how the certificate of an entrance is, if it has one; one that ends soon or is not valid yet is a warning, and the service stays ready. */
    public Health reports(Entrance entrance) {
        entrance.certificate().ifPresent(certificate -> reports("certificate", certificate::state));
        return this;
    }

    private Health needs(String what, Supplier<Future<Status>> check) {
        readiness.register(
                what, CHECK_LIMIT_MILLIS, promise -> check.get().onComplete(promise::tryComplete, promise::tryFail));
        return this;
    }

    /** Adds GET /health, /health/live and /health/ready. Where callers are asked who they are, only operators are shown what is checked. */
    public void mount(HttpEdge edge) {
        edge.at("/health").get(Scope.PUBLIC, request -> ready(edge, request)).end();
        edge.at("/health/live")
                .get(
                        Scope.PUBLIC,
                        context -> Future.succeededFuture(Reply.ok(Map.of("service", service, "status", "UP"))))
                .end();
        edge.at("/health/ready")
                .get(Scope.PUBLIC, request -> ready(edge, request))
                .end();
    }

    /** From now on the service is not ready, so it is sent no new work. */
    public void stopping() {
        stopping = true;
    }

    private static Status state(Optional<Address> master, Durability durability, Optional<RedisMemory> memory) {
        JsonArray warnings = new JsonArray();
        durability.warnings().forEach(warnings::add);
        if (memory.filter(RedisMemory::isNearlyFull).isPresent()) {
            warnings.add("memory is nearly used up: new orders and other new work are refused");
        }
        JsonObject data = new JsonObject().put("role", durability.role());
        master.ifPresent(address -> data.put("master", address.toString()));
        if (durability.needed() > 0) {
            data.put("replicas", durability.replicas()).put("replicas_needed", durability.needed());
        }
        memory.ifPresent(known -> data.put("used_memory", known.usedBytes()).put("max_memory", known.maxBytes()));
        return new Status().setOk(durability.isMaster()).setData(data.put("warnings", warnings));
    }

    private static Status progress(StreamPoller poller, Backlog backlog, long deadLetters, long maxWaitMillis) {
        JsonObject data = new JsonObject()
                .put("reading", poller.isReading())
                .put("pending", backlog.pending())
                .put("oldest_waits_ms", backlog.ageMillis())
                .put("dead_letters", deadLetters);
        if (backlog.newer() > 0) {
            data.put(
                    "warnings",
                    JsonArray.of(backlog.newer() + " entries of a newer version wait: upgrade this process"));
        }
        return new Status()
                .setOk(poller.isReading() && backlog.ageMillis() <= maxWaitMillis)
                .setData(data);
    }

    /** Whether it is ready may be known by everybody, such as a load balancer; why not, by operators. */
    private Future<Reply> ready(HttpEdge edge, RoutingContext request) {
        return edge.lets(request, Scope.OPERATE)
                .otherwise(false)
                .compose(isOperator -> readiness.checkStatus().map(result -> reply(result, isOperator)));
    }

    private Reply reply(CheckResult result, boolean withChecks) {
        boolean up = CheckResult.isUp(result) && !stopping;
        JsonObject body = new JsonObject()
                .put("service", service)
                .put("status", up ? "UP" : "DOWN")
                .put("stopping", stopping);
        if (withChecks) {
            body.put("checks", result.toJson().getJsonArray("checks"));
        }
        return new Reply(up ? 200 : 503, Map.of(), body.toBuffer());
    }
}
