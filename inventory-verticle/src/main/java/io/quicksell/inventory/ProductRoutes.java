package io.quicksell.inventory;

import io.quicksell.common.access.Scope;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.Body;
import io.quicksell.common.http.Cursor;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.JsonArrayStream;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Query;
import io.quicksell.common.http.Reply;
import io.quicksell.common.once.Change;
import io.quicksell.common.once.ChangesInFlight;
import io.quicksell.common.verticle.Room;
import io.quicksell.inventory.ProductStore.Changed;
import io.quicksell.inventory.ProductStore.Filter;
import io.quicksell.redis.Listing;
import io.quicksell.redis.SortedIds.Position;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The products over HTTP: {@code /products}, with their stock and their movements. */
final class ProductRoutes {

    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_MOVEMENTS = 50;
    private static final int MAX_MOVEMENTS = 500;
    private static final int STREAMED_PAGE = 500;

    private final ProductStore products;
    private final LedgerStore ledgers;
    private final Room room;
    private final ChangesInFlight changes = new ChangesInFlight();

    ProductRoutes(ProductStore products, LedgerStore ledgers, Room room) {
        this.products = products;
        this.ledgers = ledgers;
        this.room = room;
    }

    void mount(HttpEdge edge) {
        edge.at("/products")
                .get(Scope.PRODUCTS_READ, this::list)
                .post(Scope.PRODUCTS_WRITE, this::create)
                .end();
        edge.at("/products/:id")
                .get(Scope.PRODUCTS_READ, this::show)
                .put(Scope.PRODUCTS_WRITE, this::update)
                .delete(Scope.PRODUCTS_WRITE, this::delete)
                .end();
        edge.at("/products/:id/stock").post(Scope.STOCK_ADJUST, this::adjust).end();
        edge.at("/products/:id/movements")
                .get(Scope.PRODUCTS_READ, this::listMovements)
                .end();
    }

    static Problem noProduct(String id) {
        return new Problem(ProblemType.NOT_FOUND, "There is no product " + id + ".");
    }

    private Future<Reply> list(RoutingContext request) {
        Query query = new Query(request, Set.of("limit", "cursor", "q", "low_stock"));
        Filter filter = new Filter(query.search("q"), query.flag("low_stock"));
        Position behind = query.position(Cursor.PRODUCTS);
        return query.has("limit")
                ? page(behind, query.whole("limit", 1, MAX_PAGE, MAX_PAGE), filter)
                : all(request, behind, filter);
    }

    private Future<Reply> page(Position behind, int limit, Filter filter) {
        return products.page(behind, limit, filter).map(page -> {
            Reply reply = Reply.ok(page.items());
            return page.next()
                    .map(next -> new Cursor(Cursor.PRODUCTS, next.score(), next.id()))
                    .map(next -> reply.withNext("/products", limit, next, parameters(filter)))
                    .orElse(reply);
        });
    }

    private static Map<String, String> parameters(Filter filter) {
        return Map.of(
                "q",
                filter.name().text(),
                "low_stock",
                filter.lowStock().map(String::valueOf).orElse(""));
    }

    /** All products, page by page as the client reads them. The future yields null, because this writes the response itself. */
    private Future<Reply> all(RoutingContext request, Position behind, Filter filter) {
        if (request.request().method() == HttpMethod.HEAD) {
            return new JsonArrayStream(request).endHead().mapEmpty();
        }
        return products.page(behind, STREAMED_PAGE, filter)
                .compose(first -> {
                    JsonArrayStream array = new JsonArrayStream(request);
                    return writeFrom(first, filter, array).compose(written -> array.end());
                })
                .mapEmpty();
    }

    private Future<Void> writeFrom(Listing.Page<Position, Product> page, Filter filter, JsonArrayStream array) {
        Future<Void> written = array.write(page.items());
        return page.next().isEmpty()
                ? written
                : written.compose(taken -> products.page(page.next().get(), STREAMED_PAGE, filter))
                        .compose(next -> writeFrom(next, filter, array));
    }

    private Future<Reply> create(RoutingContext request) {
        ProductData data = read(request, LowStockAt.SHOP_DEFAULT);
        room.check();
        Change change = Change.of(request, "/products", data);
        String id = Ids.random();
        return changes.make(
                change,
                () -> products.create(id, change, data)
                        .map(changed -> done(id, changed))
                        .map(done -> response(change, done, created(done.product()))));
    }

    private Future<Reply> show(RoutingContext request) {
        String id = Query.id(request);
        EntityTags known = EntityTags.of(request, EntityTags.IF_NONE_MATCH).orElse(EntityTags.NONE);
        return products.find(id)
                .map(found -> found.orElseThrow(() -> noProduct(id)))
                .map(product -> known.matchWeakly(EntityTags.of(product.version()))
                        ? Reply.notModified(product.version())
                        : shown(product));
    }

