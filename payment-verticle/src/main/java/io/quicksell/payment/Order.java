package io.quicksell.payment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quicksell.common.domain.Money;
import io.quicksell.common.domain.SearchText;
import io.quicksell.common.domain.Times;
import io.quicksell.common.json.Json;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.PricedLine;
import io.quicksell.streams.EntryId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An order as the API shows it.
 *
 * @param number what a clerk can say aloud
 * @param productId of the only line; {@code null} with several
 * @param price unit price of the only line; {@code null} with several
 * @param fee of the whole order
 * @param total sum of all lines and fee
 * @param quantity units of all lines
 * @param reference the customer's own, if one was given
 * @param placedBy who placed it, if somebody is known
 * @param reason why it failed or was refunded, if so
 * @param refundedBy who wanted its refund, if somebody is known
 * @param history each status that it reached, oldest first
 * @param version grows by one with every change
 * @param createdAt RFC 3339
 * @param entry its place in the list of all orders; not shown
 * @param digest of the request that placed it, with its lines in the sequence of {@code lines}; not shown
 */
record Order(
        String id,
        String number,
        String productId,
        Money price,
        Money fee,
        Money total,
        long quantity,
        OrderStatus status,
        String reference,
        String placedBy,
        List<PricedLine> lines,
        String reason,
        String refundedBy,
        List<Reached> history,
        long version,
        String createdAt,
        String updatedAt,
        @JsonIgnore EntryId entry,
        @JsonIgnore String digest) {

    private static final Pattern NUMBER =
            Pattern.compile("(?:order\\s*|no\\.?\\s*)?#?\\s*([1-9][0-9]{0,14})", Pattern.CASE_INSENSITIVE);

    /**
     * A status and when it was reached.
     *
     * @param reason of a failure or a refund, if one is known
     * @param restock of a refund: whether the units are to be free to sell again; else {@code null}
     * @param notReturned of a refund: the units that could not go back, because their product was deleted; else {@code null}
     */
    record Reached(OrderStatus status, String at, String reason, Boolean restock, List<Line> notReturned) {}

    static Order of(String id, Map<String, String> fields) {
        return of(id, fields, List.of(Json.read(fields.get("lines"), PricedLine[].class)));
    }

    /**
     * The same, for who has the lines.
     *
     * @param lines as the field of that name has them
     */
    static Order of(String id, Map<String, String> fields, List<PricedLine> lines) {
        String price = fields.get("price");
        EntryId entry = EntryId.parse(fields.get("entry"));
        String createdAt = Times.text(entry.millis());
        List<Reached> history = history(createdAt, fields);
        return new Order(
                id,
                fields.get("number"),
                fields.get("product_id"),
                price == null ? null : Money.ofCents(price),
                Money.ofCents(fields.get("fee")),
                Money.ofCents(fields.get("total")),
                Long.parseLong(fields.get("quantity")),
                OrderStatus.of(fields.get("status")),
                textOrNull(fields.get("reference")),
                fields.get("placed_by"),
                lines,
                textOrNull(fields.get("reason")),
                fields.get("refunded_by"),
                history,
                Long.parseLong(fields.get("version")),
                createdAt,
                updatedAt(history, fields.get("updated_at")),
                entry,
                fields.get("digest"));
    }

    /** The number of an order as people write it: {@code 312}, {@code #312}, {@code order 312}. */
    static OptionalLong numberIn(SearchText text) {
        Matcher number = NUMBER.matcher(text.text());
        return number.matches() ? OptionalLong.of(Long.parseLong(number.group(1))) : OptionalLong.empty();
    }

    private static List<Reached> history(String createdAt, Map<String, String> fields) {
        Stream<Reached> later = Stream.of(OrderStatus.values())
                .filter(status -> fields.containsKey(status.text() + "_at"))
                .map(status -> reached(status, time(fields.get(status.text() + "_at")), fields))
                .sorted(Comparator.comparing(Reached::at));
        return Stream.concat(Stream.of(reached(OrderStatus.PENDING, createdAt, fields)), later)
                .toList();
    }

    /** Of the last status, or of what has changed since. */
    private static String updatedAt(List<Reached> history, String changedAt) {
        String reachedAt = history.get(history.size() - 1).at();
        return changedAt == null || time(changedAt).compareTo(reachedAt) < 0 ? reachedAt : time(changedAt);
    }

    private static Reached reached(OrderStatus status, String at, Map<String, String> fields) {
        return switch (status) {
            case PENDING, COMPLETED -> new Reached(status, at, null, null, null);
            case FAILED -> new Reached(status, at, textOrNull(fields.get("reason")), null, null);
            case REFUNDED ->
                new Reached(
                        status,
                        at,
                        textOrNull(fields.get("reason")),
                        Boolean.valueOf(fields.get("restock")),
                        notReturned(fields.get("not_returned")));
        };
    }

    private static List<Line> notReturned(String units) {
        return units == null ? null : List.of(Json.read(units, Line[].class));
    }

    private static String time(String millis) {
        return Times.text(Long.parseLong(millis));
    }

    private static String textOrNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
