package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.KeepAlive;
import io.quicksell.endtoend.driver.LeanShop;
import io.quicksell.endtoend.driver.RedisClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The calls of scripts that an order meets on its way from request to sale. They are recorded from a running system: one order is
 * placed, and what its services send to Redis for it is the pattern for all others. So nothing here knows their keys and arguments.
 *
 * @param calls one for each of {@link #SCRIPTS}
 * @param pattern the order that was placed
 */
record HotPath(List<BatchCall> calls, Life pattern) {

    /**
     * An order on its way.
     *
     * @param product one unit of it is ordered
     * @param deadline of its hold, once it has one
     * @param entry the event that the next script acknowledges, once there is one
     */
    record Life(String id, String product, String reference, String deadline, String entry) {

        static Life of(String product, String reference) {
            return new Life(UUID.randomUUID().toString(), product, reference, "", "");
        }

        Life heldUntil(String time) {
            return new Life(id, product, reference, time, entry);
        }

        Life toldBy(String event) {
            return new Life(id, product, reference, deadline, event);
        }
    }

    /** A script of the path, and what it answers for an order where all goes well. */
    record Script(String name, String answer) {}

    static final List<Script> SCRIPTS = List.of(
            new Script("reserve_stock", "held"),
            new Script("create_order", "created"),
            new Script("complete_order", "done"),
            new Script("settle_reservation", "settled"));

    private static final String PATTERN_REFERENCE = "the-pattern-of-all";
    private static final String RECORDED = "recorded";

    /** A hold's deadline is the only moment among the arguments. */
    private static final Pattern MOMENT = Pattern.compile("\\d{13}");

    private static final Pattern ENTRY = Pattern.compile("\\d{13}-\\d+");

    /** Places two orders: the scripts are in Redis before the second one, which is the pattern. */
    static HotPath recordedOn(String payment, Goods goods, RedisClient redis, RedisClient monitor) {
        String product = goods.products().get(0);
        place(payment, product);
        goods.drain();
        monitor.send("MONITOR");
        String order = place(payment, product);
        goods.drain();
        redis.send("ECHO", RECORDED);
        List<BatchCall> calls = callsFor(order, monitor);
        if (calls.size() != SCRIPTS.size()) {
            throw new IllegalStateException("an order meets " + calls.size() + " calls of scripts, and not " + SCRIPTS);
        }
        return new HotPath(calls, new Life(order, product, PATTERN_REFERENCE, "", ""));
    }

    /** One call of a script for all of them. */
    List<String> call(int script, List<Life> orders) {
        return calls.get(script).forMany(orders.stream().map(this::inPlace).toList());
    }

    private UnaryOperator<String> inPlace(Life order) {
        return word -> {
            if (MOMENT.matcher(word).matches()) {
                return order.deadline();
            }
            if (ENTRY.matcher(word).matches()) {
                return order.entry();
            }
            return word.replace(pattern.id(), order.id())
                    .replace(pattern.product(), order.product())
                    .replace(PATTERN_REFERENCE, order.reference());
        };
    }

    private static String place(String payment, String product) {
        String order = "{\"lines\":[{\"product_id\":\"" + product + "\",\"quantity\":1}],\"reference\":\""
                + PATTERN_REFERENCE + "\"}";
        try (KeepAlive connection = new KeepAlive(payment)) {
            return LeanShop.idIn(connection.post("/orders", order).expect(201).body());
        }
    }

    /** Others look at the order meanwhile too, such as the check of the books. */
    private static List<BatchCall> callsFor(String order, RedisClient monitor) {
        List<BatchCall> calls = new ArrayList<>();
        while (true) {
            Optional<SentCommand> sent = SentCommand.of((String) monitor.next());
            if (sent.filter(command -> command.words().contains(RECORDED)).isPresent()) {
                return calls;
            }
            sent.filter(command -> command.is("EVALSHA"))
                    .filter(command -> command.words().stream().anyMatch(word -> word.contains(order)))
                    .flatMap(BatchCall::of)
                    .ifPresent(calls::add);
        }
    }
}
