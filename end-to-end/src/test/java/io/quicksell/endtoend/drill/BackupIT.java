package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.Books;
import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.BuiltJar.Ended;
import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.Processes;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.endtoend.driver.Rest;
import io.quicksell.endtoend.driver.Shop;
import io.quicksell.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is taken while orders are placed is a shop that goes on by itself, and one that is cut off is none. */
class BackupIT {

    private static final int PENDING = 20;
    private static final int BLOCKS_OF_A_MEBIBYTE = 2_048;

    @TempDir
    private Path folder;

    private QuickSellProcess system;
    private Path backups;

    @BeforeEach
    void start() {
        system = new QuickSellProcess(BuiltJar.ofThisBuild(), List.of(), "");
        system.start();
        backups = folder.resolve("backups");
    }

    @AfterEach
    void close() {
        system.close();
    }

    @Test
    void whatWasAcceptedBeforeABackupGoesOnInTheSystemThatItIsRestoredInto() throws Exception {
        Shop shop = Door.EACH_SERVICE.into(system);
        Map<String, Object> order = Map.of("product_id", shop.addProduct(PENDING), "quantity", 1);
        Map<String, String> idByKey = new HashMap<>();
        Set<String> others;
        try (Clients clients = new Clients(system).awaitOrders(100)) {
            for (int i = 0; i < PENDING; i++) {
                String key = UUID.randomUUID().toString();
                idByKey.put(key, shop.placeOrder(order, key).expect(201).id());
            }
            backUp();
            clients.awaitOrders(50);
            others = clients.finish();
        }
        Path backup = onlyBackup();
        Ended overRunning = type(system, "restore", backup.toString(), "--replace");
        assertEquals(1, overRunning.code());
        assertTrue(overRunning.err().contains(" is in use by another run"), overRunning::err);

        try (QuickSellProcess fresh = new QuickSellProcess(BuiltJar.ofThisBuild(), List.of(), "")) {
            Ended restored = type(fresh, "restore", backup.toString());
            assertEquals(new Ended(0, restored.out(), ""), restored);
            Drill.report("backup: %s", restored.out().lines().toList());
            fresh.start();
            Shop again = Door.EACH_SERVICE.into(fresh);

            idByKey.values().forEach(id -> again.orderOnceIt(id, "completed", Drill.TAKEOVER_LIMIT));
            idByKey.forEach((key, id) ->
                    assertEquals(id, again.placeOrder(order, key).expect(201).id()));
            Set<String> there = ordersIn(fresh);
            assertTrue(there.containsAll(idByKey.values()));
            assertTrue(there.size() >= PENDING + 100, there.size() + " orders");
            Set<String> accepted = new TreeSet<>(others);
            accepted.addAll(idByKey.values());
            assertTrue(accepted.containsAll(there));
            Books.check(fresh, there);
            Eventually.succeeds(() -> new Rest(fresh.url("payment"))
                    .get("/orders?status=completed&limit=500")
                    .expect(200));
        }
    }

    @Test
    void aBackupThatIsKilledIsNoneAndTheNextOneRemovesItsRest() throws Exception {
        Process killed = BuiltJar.ofThisBuild().begin("--conf", system.conf().toString(), "backup", backups.toString());
        Eventually.succeeds(() -> named(".partial").get(0));
        Processes.kill(killed.toHandle());

        assertEquals(List.of(), named("Z"));
        assertEquals(new Ended(0, "", ""), new Prompt(folder).run("backup", "list", backups.toString()));
        Eventually.holds(() -> assertEquals(List.of(), serversOnCopies()));
        backUp();
        assertEquals(List.of(), named(".partial"));
        assertTrue(Files.exists(onlyBackup().resolve("backup.json")));
    }

    @Test
    void aFullDiskLeavesNothingAndTheSystemUnharmed() throws Exception {
        try (RedisClient redis = new RedisClient(system.data())) {
            redis.send("SET", "filler", mebibytes(2));
        }

        Ended full = BuiltJar.ofThisBuild()
                .runWithFilesUpTo(
                        BLOCKS_OF_A_MEBIBYTE, folder, "--conf", system.conf().toString(), "backup", backups.toString());

        assertEquals(1, full.code());
        assertTrue(full.err().startsWith("There is no backup of " + system.data()), full::err);
        assertEquals(List.of(), named(""));
        Drill.untilReady(system);
        Door.EACH_SERVICE.into(system).addProduct(1);
        backUp();
    }

    private void backUp() {
        Ended ended = type(system, "backup", backups.toString());
        assertEquals(new Ended(0, ended.out(), ""), ended);
    }

    private Ended type(QuickSellProcess on, String... words) {
        List<String> arguments = Stream.concat(Stream.of("--conf", on.conf().toString()), Stream.of(words))
                .toList();
        return BuiltJar.ofThisBuild().runBackup(folder, arguments.toArray(new String[0]));
    }

    private Path onlyBackup() {
        List<Path> whole = named("Z");
        assertEquals(1, whole.size(), whole::toString);
        return whole.get(0);
    }

    private List<Path> named(String ending) {
        try (Stream<Path> files = Files.list(backups)) {
            return files.filter(file -> file.getFileName().toString().matches("quicksell-.*" + ending))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ProcessHandle> serversOnCopies() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.startsWith(
                                system.data().resolve("bin/copy").toString()))
                        .isPresent())
                .toList();
    }

    private static Set<String> ordersIn(QuickSellProcess system) {
        try (RedisClient redis = new RedisClient(system.data())) {
            return ((List<?>) redis.send("KEYS", "order:*"))
                    .stream()
                            .map(key -> key.toString().substring("order:".length()))
                            .collect(Collectors.toSet());
        }
    }

    private static String mebibytes(int count) {
        return new Random(1)
                .ints((long) count << 20, ' ', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
