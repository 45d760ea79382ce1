package io.quicksell.common.http;

import io.quicksell.common.metrics.Meter;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.metrics.Metric;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How long the requests of a service take until the head of their response, by route, and why some are refused. What a stream of events or a
 * long list sends after its head is not counted.
 *
 * <p>Not thread-safe: for the event loop of its verticle.
 */
final class RequestTimes {

    private record Series(String route, String method, int hundreds) {}

    /** What matches no route, or has a method that none has. */
    static final String OTHER = "other";

    private static final String BEGAN = RequestTimes.class.getName() + ".began";
    private static final String ROUTE = RequestTimes.class.getName() + ".route";
    private static final String REFUSED = RequestTimes.class.getName() + ".refused";
    private static final Set<HttpMethod> METHODS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE);

    private final String service;
    private final Meters meters;
    private final Map<Series, Meter> times = new HashMap<>();
    private final Map<ProblemType, Meter> refusals = new EnumMap<>(ProblemType.class);

    RequestTimes(String service, Meters meters) {
        this.service = service;
        this.meters = meters;
    }

    /** Lets requests of a route be known by it. */
    void name(Route route, String template) {
        if (meters.areRead()) {
            route.handler(context -> {
                context.put(ROUTE, template);
                context.next();
            });
        }
    }

    void begin(RoutingContext context) {
        if (meters.areRead()) {
            context.put(BEGAN, System.nanoTime());
        }
    }

    /** Notes why a request fails, for when it is answered. */
    static void refuse(RoutingContext context, ProblemType why) {
        context.put(REFUSED, why);
    }

    /** The head of a response is about to be written. */
    void answer(RoutingContext context) {
        if (!meters.areRead()) {
            return;
        }
        HttpMethod method = context.request().method();
        Series series = new Series(
                context.get(ROUTE, OTHER),
                METHODS.contains(method) ? method.name() : OTHER,
                context.response().getStatusCode() / 100);
        long began = context.get(BEGAN);
        times.computeIfAbsent(series, this::meter).record((System.nanoTime() - began) / 1e9);
        ProblemType refused = context.get(REFUSED);
        if (refused != null) {
            refuse(refused);
        }
    }

    /** A request is refused. */
    void refuse(ProblemType why) {
        refusals.computeIfAbsent(why, type -> meters.of(Metric.REFUSALS, service, type.slug()))
                .record(1);
    }

    private Meter meter(Series series) {
        return meters.of(Metric.HTTP_REQUEST, service, series.route(), series.method(), series.hundreds() + "xx");
    }
}
