package io.quicksell.access;

import io.quicksell.common.access.Caller;
import io.quicksell.common.access.Scope;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.order.StoredFormat;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.common.verticle.ServiceFrame;
import io.quicksell.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;

/**
 * Owns users, their sessions, the keys of programs, and the audit trail, and serves them over HTTP. It hears no events; the other
 * services read tokens from Redis themselves.
 *
 * <p>Everything runs on the event loop of the instance, except for the hashes of passwords, which have threads of their own.
 */
public final class AccessVerticle extends VerticleBase {

    private static final String SERVICE = "access";

    private final AccessServiceConfig config;
    private final NodeSettings node;
    private final PasswordCosts costs;
    private ServiceFrame frame;
    private Passwords passwords;

    public AccessVerticle(AccessServiceConfig config, NodeSettings node) {
        this(config, node, PasswordCosts.SHIPPED);
    }

    AccessVerticle(AccessServiceConfig config, NodeSettings node, PasswordCosts costs) {
        this.config = config;
        this.node = node;
        this.costs = costs;
    }

    @Override
    public Future<?> start() {
        frame = new ServiceFrame(vertx, SERVICE, node);
        passwords = new Passwords(vertx, costs.rounds());
        RedisLink redis = frame.redis().expects(StoredFormat.NOW, AccessKeys.TYPES);
        Roles roles = config.checkedRoles();
        UserStore users = new UserStore(redis);
        SessionStore sessions = new SessionStore(redis, config.sessionHours(), costs);
        KeyStore keys = new KeyStore(redis);
        Function<RoutingContext, Act> acts = this::act;

        new SessionRoutes(sessions, users, passwords, roles, acts).mount(frame.edge());
        new UserRoutes(users, passwords, roles, acts).mount(frame.edge());
        new KeyRoutes(keys, acts).mount(frame.edge());
        new AuditRoutes(new AuditStore(redis)).mount(frame.edge());
        return frame.reports("passwords", passwords::state).open(config.port());
    }

    @Override
    public Future<?> stop() {
        return frame.close().eventually(passwords::close);
    }

    /** The port that was bound. */
    public int port() {
        return frame.port();
    }

    /** What it serves. */
    HttpEdge edge() {
        return frame.edge();
    }

    private Act act(RoutingContext request) {
        Caller caller = Caller.current().orElse(Caller.NOBODY);
        return new Act(
                caller.who(),
                frame.edge().clientOf(request.request()),
                HttpEdge.requestId(request),
                config.auditDays(),
                caller.isNamed() && caller.may(Scope.ACCESS_MANAGE)
                        ? Optional.of(SessionRoutes.token(request))
                        : Optional.empty());
    }
}
