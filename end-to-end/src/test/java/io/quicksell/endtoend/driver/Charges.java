package io.quicksell.endtoend.driver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the simulated gateway was asked to charge, as it logs it at debug: it knows nothing of orders, so its word can be held against
 * what Redis has. To ask twice for one order is allowed, as the same charge; to ask for another amount is to charge twice.
 *
 * @param cents the different amounts that were asked for, by the id of the order
 */
record Charges(Map<String, Set<Long>> cents) {

    private static final Pattern ASKED = Pattern.compile("SimulatedGateway Charge (\\d+) cents for order (\\S+)");

    /** Of all processes, those that were killed included. */
    static Charges in(Collection<QuickSellProcess> processes) {
        Map<String, Set<Long>> cents = new HashMap<>();
        processes.stream()
                .flatMap(QuickSellProcess::logLines)
                .flatMap(line -> ASKED.matcher(line).results())
                .forEach(asked -> cents.computeIfAbsent(asked.group(2), order -> new HashSet<>())
                        .add(Long.valueOf(asked.group(1))));
        return new Charges(cents);
    }

    /** The orders for which it was asked, of which there is none among these. */
    Set<String> notOf(Set<String> orders) {
        return cents.keySet().stream().filter(id -> !orders.contains(id)).collect(Collectors.toSet());
    }

    /** The orders whose total was not charged, or not it alone, in words. */
    List<String> faults(Map<String, Map<String, String>> completed) {
        List<String> faults = new ArrayList<>();
        completed.forEach((id, order) -> {
            Set<Long> charged = cents.getOrDefault(id, Set.of());
            if (!charged.equals(Set.of(Long.valueOf(order.get("total"))))) {
                faults.add("order " + id + " of " + order.get("total") + " cents is charged " + charged
                        + " and has the charge " + order.get("charge_id"));
            }
        });
        return faults;
    }
}
