package io.quicksell.payment.index;

import static io.quicksell.payment.index.OrderQuery.Sequence.NEWEST_FIRST;

import io.quicksell.common.domain.SearchText;
import io.quicksell.payment.index.OrderQuery.Sequence;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Orders that have much in common, and what a query has to find among them, looked for one by one. */
final class ManyOrders {

    static final List<String> STATUSES = List.of("pending", "completed", "failed", "refunded");
    static final List<String> PRODUCTS =
            Stream.generate(() -> UUID.randomUUID().toString()).limit(5).toList();
    static final String[] REFERENCES = {
        "", "PO-4711", "Müller & Söhne, PO-4711/b", "mueller", "Bestellung Donaudampfschifffahrt 12", "a b c",
                "aaaaaaaaaaaaaaaaaaaa",
        "order 12", "Große Straße 7", "12", "Ｔｅａ\tund Käse", "😀😀 smile", "donaudampf schifffahrt", "M6×20 DIN 933",
    };

    private ManyOrders() {}

    /** Several of the same time and of the same total. */
    static List<IndexedOrder> of(int count) {
        Random random = new Random(count);
        return LongStream.rangeClosed(1, count)
                .mapToObj(number -> new IndexedOrder(
                        number,
                        new UUID(random.nextLong(), random.nextLong()),
                        STATUSES.get(random.nextInt(STATUSES.size())),
                        List.of(
                                PRODUCTS.get(random.nextInt(PRODUCTS.size())),
                                PRODUCTS.get(random.nextInt(PRODUCTS.size()))),
                        1_700_000_000_000L + random.nextInt(count / 3),
                        random.nextInt(count / 3),
                        REFERENCES[random.nextInt(REFERENCES.length)]))
                .toList();
    }

    static OrderQuery all(Sequence sequence) {
        return new OrderQuery(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                new SearchText(""),
                OptionalLong.empty(),
                sequence);
    }

    static OrderQuery text(String text, OptionalLong number) {
        OrderQuery all = all(NEWEST_FIRST);
        return new OrderQuery(
                all.status(),
                all.productId(),
                all.createdFrom(),
                all.createdBefore(),
                new SearchText(text),
                number,
                all.sequence());
    }

    /** The ids of what is found, in its sequence. */
    static List<String> expected(List<IndexedOrder> orders, OrderQuery query) {
        Comparator<IndexedOrder> ascending =
                Comparator.comparingLong(value(query.sequence().key())).thenComparingLong(IndexedOrder::number);
        Comparator<IndexedOrder> sequence = query.sequence().descending() ? ascending.reversed() : ascending;
        return orders.stream()
                .filter(order -> isFound(order, query))
                .sorted(Comparator.<IndexedOrder, Boolean>comparing(order -> !isMeant(order, query))
                        .thenComparing(sequence))
                .map(order -> order.id().toString())
                .toList();
    }

    private static boolean isFound(IndexedOrder order, OrderQuery query) {
        return query.status().map(order.status()::equals).orElse(true)
                && query.productId().map(order.productIds()::contains).orElse(true)
                && order.createdMillis() >= query.createdFrom().orElse(0)
                && order.createdMillis() < query.createdBefore().orElse(Long.MAX_VALUE)
                && (isMeant(order, query) || query.text().isIn(order.reference()));
    }

    private static boolean isMeant(IndexedOrder order, OrderQuery query) {
        return query.number().isPresent() && query.number().getAsLong() == order.number();
    }

    private static ToLongFunction<IndexedOrder> value(OrderQuery.Key key) {
        return switch (key) {
            case CREATED -> IndexedOrder::createdMillis;
            case NUMBER -> IndexedOrder::number;
            case TOTAL -> IndexedOrder::totalCents;
        };
    }
}
