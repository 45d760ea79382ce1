package io.quicksell.endtoend.driver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Takes spans by OTLP over HTTP, as a collector does; or does not answer, as one in trouble does. */
public final class Collector implements AutoCloseable {

    private final List<TracedSpan> spans = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final HttpServer server;
    private volatile boolean isHanging;

    public Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it takes connections and requests, and says nothing. */
    public void hang() {
        isHanging = true;
    }

    /** Waits until it has left somebody without an answer. */
    public void awaitVictim() throws InterruptedException {
        asked.await();
    }

    /** All that are like that, those that ended first before the others. */
    public List<TracedSpan> spans(Predicate<TracedSpan> wanted) {
        return spans.stream().filter(wanted).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (isHanging) {
            asked.countDown();
            awaitEnd();
        } else {
            spans.addAll(TracedSpan.of(body));
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void awaitEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