    private Future<Reply> update(RoutingContext request) {
        String id = Query.id(request);
        ProductData data = read(request, LowStockAt.UNCHANGED);
        room.check();
        return products.update(id, Change.single(), ifMatch(request), data)
                .map(changed -> done(id, changed))
                .map(done -> shown(done.product()));
    }

    private Future<Reply> adjust(RoutingContext request) {
        String id = Query.id(request);
        Adjustment adjustment = Adjustment.read(Body.parse(request.body().buffer()));
        room.check();
        EntityTags versions = ifMatch(request);
        Change change = Change.of(request, "/products/" + id + "/stock", adjustment);
        return changes.make(
                change,
                () -> products.adjust(id, change, versions, adjustment)
                        .map(changed -> done(id, changed))
                        .map(done -> response(change, done, shown(done.product()))));
    }

    private Future<Reply> delete(RoutingContext request) {
        String id = Query.id(request);
        return products.delete(id, Change.single(), ifMatch(request))
                .map(changed -> done(id, changed))
                .map(deleted -> Reply.noContent());
    }

    private Future<Reply> listMovements(RoutingContext request) {
        String id = Query.id(request);
        Query query = new Query(request, Set.of("limit", "cursor"));
        int limit = query.whole("limit", 1, MAX_MOVEMENTS, DEFAULT_MOVEMENTS);
        return ledgers.page(id, query.position(Cursor.MOVEMENTS), limit).map(part -> response(id, limit, part));
    }

    private static Reply response(String id, int limit, LedgerStore.Part part) {
        if (part instanceof LedgerStore.Part.Page page) {
            Reply reply = Reply.ok(page.movements());
            return page.next()
                    .map(next -> new Cursor(Cursor.MOVEMENTS, next.score(), next.id()))
                    .map(next -> reply.withNext("/products/" + id + "/movements", limit, next, Map.of()))
                    .orElse(reply);
        } else if (part instanceof LedgerStore.Part.Gone) {
            throw new Problem(
                    ProblemType.MALFORMED, "What is behind this cursor is not kept any more. Start again without it.");
        } else if (part instanceof LedgerStore.Part.Unknown) {
            throw noProduct(id);
        }
        throw new AssertionError(part);
    }

    private static ProductData read(RoutingContext request, LowStockAt lowStockAtIfAbsent) {
        Body body = Body.parse(request.body().buffer())
                .ignoring("id", "held", "version", "created_at", "updated_at", "low_stock", "edited_by");
        ProductData data = new ProductData(
                body.text("name", 1, Product.MAX_NAME),
                body.money("price", Money.MAX_PRICE),
                body.whole("quantity", 0, Product.MAX_QUANTITY),
                LowStockAt.read(body, lowStockAtIfAbsent));
        body.end();
        return data;
    }

    private static EntityTags ifMatch(RoutingContext request) {
        return EntityTags.of(request, EntityTags.IF_MATCH).orElse(EntityTags.ANY);
    }

    private static Reply response(Change change, Changed.Done done, Reply reply) {
        return change.hasKey() && done.replayed() ? reply.replayed() : reply;
    }

    private static Reply created(Product product) {
        return Reply.created("/products/" + product.id(), product).tagged(product.version());
    }

    private static Reply shown(Product product) {
        return Reply.ok(product).tagged(product.version());
    }

    /** What was done; throws if the change was refused. */
    private static Changed.Done done(String id, Changed changed) {
        if (changed instanceof Changed.Done done) {
            return done;
        } else if (changed instanceof Changed.OtherRequest) {
            throw Change.otherRequest();
        } else if (changed instanceof Changed.Stale stale) {
            throw refused(
                    ProblemType.PRECONDITION_FAILED,
                    "The product was changed meanwhile; it is at version "
                            + stale.product().version() + " now. Look at it and try again.",
                    stale.product());
        } else if (changed instanceof Changed.Unexpected unexpected) {
            throw refused(
                    ProblemType.CONFLICT,
                    "The quantity is " + unexpected.product().quantity()
                            + " now, not what you expected. Look at it and try again.",
                    unexpected.product());
        } else if (changed instanceof Changed.OutOfRange refused) {
            throw refused(
                    ProblemType.CONFLICT,
                    String.format(
                            Locale.ROOT,
                            "There are %d units; the quantity must stay from 0 to %,d.",
                            refused.product().quantity(),
                            Product.MAX_QUANTITY),
                    refused.product());
        } else if (changed instanceof Changed.Unknown) {
            throw noProduct(id);
        }
        throw new AssertionError(changed);
    }

    private static Problem refused(ProblemType type, String detail, Product now) {
        return new Problem(type, detail).with("product", now);
    }
}
