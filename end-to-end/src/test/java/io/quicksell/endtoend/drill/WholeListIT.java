package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.endtoend.driver.Shop;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A hundred thousand products, and a JVM of 256 MiB that could not hold what all of its readers are to get. */
class WholeListIT {

    private static final int PRODUCTS = 100_000;
    private static final int AT_ONCE = 1_000;
    private static final int SLOW_READERS = 24;
    private static final Duration QUICKLY = Duration.ofSeconds(2);

    /** As create_product.lua would have made them. */
    private static final String MAKE_PRODUCTS = """
            for i = tonumber(ARGV[1]), tonumber(ARGV[2]) do
              local made = string.format('%.0f', 1700000000000 + i)
              local id = string.format('%08x-0000-4000-8000-000000000000', i)
              redis.call('HSET', 'product:' .. id, 'name', 'Product ' .. i, 'price', 250, 'quantity', 10, 'held', 0, 'sold', 0,
                'added', 10, 'low_stock_at', '', 'version', 1, 'created_at', made,
                'updated_at', made)
              redis.call('ZADD', 'products', made, id)
              redis.call('XADD', 'movements:' .. id, '*', 'kind', 'created', 'units', 10, 'quantity', 10)
            end
            """;

    private static final QuickSellProcess SYSTEM =
            new QuickSellProcess(BuiltJar.ofThisBuild(), List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"), "");

    @BeforeAll
    static void aLargeShop() {
        SYSTEM.start();
        try (RedisClient redis = new RedisClient(SYSTEM.data())) {
            redis.sendAll(IntStream.range(0, PRODUCTS / AT_ONCE)
                    .map(batch -> batch * AT_ONCE)
                    .mapToObj(first -> List.of(
                            "EVAL", MAKE_PRODUCTS, "0", String.valueOf(first), String.valueOf(first + AT_ONCE - 1)))
                    .toList());
        }
    }

    @AfterAll
    static void stop() {
        SYSTEM.close();
    }

    @Test
    void streamsWithItsBeginningAtOnceToQuickAndSlowReadersWhileOthersAreServed() throws Exception {
        List<SlowReader> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_READERS; i++) {
                slow.add(new SlowReader(SYSTEM.url("inventory")));
            }
            CompletableFuture<Read> whole = CompletableFuture.supplyAsync(WholeListIT::readAll);
            Duration longest = useTheShopUntil(whole);
            Read read = whole.join();

            Drill.report(
                    "%d products in %d ms, the first byte after %d ms; others waited %d ms at most",
                    read.ids().size(),
                    read.took().toMillis(),
                    read.firstByteAfter().toMillis(),
                    longest.toMillis());
            assertEquals(PRODUCTS, read.ids().size());
            assertTrue(read.firstByteAfter().compareTo(read.took().dividedBy(2)) < 0, read.firstByteAfter()::toString);
            assertTrue(read.firstByteAfter().compareTo(QUICKLY) < 0, read.firstByteAfter()::toString);
            assertTrue(longest.compareTo(QUICKLY) < 0, longest::toString);
            assertEquals(PRODUCTS, slow.get(0).readOn());
        } finally {
            for (SlowReader reader : slow) {
                reader.close();
            }
        }
        assertTrue(SYSTEM.isRunning(), SYSTEM::logTail);
        assertFalse(SYSTEM.log().contains("OutOfMemory"), SYSTEM::logTail);
    }

    /** Looks at its health and places orders, over and over, and returns the longest that a response took. */
    private static Duration useTheShopUntil(CompletableFuture<?> end) {
        Shop shop = Door.EACH_SERVICE.into(SYSTEM);
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 3 || !end.isDone(); i++) {
            String product = String.format("%08x-0000-4000-8000-000000000000", i);
            long begun = System.nanoTime();
            shop.inventory().get("/health/live").expect(200);
            long alive = System.nanoTime();
            shop.placeOrder(product, 1).expect(201);
            long placed = System.nanoTime();
            longest = Duration.ofNanos(Math.max(longest.toNanos(), Math.max(alive - begun, placed - alive)));
        }
        return longest;
    }

    private record Read(Set<String> ids, Duration firstByteAfter, Duration took) {}

    private static Read readAll() {
        long begun = System.nanoTime();
        Set<String> ids = new HashSet<>();
        HttpRequest request = HttpRequest.newBuilder(URI.create(SYSTEM.url("inventory") + "/products"))
                .build();
        try {
            HttpResponse<InputStream> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
            try (JsonParser array = new ObjectMapper().createParser(response.body())) {
                assertEquals(JsonToken.START_ARRAY, array.nextToken());
                long first = System.nanoTime();
                while (array.nextToken() != JsonToken.END_ARRAY) {
                    if (array.currentToken() == JsonToken.VALUE_STRING && "id".equals(array.currentName())) {
                        assertTrue(ids.add(array.getText()), array.getText());
                    }
                }
                return new Read(ids, Duration.ofNanos(first - begun), Duration.ofNanos(System.nanoTime() - begun));
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(SYSTEM.logTail(), e);
        }
    }
}
