package io.quicksell.payment;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.Body;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Query;
import io.quicksell.common.http.Reply;
import io.quicksell.common.once.Change;
import io.quicksell.common.once.ChangesInFlight;
import io.quicksell.common.once.IdempotencyKey;
import io.quicksell.payment.OrderPlacement.Placed;
import io.quicksell.payment.OrderStore.RefundOutcome;
import io.quicksell.payment.OrderStore.RefundRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code /orders}: placed, listed, counted by day, shown, refunded. */
final class OrderRoutes {

    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 500;
    private static final int MAX_DAYS = 31;
    private static final int MAX_REASON = 200;
    private static final String TOTAL_COUNT = "X-Total-Count";
    private static final Set<String> LIST_PARAMETERS = Stream.concat(
                    Stream.of("limit", "cursor"), OrderFilter.PARAMETERS.stream())
            .collect(Collectors.toSet());

    /** Days have one sequence. */
    private static final Set<String> DAY_PARAMETERS = Stream.concat(
                    Stream.of("limit", "zone"), OrderFilter.PARAMETERS.stream().filter(name -> !name.equals("sort")))
            .collect(Collectors.toSet());

    private final OrderStore orders;
    private final OrderLists lists;
    private final OrderPlacement placement;
    private final ChangesInFlight changes = new ChangesInFlight();

    OrderRoutes(OrderStore orders, OrderLists lists, OrderPlacement placement) {
        this.orders = orders;
        this.lists = lists;
        this.placement = placement;
    }

    void mount(HttpEdge edge) {
        edge.at("/orders")
                .get(Scope.ORDERS_READ, this::list)
                .post(Scope.ORDERS_PLACE, this::place)
                .end();
        edge.at("/orders/days").get(Scope.ORDERS_READ, this::days).end();
        edge.at("/orders/:id")
                .get(Scope.ORDERS_READ, request -> show(Query.id(request)))
                .end();
        edge.at("/orders/:id/refund").post(Scope.ORDERS_REFUND, this::refund).end();
    }

    private Future<Reply> list(RoutingContext request) {
        Query query = new Query(request, LIST_PARAMETERS);
        int limit = query.whole("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        OrderFilter filter = OrderFilter.of(query);
        Future<OrderLists.Page> found =
                lists.page(query.position(filter.cursors()), limit, filter, () -> !waitsNoMore(request.response()));
        return found.map(page -> {
            Reply orders = page.next()
                    .map(next -> Reply.ok(page.orders()).withNext("/orders", limit, next, filter.parameters()))
                    .orElseGet(() -> Reply.ok(page.orders()));
            return page.total().isPresent()
                    ? orders.with(TOTAL_COUNT, String.valueOf(page.total().getAsLong()))
                    : orders;
        });
    }

    private Future<Reply> days(RoutingContext request) {
        Query query = new Query(request, DAY_PARAMETERS);
        int limit = query.whole("limit", 1, MAX_DAYS, MAX_DAYS);
        ZoneId zone = query.zone("zone");
        OrderFilter filter = OrderFilter.of(query);
        return lists.days(filter, zone, limit, () -> !waitsNoMore(request.response()))
                .map(found -> Reply.ok(found.days()).with(TOTAL_COUNT, String.valueOf(found.total())));
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

    /** Units are given back by the word that there is no such order, so it is that of a Redis whose replicas confirm it. */
    private Future<Reply> show(String id) {
        return orders.find(id)
                .compose(order -> order.map(Future::succeededFuture)
                        .orElseGet(() -> orders.replicated().compose(none -> Future.failedFuture(noOrder(id)))))
                .map(Reply::ok);
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
