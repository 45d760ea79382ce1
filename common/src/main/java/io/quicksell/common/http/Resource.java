package io.quicksell.common.http;

import io.quicksell.common.access.Scope;
import io.quicksell.common.trace.Route;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The methods of one path, each with who may use it. {@link #end} refuses every other method with 405 and lists those that exist.
 */
public final class Resource {

    private final Router router;
    private final Gate gate;
    private final RequestBodies bodies;
    private final Responses responses;
    private final Map<String, Map<String, Scope>> resources;
    private final String path;
    private final String template;
    private final Map<String, Scope> scopes = new LinkedHashMap<>();

    /**
     * @param resources where {@link #end} notes the methods of the path
     */
    Resource(
            Router router,
            Gate gate,
            RequestBodies bodies,
            Responses responses,
            Map<String, Map<String, Scope>> resources,
            String path) {
        this.router = router;
        this.gate = gate;
        this.bodies = bodies;
        this.responses = responses;
        this.resources = resources;
        this.path = path;
        this.template = path.replaceAll(":([a-z]+)", "{$1}");
    }

    /** GET and HEAD. */
    public Resource get(Scope scope, Function<RoutingContext, Future<Reply>> handler) {
        scopes.put(HttpMethod.HEAD.name(), scope);
        router.route(path)
                .method(HttpMethod.HEAD)
                .handler(context -> check(context, scope))
                .handler(context -> responses.respond(context, handler.apply(context)));
        return on(HttpMethod.GET, scope, handler);
    }

    public Resource post(Scope scope, Function<RoutingContext, Future<Reply>> handler) {
        return on(HttpMethod.POST, scope, handler);
    }

    public Resource put(Scope scope, Function<RoutingContext, Future<Reply>> handler) {
        return on(HttpMethod.PUT, scope, handler);
    }

    public Resource delete(Scope scope, Function<RoutingContext, Future<Reply>> handler) {
        return on(HttpMethod.DELETE, scope, handler);
    }

    public void end() {
        resources.put(template, Collections.unmodifiableMap(scopes));
        String methods = String.join(", ", scopes.keySet());
        router.route(path).handler(context -> {
            throw new Problem(
                            ProblemType.METHOD_NOT_ALLOWED,
                            context.request().method() + " is not possible here; possible: " + methods + ".")
                    .header("Allow", methods);
        });
    }

    /** Who may not use it is refused before the body is read, so that no stranger makes us keep one. */
    private Resource on(HttpMethod method, Scope scope, Function<RoutingContext, Future<Reply>> handler) {
        scopes.put(method.name(), scope);
        router.route(path)
                .method(method)
                .handler(context -> check(context, scope))
                .handler(Resource::requireJson)
                .handler(this::readBody)
                .handler(context -> responses.respond(context, handler.apply(context)));
        return this;
    }

    private void check(RoutingContext context, Scope scope) {
        Route.set(template);
        gate.check(context, scope);
    }

    private static void requireJson(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        if (RequestBodies.has(context.request()) && !isJson(type)) {
            throw new Problem(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Send the body as Content-Type: application/json" + (type == null ? "." : ", not " + type + "."));
        }
        context.next();
    }

    private void readBody(RoutingContext context) {
        if (!RequestBodies.has(context.request())) {
            context.next();
            return;
        }
        bodies.read(context.request())
                .onSuccess(body -> {
                    ((RoutingContextInternal) context).setBody(body);
                    context.next();
                })
                .onFailure(context::fail);
    }

    private static boolean isJson(String contentType) {
        if (contentType == null) {
            return false;
        }
        String media = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return media.equals("application/json") || media.startsWith("application/") && media.endsWith("+json");
    }
}
