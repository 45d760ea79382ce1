package io.quicksell.payment;

import io.quicksell.common.domain.SearchText;
import io.quicksell.common.domain.Times;
import io.quicksell.common.http.Cursor;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.Problem.FieldError;
import io.quicksell.common.http.Query;
import io.quicksell.payment.index.OrderQuery;
import io.quicksell.payment.index.OrderQuery.Key;
import io.quicksell.payment.index.OrderQuery.Sequence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which orders a client wants listed, and in which sequence; one that names nothing lists all, the newest first.
 *
 * @param createdFrom milliseconds since 1970, the first that counts
 * @param createdBefore the first that does not count any more
 * @param text their number, or a part of their reference
 */
record OrderFilter(
        Optional<OrderStatus> status,
        Optional<String> productId,
        OptionalLong createdFrom,
        OptionalLong createdBefore,
        SearchText text,
        Sequence sequence) {

    /** Its query parameters. */
    static final Set<String> PARAMETERS = Set.of("status", "product_id", "created_from", "created_before", "q", "sort");

    /** Each is looked for in the whole index. */
    static final int MAX_WORDS = 8;

    /**
     * @throws Problem 422 if a parameter is not what it should be
     */
    static OrderFilter of(Query query) {
        SearchText text = query.search("q");
        if (text.text().split("\\s+").length > MAX_WORDS || text.wordCount() > MAX_WORDS) {
            throw Problem.invalid(List.of(new FieldError("q", "must have at most " + MAX_WORDS + " words")));
        }
        return new OrderFilter(
                query.text("status").map(OrderFilter::status),
                query.id("product_id"),
                query.time("created_from"),
                query.time("created_before"),
                text,
                query.text("sort").map(OrderFilter::sequence).orElse(Sequence.NEWEST_FIRST));
    }

    private static OrderStatus status(String text) {
        return Stream.of(OrderStatus.values())
                .filter(status -> status.text().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        List.of(new FieldError("status", "must be one of pending, completed, failed and refunded"))));
    }

    private static Sequence sequence(String text) {
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        return Stream.of(Key.values())
                .filter(key -> name(key).equals(name))
                .findFirst()
                .map(key -> new Sequence(key, descending))
                .orElseThrow(() -> Problem.invalid(List.of(new FieldError(
                        "sort", "must be one of created, number and total, with - before it for the highest first"))));
    }

    private static String name(Key key) {
        return key.name().toLowerCase(Locale.ROOT);
    }

    /** Whether it takes all orders as they are listed anyway. */
    boolean isPlain() {
        return status.isEmpty()
                && productId.isEmpty()
                && createdFrom.isEmpty()
                && createdBefore.isEmpty()
                && text.isEmpty()
                && sequence.equals(Sequence.NEWEST_FIRST);
    }

    /** Whether it takes an order that it took when that was indexed; only its status may have changed since. */
    boolean stillTakes(Order order) {
        return status.map(order.status()::equals).orElse(true);
    }

    /** Whose cursors its lists have. */
    char cursors() {
        if (isPlain()) {
            return Cursor.ORDERS;
        }
        return switch (sequence.key()) {
            case CREATED -> Cursor.FOUND_BY_CREATION;
            case NUMBER -> Cursor.FOUND_BY_NUMBER;
            case TOTAL -> Cursor.FOUND_BY_TOTAL;
        };
    }

    OrderQuery query() {
        return new OrderQuery(
                status.map(OrderStatus::text),
                productId,
                createdFrom,
                createdBefore,
                text,
                Order.numberIn(text),
                sequence);
    }

    /** The values of its parameters, for the next page; empty ones name nothing. */
    Map<String, String> parameters() {
        return Map.of(
                "status", status.map(OrderStatus::text).orElse(""),
                "product_id", productId.orElse(""),
                "created_from", time(createdFrom),
                "created_before", time(createdBefore),
                "q", text.text(),
                "sort", sequence.equals(Sequence.NEWEST_FIRST) ? "" : sort());
    }

    private String sort() {
        return (sequence.descending() ? "-" : "") + name(sequence.key());
    }

    private static String time(OptionalLong millis) {
        return millis.isPresent() ? Times.text(millis.getAsLong()) : "";
    }
}
