package io.quicksell.inventory.books;

import io.quicksell.inventory.books.Report.Violation;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found wrong. It is a violation once it has been found twice in a row, even if the product was sold in between; each is logged
 * once.
 */
final class Findings {

    /** Identifies what is wrong in the next look. */
    private record Suspicion(String what, long tooMany) {}

    private static final Logger LOG = LoggerFactory.getLogger(BooksCheck.class);
    private static final int MAX_SHOWN = 20;

    private final Map<String, Set<Suspicion>> suspects = new HashMap<>();
    private final Map<String, List<Violation>> violations = new HashMap<>();

    /** A product was judged. */
    void judged(String productId, List<Violation> found) {
        Set<Suspicion> before = suspects.getOrDefault(productId, Set.of());
        List<Violation> confirmed = found.stream()
                .filter(violation -> before.contains(suspicion(violation)))
                .toList();
        if (violations.size() < MAX_SHOWN) {
            Set<Suspicion> known = suspicions(violations.getOrDefault(productId, List.of()));
            confirmed.stream()
                    .filter(violation -> !known.contains(suspicion(violation)))
                    .forEach(violation -> LOG.error("The books do not agree: {}", violation));
        }
        put(suspects, productId, suspicions(found));
        put(violations, productId, confirmed);
    }

    /** A product was found to be wrong in another way than by looking at it. */
    void suspect(String productId, String what, long tooMany) {
        suspects.computeIfAbsent(productId, id -> new HashSet<>()).add(new Suspicion(what, tooMany));
    }

    /** A product was deleted. */
    void forget(String productId) {
        suspects.remove(productId);
        violations.remove(productId);
    }

    /** There are no other products any more. */
    void retain(Set<String> productIds) {
        suspects.keySet().retainAll(productIds);
        violations.keySet().retainAll(productIds);
    }

    /** The products of which something was wrong when they were last looked at. */
    Set<String> suspects() {
        return suspects.keySet();
    }

    /** By how much a count was too high when it was last looked at. */
    Map<String, Long> suspected(String what) {
        Map<String, Long> found = new HashMap<>();
        suspects.forEach((id, suspicions) -> suspicions.stream()
                .filter(suspicion -> suspicion.what().equals(what))
                .forEach(suspicion -> found.put(id, suspicion.tooMany())));
        return found;
    }

    boolean hasViolations() {
        return !violations.isEmpty();
    }

    /** The first ones, by product. */
    List<Violation> violations() {
        return violations.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> each.getValue().stream())
                .limit(MAX_SHOWN)
                .toList();
    }

    private static Suspicion suspicion(Violation violation) {
        return new Suspicion(violation.what(), violation.tooMany());
    }

    private static Set<Suspicion> suspicions(Collection<Violation> violations) {
        return violations.stream().map(Findings::suspicion).collect(Collectors.toCollection(HashSet::new));
    }

    private static <T extends Collection<?>> void put(Map<String, T> map, String productId, T value) {
        if (value.isEmpty()) {
            map.remove(productId);
        } else {
            map.put(productId, value);
        }
    }
}
