package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.access.Scope;
import io.quicksell.common.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/**
 * The contract of a service: {@code GET /openapi.json}, which is its {@link ContractFile}, and {@code GET /docs}, a page to
 * read and try it. The page is swagger-ui, served from its package, so it loads nothing from other hosts.
 *
 * <p>Not thread-safe: for the event loop of its verticle.
 */
public final class ContractRoutes {

    private static final String OWN_FOLDER = "/docs/";

    /** Swagger-ui keeps images in its styles ({@code data:}); everything else comes from this server alone. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Vertx vertx;
    private final Reply contract;
    private final Reply page;
    /** The class path resource of each file that is served. */
    private final Map<String, String> resources;

    private Future<PackedFiles> files;

    /**
     * @throws IllegalStateException if the class path does not have the contract, the page or swagger-ui
     */
    public ContractRoutes(Vertx vertx, String service) {
        this.vertx = vertx;
        this.contract = reply(Json.encode(ContractFile.read(service)), "application/json");
        String swaggerUi = swaggerUi();
        this.resources = Map.of(
                "page.js", OWN_FOLDER + "page.js",
                "swagger-ui-bundle.js", swaggerUi + "swagger-ui-bundle.js",
                "swagger-ui.css", swaggerUi + "swagger-ui.css");
        this.page = reply(ClassPath.read(OWN_FOLDER + "page.html"), "text/html; charset=utf-8")
                .with("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    }

    public void mount(HttpEdge edge) {
        edge.at("/openapi.json")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(contract))
                .end();
        edge.at("/docs")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(page(request)))
                .end();
        edge.at("/docs/:file").get(Scope.PUBLIC, this::file).end();
    }

    /** The relative addresses in the page assume a path without a slash at its end. */
    private Reply page(RoutingContext request) {
        return request.request().path().endsWith("/")
                ? new Reply(308, Map.of("Location", "../docs"), Buffer.buffer())
                : page;
    }

    private Future<Reply> file(RoutingContext request) {
        String name = request.pathParam("file");
        if (!resources.containsKey(name)) {
            throw new Problem(ProblemType.NOT_FOUND, "There is no file " + name + " here.");
        }
        return files().map(packed -> packed.reply(name, request.request()));
    }

    /** Read on the first request and then kept: the page of most services is never opened. */
    private Future<PackedFiles> files() {
        if (files == null) {
            files = vertx.executeBlocking(() -> new PackedFiles(resources, Map.of()));
        }
        return files;
    }

    private static Reply reply(Buffer body, String type) {
        return new Reply(200, Map.of("Content-Type", type, "Cache-Control", "no-cache"), body);
    }

    /** The package keeps its files under its version, which its properties name. */
    private static String swaggerUi() {
        Properties about = new Properties();
        try {
            about.load(new StringReader(ClassPath.read("/META-INF/maven/org.webjars/swagger-ui/pom.properties")
                    .toString(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "/META-INF/resources/webjars/swagger-ui/" + about.getProperty("version") + "/";
    }
}
