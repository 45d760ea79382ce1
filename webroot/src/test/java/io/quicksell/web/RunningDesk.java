package io.quicksell.web;

import io.quicksell.common.access.AccessConfig;
import io.quicksell.common.http.Entrance;
import io.quicksell.common.http.LimitsConfig;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.http.TrustedProxies;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.TestNode;
import io.quicksell.common.tls.Trust;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The desk as it runs, on a free port, with fake services behind it and a user. */
final class RunningDesk implements BeforeEachCallback, AfterEachCallback {

    /** Where nothing listens. */
    private static final String REFUSING = "http://127.0.0.1:1";

    private final AccessConfig access;
    private final TrustedProxies proxies;
    private final LimitsConfig limits;
    private final String language;
    private Vertx vertx;
    private FakeService inventory;
    private FakeService payment;
    private FakeService accessService;
    private HttpUser user;
    private int port;
    private String deployment;
    private volatile Future<Void> stopping = Future.failedFuture("not yet");

    /** Whose services ask nobody who they are. */
    RunningDesk() {
        this(TestNode.ACCESS_OFF);
    }

    RunningDesk(AccessConfig access) {
        this(access, TrustedProxies.NONE);
    }

    RunningDesk(AccessConfig access, TrustedProxies proxies) {
        this(access, proxies, LimitsConfig.NONE);
    }

    RunningDesk(AccessConfig access, TrustedProxies proxies, LimitsConfig limits) {
        this(access, proxies, limits, "");
    }

    private RunningDesk(AccessConfig access, TrustedProxies proxies, LimitsConfig limits, String language) {
        this.access = access;
        this.proxies = proxies;
        this.limits = limits;
        this.language = language;
    }

    /** Whose conf names a language. */
    static RunningDesk in(String language) {
        return new RunningDesk(TestNode.ACCESS_OFF, TrustedProxies.NONE, LimitsConfig.NONE, language);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        vertx = Vertx.vertx();
        inventory = new FakeService(vertx);
        payment = new FakeService(vertx);
        accessService = new FakeService(vertx);
        WebVerticle verticle = new WebVerticle(
                new WebConfig(0, List.of(), List.of(), List.of(), language, "CHF"),
                new Entrance("127.0.0.1", Set.of("desk.example"), proxies),
                ServiceKey.NONE,
                Trust.OF_JAVA,
                access,
                limits,
                List.of(inventory.url()),
                List.of(REFUSING, payment.url()),
                access.isRequired() ? List.of(accessService.url()) : List.of(),
                new BigDecimal("0.2"),
                Meters.NONE);
        deployment = vertx.deployVerticle(verticle).await();
        port = verticle.port();
        user = new HttpUser(port);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        vertx.close().await();
    }

    /** Begins to stop the desk. */
    void stopping() {
        stopping = vertx.undeploy(deployment);
    }

    /** Stops the desk. */
    void stop() {
        stopping();
        stopping.await();
    }

    boolean hasStopped() {
        return stopping.succeeded();
    }

    /** The service that is known under one URL. */
    FakeService inventory() {
        return inventory;
    }

    /** The service that is known under two URLs, of which the first refuses. */
    FakeService payment() {
        return payment;
    }

    /** The service in which people log in. */
    FakeService access() {
        return accessService;
    }

    /** Where it listens on 127.0.0.1, for those who write their requests themselves. */
    int port() {
        return port;
    }

    HttpUser user() {
        return user;
    }
}
