package io.quicksell.common.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The methods of one path. {@link #end} refuses every other method with 405 and lists those that exist. */
public final class Resource {

    private static final PlatformHandler REQUIRE_JSON = Resource::requireJson;

    private final Router router;
    private final RequestBodies bodies;
    private final Responses responses;
    private final Map<String, Set<String>> resources;
    private final String path;
    private final List<String> allowed = new ArrayList<>();

    /**
     * @param resources where {@link #end} notes the methods of the path
     */
    Resource(
            Router router, RequestBodies bodies, Responses responses, Map<String, Set<String>> resources, String path) {
        this.router = router;
        this.bodies = bodies;
        this.responses = responses;
        this.resources = resources;
        this.path = path;
    }

    /**
     * Serves only requests that the check lets pass. Call it before the methods.
     *
     * @param check throws a {@link Problem} otherwise, before the body is read
     */
    public Resource behind(Consumer<HttpServerRequest> check) {
        router.route(path).handler(context -> {
            check.accept(context.request());
            context.next();
        });
        return this;
    }

    /** GET and HEAD. */
    public Resource get(Function<RoutingContext, Future<Reply>> handler) {
        allowed.add("HEAD");
        router.route(path)
                .method(HttpMethod.HEAD)
                .handler(context -> responses.respond(context, handler.apply(context)));
        return on(HttpMethod.GET, handler);
    }

    public Resource post(Function<RoutingContext, Future<Reply>> handler) {
        return on(HttpMethod.POST, handler);
    }

    public Resource put(Function<RoutingContext, Future<Reply>> handler) {
        return on(HttpMethod.PUT, handler);
    }

    public Resource delete(Function<RoutingContext, Future<Reply>> handler) {
        return on(HttpMethod.DELETE, handler);
    }

    public void end() {
        resources.put(path.replaceAll(":([a-z]+)", "{$1}"), new LinkedHashSet<>(allowed));
        String methods = String.join(", ", allowed);
        router.route(path).handler(context -> {
            throw new Problem(
                            ProblemType.METHOD_NOT_ALLOWED,
                            context.request().method() + " is not possible here; possible: " + methods + ".")
                    .header("Allow", methods);
        });
    }

    private Resource on(HttpMethod method, Function<RoutingContext, Future<Reply>> handler) {
        allowed.add(method.name());
        router.route(path)
                .method(method)
                .handler(REQUIRE_JSON)
                .handler(this::readBody)
                .handler(context -> responses.respond(context, handler.apply(context)));
        return this;
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
