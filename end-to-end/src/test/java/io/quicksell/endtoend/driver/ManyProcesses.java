package io.quicksell.endtoend.driver;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A fleet with several processes of each kind and HTTP between them: {@code inventory0}, {@code inventory1}, {@code payment0},
 * {@code web0} and so on. Each keeps its port over a restart.
 *
 * @param services how many inventories there are, and how many payments
 * @param desks how many desks there are
 */
public record ManyProcesses(Fleet fleet, int services, int desks) {

    /**
     * Adds them, not started yet.
     *
     * @param everywhere members of the conf of each process, as JSON, or empty
     * @param inventory more members of that section, as JSON, or empty
     * @param payment likewise
     */
    public ManyProcesses add(String everywhere, String inventory, String payment) {
        List<Integer> inventories = ports(services);
        List<Integer> payments = ports(services);
        for (int i = 0; i < services; i++) {
            add(
                    "inventory" + i,
                    everywhere,
                    "inventory",
                    members("""
                    "port": %d, "paymentUrl": "%s"
                    """.formatted(inventories.get(i), String.join(",", urls(payments))), inventory));
            add(
                    "payment" + i,
                    everywhere,
                    "payment",
                    members("""
                    "port": %d, "inventoryUrl": "%s"
                    """.formatted(payments.get(i), String.join(", ", urls(inventories))), payment));
        }
        for (int i = 0; i < desks; i++) {
            add("web" + i, everywhere, "web", """
                    "port": %d, "inventoryUrls": ["%s"], "paymentUrls": ["%s"]
                    """.formatted(
                    Ports.free(), String.join("\", \"", urls(inventories)), String.join("\", \"", urls(payments))));
        }
        return this;
    }

    /** The names of all processes of one kind: {@code inventory}, {@code payment} or {@code web}. */
    public List<String> names(String kind) {
        return IntStream.range(0, kind.equals("web") ? desks : services)
                .mapToObj(i -> kind + i)
                .toList();
    }

    /** The names of all processes. */
    public List<String> names() {
        return Stream.of("inventory", "payment", "web")
                .flatMap(kind -> names(kind).stream())
                .toList();
    }

    /** All ways in: through each pair of services, and through each desk. */
    public List<Supplier<Shop>> doors() {
        List<Supplier<Shop>> doors = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            doors.add(fleet.door("inventory" + i, "payment" + i));
        }
        names("web").forEach(desk -> doors.add(() -> Door.THE_DESK.into(fleet.process(desk))));
        return doors;
    }

    private void add(String name, String everywhere, String section, String members) {
        fleet.with(name, members(everywhere, "\"%s\": {%s}".formatted(section, members)));
    }

    private static String members(String some, String more) {
        return Stream.of(some, more).filter(members -> !members.isEmpty()).collect(joining(", "));
    }

    private static List<Integer> ports(int count) {
        return Stream.generate(Ports::free).limit(count).toList();
    }

    private static List<String> urls(List<Integer> ports) {
        return ports.stream().map(port -> "http://127.0.0.1:" + port).toList();
    }
}
