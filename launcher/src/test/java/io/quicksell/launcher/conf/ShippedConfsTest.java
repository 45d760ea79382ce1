package io.quicksell.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conf files that are shipped, as they are and as the documentation says to change them. */
class ShippedConfsTest {

    private static final Path SHIPPED = Path.of("..", "conf");
    private static final Map<String, String> KEY = Map.of("QUICKSELL_SERVICE_KEY", "0123456789-0123456789-0123456789");

    @TempDir
    private Path home;

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachCanBeUsedAndLeavesNothingOpen(Path file) {
        assertEquals(List.of(), shipped(file.getFileName().toString()).open());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inventory", "payment", "web"})
    void aProcessOfItsOwnAsksNobodyUntilItsConfSaysSo(String process) throws IOException {
        assertFalse(shipped(process + ".json").access().isRequired());

        QuickSellConfig changed = required(process);
        assertTrue(changed.access().isRequired());
        assertTrue(changed.accessService().isEmpty());
    }

    @Test
    void theSeparateProcessesFindEachOtherAndShareNoFolder() throws IOException {
        QuickSellConfig access = shipped("access.json");
        QuickSellConfig inventory = required("inventory");
        QuickSellConfig payment = required("payment");
        QuickSellConfig desk = required("web");

        String inventoryUrl = url(inventory.inventory().orElseThrow().port());
        String paymentUrl = url(payment.payment().orElseThrow().port());
        assertEquals(inventoryUrl, payment.payment().orElseThrow().inventoryUrl());
        assertEquals(paymentUrl, inventory.inventory().orElseThrow().paymentUrl());
        assertEquals(List.of(inventoryUrl), desk.web().orElseThrow().inventoryUrls());
        assertEquals(List.of(paymentUrl), desk.web().orElseThrow().paymentUrls());
        assertEquals(
                List.of(url(access.accessService().orElseThrow().port())),
                desk.web().orElseThrow().accessUrls());
        assertEquals(
                4,
                Stream.of(access, inventory, payment, desk)
                        .map(config -> config.data().getFileName())
                        .distinct()
                        .count());
    }

    private static QuickSellConfig shipped(String name) {
        return QuickSellConfig.read(Path.of(".."), "conf/" + name, KEY);
    }

    /** With the one word changed that asks for a log-in. */
    private QuickSellConfig required(String process) throws IOException {
        String conf = Files.readString(SHIPPED.resolve(process + ".json"));
        Files.writeString(home.resolve(process + ".json"), conf.replace("\"off\"", "\"required\""));
        return QuickSellConfig.read(home, process + ".json", KEY);
    }

    private static String url(int port) {
        return "http://localhost:" + port;
    }
}
