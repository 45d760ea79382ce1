package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.EventListener;
import io.quicksell.common.testing.EventListener.Event;
import io.quicksell.testing.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a listener has heard of some orders or of one product: those of other tests may still change. */
final class Heard {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Heard() {}

    /** Waits until a listener has heard an event of that name of each of the orders. */
    static void awaitAll(String name, Set<String> orders, EventListener listener) {
        Eventually.succeeds(LIMIT, () -> {
            Set<String> missing = new TreeSet<>(orders);
            missing.removeAll(named(name, listener).map(Heard::id).collect(Collectors.toSet()));
            assertTrue(missing.isEmpty(), () -> missing.size() + " of " + orders.size() + " were not heard of");
            return null;
        });
    }

    static Stream<Event> named(String name, EventListener listener) {
        return listener.events().stream().filter(event -> event.name().equals(name));
    }

    /** The quantities that a product has had. */
    static List<Long> quantitiesOf(String product, EventListener listener) {
        return named("product_changed", listener)
                .filter(event -> id(event).equals(product))
                .map(event -> event.data().path("quantity").asLong())
                .toList();
    }

    /** Of the order or the product that an event is about. */
    static String id(Event event) {
        return event.data().path("id").asText();
    }
}
