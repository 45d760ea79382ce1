package io.quicksell.web;

import io.quicksell.common.http.Health;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.PackedFiles;
import io.quicksell.common.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Serves the order desk and passes {@code /api/inventory/*} and {@code /api/payment/*} on to the services. Owns nothing and
 * keeps nothing; everything runs on its event loop.
 */
public final class WebVerticle extends VerticleBase {

    /** The pages of the desk; each is the same file, and its script shows the right one. */
    private static final List<String> PAGES = List.of("/", "/products", "/orders");

    /** Only what the desk itself serves may run or load, and nobody may frame it. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    /** What the script of the desk has to know of the shop. */
    private record Settings(BigDecimal feeRate, String currency) {}

    private final WebConfig config;
    private final String host;
    private final List<String> inventoryUrls;
    private final List<String> paymentUrls;
    private final BigDecimal feeRate;

    private HttpEdge edge;
    private int port;

    /**
     * @param inventoryUrls where inventory answers, at least one
     * @param paymentUrls where payment answers, at least one
     * @param feeRate what the desk shows as the fee
     */
    public WebVerticle(
            WebConfig config, String host, List<String> inventoryUrls, List<String> paymentUrls, BigDecimal feeRate) {
        this.config = config;
        this.host = host;
        this.inventoryUrls = inventoryUrls;
        this.paymentUrls = paymentUrls;
        this.feeRate = feeRate;
    }

    @Override
    public Future<?> start() {
        edge = new HttpEdge(vertx);
        PackedFiles files = PackedFiles.of("/desk/", HEADERS);
        PAGES.forEach(page -> serve(page, "index.html", files));
        files.names().forEach(name -> serve("/" + name, name, files));
        edge.at("/config")
                .get(request -> Future.succeededFuture(Reply.ok(new Settings(feeRate, config.currency()))))
                .end();
        new ServiceProxy(vertx, "inventory", "products|events|health|docs|openapi\\.json", inventoryUrls).mount(edge);
        new ServiceProxy(vertx, "payment", "orders|events|health|docs|openapi\\.json", paymentUrls).mount(edge);
        new Health(vertx, "web").mount(edge);
        return edge.listen(host, config.port()).onSuccess(bound -> port = bound);
    }

    @Override
    public Future<?> stop() {
        return edge.shutdown();
    }

    /** The port that was bound. */
    public int port() {
        return port;
    }

    private void serve(String path, String name, PackedFiles files) {
        edge.at(path)
                .get(request -> Future.succeededFuture(files.reply(name, request.request())))
                .end();
    }
}
