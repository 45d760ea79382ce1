package io.quicksell.common.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;

/**
 * The contract of a service: {@code GET /openapi.json}, which is {@code openapi/<service>.json} of its class path, and
 * {@code GET /docs}, a page on which to read and to try it. The page is swagger-ui, served from its package, so that it needs
 * nothing from elsewhere.
 *
 * <p>Not thread-safe: for the event loop of its verticle.
 */
public final class ContractRoutes {

    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** The only files that are served, and what they are. */
    private static final Map<String, String> CONTENT_TYPES =
            Map.of("page.js", SCRIPT, "swagger-ui-bundle.js", SCRIPT, "swagger-ui.css", "text/css; charset=utf-8");

    private static final String OWN_FOLDER = "/docs/";

    /** It changes its styles while it runs, and has its pictures in them; everything else comes from here alone. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private record Packed(Buffer plain, Buffer gzipped) {}

    private final Vertx vertx;
    private final Reply contract;
    private final Reply page;
    private final String swaggerUi;
    private final Map<String, Future<Packed>> files = new HashMap<>();

    /**
     * @throws IllegalStateException if the class path does not have the contract, the page or swagger-ui
     */
    public ContractRoutes(Vertx vertx, String service) {
        this.vertx = vertx;
        this.contract = reply(read("/openapi/" + service + ".json"), "application/json");
        this.swaggerUi = swaggerUi();
        this.page = reply(read(OWN_FOLDER + "page.html"), "text/html; charset=utf-8")
                .with("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    }

    public void mount(HttpEdge edge) {
        edge.at("/openapi.json")
                .get(request -> Future.succeededFuture(contract))
                .end();
        edge.at("/docs").get(request -> Future.succeededFuture(page(request))).end();
        edge.at("/docs/:file").get(this::file).end();
    }

    /** Its addresses are relative to the path without a slash at its end. */
    private Reply page(RoutingContext request) {
        return request.request().path().endsWith("/")
                ? new Reply(308, Map.of("Location", "../docs"), Buffer.buffer())
                : page;
    }

    private Future<Reply> file(RoutingContext request) {
        String name = request.pathParam("file");
        String type = CONTENT_TYPES.get(name);
        if (type == null) {
            throw new Problem(ProblemType.NOT_FOUND, "There is no file " + name + " here.");
        }
        String accepted = request.request().getHeader("Accept-Encoding");
        boolean gzip = accepted != null && accepted.contains("gzip");
        return packed(name).map(file -> {
            Reply reply = reply(gzip ? file.gzipped() : file.plain(), type).with("Vary", "Accept-Encoding");
            return gzip ? reply.with("Content-Encoding", "gzip") : reply;
        });
    }

    /** Read when it is first asked for, and then kept: most services are never read about. */
    private Future<Packed> packed(String name) {
        return files.computeIfAbsent(
                name,
                file -> vertx.executeBlocking(() -> {
                    Buffer plain = read((file.startsWith("swagger-ui") ? swaggerUi : OWN_FOLDER) + file);
                    return new Packed(plain, gzipped(plain));
                }));
    }

    private static Reply reply(Buffer body, String type) {
        return new Reply(200, Map.of("Content-Type", type, "Cache-Control", "no-cache"), body);
    }

    /** The package keeps its files under its version, and says which that is. */
    private static String swaggerUi() {
        Properties about = new Properties();
        try (InputStream in = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            about.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "/META-INF/resources/webjars/swagger-ui/" + about.getProperty("version") + "/";
    }

    private static Buffer read(String resource) {
        try (InputStream in = open(resource)) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = ContractRoutes.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException(resource + " is not on the class path");
        }
        return in;
    }

    private static Buffer gzipped(Buffer plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain.getBytes());
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
