package io.quicksell.common.order;

import io.quicksell.common.json.Json;
import io.quicksell.streams.StreamEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An event of an order. Payment writes it to the stream of the same name in the same step as the change of the order.
 *
 * @param orderId the order
 * @param lines what was ordered, each product once
 * @param restock whether a refund returns the units to stock; only set for {@link #REFUNDED}
 * @param by who placed the order that is {@link #COMPLETED}, or wanted the refund; empty if nobody is known
 */
public record OrderEvent(String orderId, List<Line> lines, boolean restock, String by) {

    public static final String CREATED = "order_created";
    public static final String COMPLETED = "order_completed";
    public static final String FAILED = "order_failed";
    public static final String REFUNDED = "order_refunded";

    /** The stream of requests for a refund, which are not events yet. */
    public static final String REFUND_REQUESTED = "refund_order";

    /** The stream on which inventory says which units of a refunded order could not go back into stock. */
    public static final String NOT_RETURNED = "units_not_returned";

    /**
     * @throws IllegalArgumentException if the entry is not such an event
     */
    public static OrderEvent of(StreamEntry entry) {
        return new OrderEvent(
                entry.field("order_id"),
                lines(entry),
                Boolean.parseBoolean(entry.fields().get("restock")),
                by(entry));
    }

    private static String by(StreamEntry entry) {
        String member = switch (entry.stream()) {
            case COMPLETED -> "placed_by";
            case REFUNDED -> "refunded_by";
            default -> "none";
        };
        return entry.fields().getOrDefault(member, "");
    }

    private static List<Line> lines(StreamEntry entry) {
        PricedLine[] lines = Json.read(entry.field("lines"), PricedLine[].class);
        if (lines == null || !Stream.of(lines).allMatch(OrderEvent::hasUnits)) {
            throw new IllegalArgumentException(
                    "entry " + entry.id() + " of " + entry.stream() + " has a line without a product or units");
        }
        Map<String, Long> units = new LinkedHashMap<>();
        Stream.of(lines)
                .map(PricedLine::line)
                .forEach(line -> units.merge(line.productId(), line.quantity(), Long::sum));
        return units.entrySet().stream()
                .map(each -> new Line(each.getKey(), each.getValue()))
                .toList();
    }

    private static boolean hasUnits(PricedLine line) {
        return line != null && line.productId() != null && line.quantity() > 0;
    }
}
