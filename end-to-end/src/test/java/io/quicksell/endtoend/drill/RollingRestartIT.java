package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.CarefulClients;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.Ports;
import io.quicksell.endtoend.driver.Shop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two inventories, two payments and two desks, each restarted in turn under load, directly and through the desks: a client that
 * retries once notices nothing. With {@code -Dquicksell.before=JAR} they begin as another build and end as this one, which is a
 * rolling upgrade.
 */
class RollingRestartIT {

    private static final int ORDERS = 60;
    private static final int CLIENTS_OF_EACH_KIND = 3;

    /** The deadline of a request, twice, what is between, and as much again for a slow machine. */
    private static final Duration LONGEST = Duration.ofSeconds(12);

    @TempDir
    private Path folder;

    private Fleet fleet;

    @BeforeEach
    void start() {
        String before = System.getProperty("quicksell.before", "");
        fleet = new Fleet(folder, before.isEmpty() ? BuiltJar.ofThisBuild() : new BuiltJar(Path.of(before)));
        List<Integer> inventories = List.of(Ports.free(), Ports.free());
        List<Integer> payments = List.of(Ports.free(), Ports.free());
        for (int port : inventories) {
            fleet.with("inventory " + port, """
                "inventory": {"port": %d, "paymentUrl": "%s"}
                """.formatted(port, String.join(",", urls(payments))));
        }
        for (int port : payments) {
            fleet.with("payment " + port, """
                "payment": {"port": %d, "inventoryUrl": "%s", "delayMillis": 500}
                """.formatted(port, String.join(",", urls(inventories))));
        }
        for (int port : List.of(Ports.free(), Ports.free())) {
            fleet.with("web " + port, """
                "web": {"port": %d, "inventoryUrls": ["%s"], "paymentUrls": ["%s"]}
                """.formatted(
                            port, String.join("\", \"", urls(inventories)), String.join("\", \"", urls(payments))));
        }
        fleet.names().forEach(fleet::start);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void aClientThatRetriesOnceNoticesNothingWhileEachProcessIsReplaced() throws Exception {
        try (CarefulClients clients = new CarefulClients(List.of(services(), desks()), CLIENTS_OF_EACH_KIND)) {
            clients.awaitOrders(ORDERS);
            List<String> away = new ArrayList<>();
            for (String name : fleet.names()) {
                away.add(name + " " + fleet.replace(name).toMillis() + " ms");
                clients.awaitOrders(ORDERS);
            }
            Set<String> accepted = clients.finish();

            Drill.report("replaced under load, away for: %s; %s", String.join(", ", away), clients);
            fleet.checkBooks(accepted);
            assertEquals(List.of(), clients.noticed());
            assertTrue(clients.longest().compareTo(LONGEST) < 0, clients::toString);
        }
    }

    private List<Supplier<Shop>> services() {
        List<String> inventories = named("inventory");
        List<String> payments = named("payment");
        return List.of(
                fleet.door(inventories.get(0), payments.get(0)), fleet.door(inventories.get(1), payments.get(1)));
    }

    private List<Supplier<Shop>> desks() {
        return named("web").stream()
                .<Supplier<Shop>>map(name -> () -> Door.THE_DESK.into(fleet.process(name)))
                .toList();
    }

    private List<String> named(String kind) {
        return fleet.names().stream().filter(name -> name.startsWith(kind)).toList();
    }

    private static List<String> urls(List<Integer> ports) {
        return ports.stream().map(port -> "http://127.0.0.1:" + port).toList();
    }
}
