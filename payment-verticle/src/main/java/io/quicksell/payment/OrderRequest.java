package io.quicksell.payment;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;
import static java.util.Comparator.comparing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.Body;
import io.quicksell.common.once.Digest;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderLines;
import io.quicksell.common.order.PricedLine;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/**
 * What a client wants to order.
 *
 * @param lines 1 to 100, each product once
 * @param reference the customer's own, or empty
 * @param expectedTotal what the client takes the order to come to; a condition of placing it and no part of what is ordered, so that
 *     a retry may expect another one
 */
record OrderRequest(
        List<Line> lines,
        @JsonInclude(ALWAYS) String reference,
        @JsonIgnore Optional<Money> expectedTotal) {

    private static final int MAX_REFERENCE = 200;

    /**
     * Reads {@code {product_id, quantity}} (or {@code id}, as the original's clients send it) or {@code {lines: [...]}}.
     *
     * @throws io.quicksell.common.http.Problem 400 or 422
     */
    static OrderRequest read(Buffer text) {
        Body body = Body.parse(text).allowingNull("product_id", "id", "quantity", "expected_total");
        String reference = body.optionalText("reference", MAX_REFERENCE).orElse("");
        Optional<Money> expectedTotal = body.optionalMoney("expected_total", Money.MAX_TOTAL);
        List<Line> lines = isOfOneProduct(body) ? List.of(onlyLine(body.ignoring("lines"))) : OrderLines.read(body);
        body.end();
        return new OrderRequest(lines, reference, expectedTotal);
    }

    /** The same for two requests that want the same: an order is a set of lines. */
    String digest() {
        return digestOf(lines.stream().sorted(comparing(Line::productId)).toList());
    }

    /**
     * The digest with which an order is stored that has these lines: they come first, in their sequence. So it is the same for a request
     * with the same lines in another sequence, and it is the one that orders have always been stored with.
     */
    String digestAs(List<PricedLine> ordered) {
        List<String> sequence = ordered.stream().map(PricedLine::productId).toList();
        return digestOf(lines.stream()
                .sorted(comparing(line -> sequence.indexOf(line.productId())))
                .toList());
    }

    private String digestOf(List<Line> sequence) {
        return Digest.of(new OrderRequest(sequence, reference, Optional.empty()));
    }

    /** Clients that a generator makes for Java send an empty list where no lines are set. */
    private static boolean isOfOneProduct(Body body) {
        return !body.has("lines") || body.hasEmptyList("lines") && (body.has("product_id") || body.has("id"));
    }

    private static Line onlyLine(Body body) {
        String member = body.has("id") && !body.has("product_id") ? "id" : "product_id";
        return new Line(body.id(member), body.whole("quantity", 1, Line.MAX_QUANTITY));
    }
}
