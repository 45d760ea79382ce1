package io.quicksell.payment;

import io.quicksell.common.http.Body;
import io.quicksell.common.http.Cursor;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.Problem.FieldError;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Query;
import io.quicksell.common.http.Reply;
import io.quicksell.common.once.Change;
import io.quicksell.common.once.ChangesInFlight;
import io.quicksell.common.once.IdempotencyKey;
import io.quicksell.payment.OrderPlacement.Placed;
import io.quicksell.payment.OrderStore.Filter;
import io.quicksell.payment.OrderStore.RefundOutcome;
import io.quicksell.payment.OrderStore.RefundRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** {@code /orders}: placed, listed, shown, refunded. */
final class OrderRoutes {

    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 500;
    private static final int MAX_REASON = 200;

    private final OrderStore orders;
    private final OrderPlacement placement;
    private final ChangesInFlight changes = new ChangesInFlight();

    OrderRoutes(OrderStore orders, OrderPlacement placement) {
        this.orders = orders;
        this.placement = placement;
    }

    void mount(HttpEdge edge) {
        edge.at("/orders").get(this::list).post(this::place).end();
        edge.at("/orders/:id").get(request -> show(Query.id(request))).end();
        edge.at("/orders/:id/refund").post(this::refund).end();
    }

    private Future<Reply> list(RoutingContext request) {
        Query query = new Query(request, Set.of("limit", "cursor", "status", "product_id", "q"));
        int limit = query.whole("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        Filter filter =
                new Filter(query.text("status").map(OrderRoutes::status), query.id("product_id"), query.search("q"));
        return orders.page(query.position(Cursor.ORDERS), limit, filter).map(page -> {
            Reply reply = Reply.ok(page.items());
            return page.next()
                    .map(last -> new Cursor(Cursor.ORDERS, last.score(), last.id()))
                    .map(last -> reply.withNext("/orders", limit, last, parameters(filter)))
                    .orElse(reply);
        });
    }

    private static OrderStatus status(String text) {
        return Stream.of(OrderStatus.values())
                .filter(status -> status.text().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        List.of(new FieldError("status", "must be one of pending, completed, failed and refunded"))));
    }

    private static Map<String, String> parameters(Filter filter) {
        return Map.of(
                "status", filter.status().map(OrderStatus::text).orElse(""),
                "product_id", filter.productId().orElse(""),
                "q", filter.text().text());
    }

    private Future<Reply> place(RoutingContext request) {
        OrderRequest wanted = OrderRequest.read(request.body().buffer());
        return IdempotencyKey.of(request.request().headers())
                .map(key -> placement.placeOnce(key, wanted, () -> waitsNoMore(request.response())))
                .orElseGet(() -> placement.place(wanted))
                .map(OrderRoutes::created);
    }

    /** Gone, or told that the outcome is unknown: it may have sent its next try by now. */
    private static boolean waitsNoMore(HttpServerResponse client) {
        return client.closed() || client.ended();
    }

    private Future<Reply> show(String id) {
        return orders.find(id).map(order -> Reply.ok(order.orElseThrow(() -> noOrder(id))));
    }

    private Future<Reply> refund(RoutingContext request) {
        String id = Query.id(request);
        Body body = Body.parseOptional(request.body().buffer());
        String reason = body.optionalText("reason", MAX_REASON).orElse("");
        RefundRequest refund = new RefundRequest(reason, body.flag("restock", true));
        body.end();
        Change change = Change.of(request, location(id) + "/refund", refund);
        return changes.make(
                change, () -> orders.requestRefund(id, change, refund).map(asked -> answer(id, change, asked)));
    }

    /** As {@code GET /orders/{id}}, for another service: {@code {order_id}}. */
    Future<Reply> show(Buffer text) {
        Body body = Body.parse(text);
        String id = body.id("order_id");
        body.end();
        return show(id);
    }

    private static Reply created(Placed placed) {
        Reply reply = Reply.created(location(placed.order().id()), placed.order());
        return placed.replayed() ? reply.replayed() : reply;
    }

    private static Reply answer(String id, Change change, RefundOutcome asked) {
        if (asked instanceof RefundOutcome.Requested requested) {
            Reply reply = Reply.accepted(location(id), requested.order());
            return change.hasKey() && requested.replayed() ? reply.replayed() : reply;
        } else if (asked instanceof RefundOutcome.OtherRequest) {
            throw Change.otherRequest();
        } else if (asked instanceof RefundOutcome.NotCompleted notCompleted) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    "Only a completed order can be refunded; this one is "
                            + notCompleted.status().text() + ".");
        }
        throw noOrder(id);
    }

    private static Problem noOrder(String id) {
        return new Problem(ProblemType.NO_SUCH_ORDER, "There is no order " + id + ".").with("order_id", id);
    }

    private static String location(String id) {
        return "/orders/" + id;
    }
}
