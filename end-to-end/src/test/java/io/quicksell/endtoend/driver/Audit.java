package io.quicksell.endtoend.driver;

import static io.quicksell.endtoend.driver.RedisClient.elements;
import static io.quicksell.endtoend.driver.RedisClient.fields;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares products, orders, reservations, ledgers and events with each other, and collects what does not agree. */
final class Audit {

    private final RedisClient redis;
    private final ShopRecords shop;
    private final Set<String> accepted;
    private final Set<String> foreign;
    private final List<String> faults = new ArrayList<>();

    /** As {@link Books#check(QuickSellProcess, Set, Set)} has them. */
    Audit(RedisClient redis, Set<String> accepted, Set<String> foreign) {
        this.redis = redis;
        this.shop = ShopRecords.in(redis);
        this.accepted = accepted;
        this.foreign = foreign;
    }

    /** What is wrong with orders, products and events. */
    Verdict verdict() {
        return new Verdict(lost(), Set.of(), faults());
    }

    /** As {@link #verdict()}, and what is wrong with their charges. */
    Verdict verdict(Charges charges) {
        List<String> all = new ArrayList<>(faults());
        all.addAll(charges.faults(shop.completedOrders()));
        return new Verdict(lost(), charges.notOf(shop.orders().keySet()), all);
    }

    private Set<String> lost() {
        return accepted.stream().filter(id -> !shop.orders().containsKey(id)).collect(Collectors.toSet());
    }

    private List<String> faults() {
        shop.products().forEach(this::checkProduct);
        checkUnits("held", shop.unitsReserved("held"));
        checkUnits("sold", shop.unitsReserved("settled"));
        checkUnits("sold", shop.unitsCompleted());
        faults.addAll(Ledgers.faults(redis));
        checkOrders();
        checkEvents("order_created", shop.orders().keySet());
        checkEvents("order_completed", shop.completedOrders().keySet());
        for (String group : List.of("inventory", "payment")) {
            expect(0L, redis.number("XLEN", "dead_letters:" + group), "dead letters of " + group);
        }
        return faults;
    }

    private void checkProduct(String id, Map<String, String> product) {
        long quantity = number(product, "quantity");
        long held = number(product, "held");
        long sold = number(product, "sold");
        if (quantity < 0 || held < 0 || sold < 0 || quantity + held + sold != number(product, "added")) {
            faults.add("product " + id + " is " + product);
        }
    }

    private void checkUnits(String count, Map<String, Long> byProduct) {
        shop.products()
                .forEach((id, product) -> expect(
                        byProduct.getOrDefault(id, 0L),
                        number(product, count),
                        count + " of product " + id + " by its orders"));
    }

    /** No client asks for a refund and no gateway declines while clients place orders, so every order has to be completed. */
    private void checkOrders() {
        Map<String, Map<String, String>> orders = shop.orders();
        orders.forEach((id, order) -> expect("completed", order.get("status"), "status of order " + id));
        orders.keySet().stream()
                .filter(id -> !accepted.contains(id))
                .forEach(id -> faults.add("no client placed order " + id));
        Set<String> numbers =
                orders.values().stream().map(order -> order.get("number")).collect(Collectors.toSet());
        expect(orders.size(), numbers.size(), "different numbers of orders");
    }

    /** Each due order has one event, no order has two, and there is none without an order. */
    private void checkEvents(String stream, Set<String> due) {
        Set<String> found = new HashSet<>();
        for (Object entry : redis.list("XRANGE", stream, "-", "+")) {
            String order = fields(elements(entry).get(1)).get("order_id");
            boolean isForeign = foreign.contains(stream + " " + elements(entry).get(0));
            if (!isForeign && (!found.add(order) || !shop.orders().containsKey(order))) {
                faults.add(stream + " has an event too many of order " + order);
            }
        }
        due.stream()
                .filter(id -> !found.contains(id))
                .forEach(id -> faults.add(stream + " has no event of order " + id));
    }

    private void expect(Object expected, Object found, String what) {
        if (!expected.equals(found)) {
            faults.add(what + " should be " + expected + " and is " + found);
        }
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.get(name));
    }
}
