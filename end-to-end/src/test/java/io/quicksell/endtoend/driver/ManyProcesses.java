package io.quicksell.endtoend.driver;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A fleet with several processes of each kind and HTTP between them: {@code inventory0}, {@code inventory1}, {@code payment0},
 * {@code web0}, {@code access0} and so on. Each keeps its port over a restart.
 *
 * @param services how many inventories there are, and how many payments
 * @param desks how many desks there are
 * @param accesses how many there are of access; with none nobody is asked who they are
 */
public record ManyProcesses(Fleet fleet, int services, int desks, int accesses) {

    private static final String SELLING = "products:read,products:write,orders:place";

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
        List<Integer> entrances = ports(accesses);
        for (int i = 0; i < services; i++) {
            String paymentUrl = "\"port\": %d, \"paymentUrl\": \"%s\"".formatted(inventories.get(i), urls(payments));
            String inventoryUrl =
                    "\"port\": %d, \"inventoryUrl\": \"%s\"".formatted(payments.get(i), urls(inventories));
            put("inventory" + i, everywhere, access(""), section("inventory", paymentUrl, inventory));
            put("payment" + i, everywhere, access(""), section("payment", inventoryUrl, payment));
        }
        for (int i = 0; i < desks; i++) {
            put("web" + i, everywhere, access(""), section("web", """
                    "port": %d, "inventoryUrls": [%s], "paymentUrls": [%s], "accessUrls": [%s]
                    """.formatted(
                            Ports.free(), quoted(inventories), quoted(payments), quoted(entrances))));
        }
        for (int i = 0; i < accesses; i++) {
            put("access" + i, everywhere, access("\"port\": " + entrances.get(i)));
        }
        return this;
    }

    /** The names of all processes of one kind: {@code inventory}, {@code payment}, {@code web} or {@code access}. */
    public List<String> names(String kind) {
        int count = switch (kind) {
            case "web" -> desks;
            case "access" -> accesses;
            default -> services;
        };
        return IntStream.range(0, count).mapToObj(i -> kind + i).toList();
    }

    /** The names of all processes. */
    public List<String> names() {
        return Stream.of("inventory", "payment", "web", "access")
                .flatMap(kind -> names(kind).stream())
                .toList();
    }

    /** All ways in, through each pair of services and through each desk, for a program with a key if one is needed. */
    public List<Supplier<Shop>> doors() {
        List<Supplier<Shop>> doors = new ArrayList<>();
        String token = accesses == 0 ? "" : fleet.process("access0").addKey("drill", SELLING);
        for (int i = 0; i < services; i++) {
            Supplier<Shop> door = fleet.door("inventory" + i, "payment" + i);
            doors.add(() -> door.get().showing(token));
        }
        names("web")
                .forEach(desk ->
                        doors.add(() -> Door.THE_DESK.into(fleet.process(desk)).showing(token)));
        return doors;
    }

    private void put(String name, String... members) {
        fleet.with(name, joined(members));
    }

    private String access(String members) {
        return accesses == 0 ? "" : section("access", "\"mode\": \"required\"", members);
    }

    private static String section(String name, String... members) {
        return "\"%s\": {%s}".formatted(name, joined(members));
    }

    private static String joined(String... members) {
        return Stream.of(members).filter(some -> !some.isEmpty()).collect(joining(", "));
    }

    private static List<Integer> ports(int count) {
        return Stream.generate(Ports::free).limit(count).toList();
    }

    private static String urls(List<Integer> ports) {
        return ports.stream().map(ManyProcesses::url).collect(joining(","));
    }

    private static String quoted(List<Integer> ports) {
        return ports.stream().map(port -> "\"" + url(port) + "\"").collect(joining(", "));
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
