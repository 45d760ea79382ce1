package io.quicksell.endtoend.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.quicksell.endtoend.bench.Load.Measured;
import io.quicksell.endtoend.bench.Load.Windows;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final Windows WINDOWS = new Windows(Duration.ofMillis(200), Duration.ofMillis(500), 2);
    private static final int STALLED = 50;
    private static final Duration STALL = Duration.ofMillis(400);

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private String url;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (requests.incrementAndGet() == STALLED) {
                long end = System.nanoTime() + STALL.toNanos();
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        url = "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    /** In a closed loop a stall would be one slow request. */
    @Test
    void aStallIsChargedWithAllThatWasDueMeanwhile() throws Exception {
        Load load = new Load(1, 100);

        List<Measured<Integer>> measured =
                load.on(url, WINDOWS, service -> service.get("/").expect(200), requests::get);

        long late = measured.stream()
                .map(Measured::nanos)
                .mapToLong(nanos -> nanos.getCountBetweenValues(100_000_000, nanos.getMaxValue()))
                .sum();
        assertTrue(late >= 25, late + " of " + measured);
    }

    @Test
    void withConstantArrivalAsManyAreSentAsWereDueAndEachRepetitionHasItsOwn() throws Exception {
        List<Measured<Integer>> measured =
                new Load(3, 100).on(url, WINDOWS, service -> service.get("/").expect(200), requests::get);

        assertEquals(120, requests.get());
        assertEquals(
                List.of(50L, 50L),
                measured.stream().map(each -> each.nanos().getTotalCount()).toList());
        assertEquals(measured.get(0).after(), measured.get(1).before());
        assertEquals(100, measured.get(0).perSecond());
    }

    @Test
    void aClosedLoopSendsAsSoonAsItCan() throws Exception {
        List<Measured<Void>> measured =
                Load.closed(2).on(url, WINDOWS, service -> service.get("/").expect(200));

        measured.forEach(each -> assertTrue(each.nanos().getTotalCount() > 0, each.toString()));
    }

    @Test
    void aWrongResponseEndsIt() {
        assertThrows(
                ExecutionException.class,
                () -> Load.closed(2)
                        .on(url, WINDOWS, service -> service.get("/").expect(201)));
    }
}
