package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.bench.Load.Measured;
import io.quicksell.endtoend.bench.Load.Windows;
import io.quicksell.endtoend.driver.KeepAlive;
import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.endtoend.driver.Waiting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * A system that has many orders: how fast it starts, how fast its index of them is built from nothing, and how fast they are found.
 * The orders went through the scripts, without HTTP, before the system was started on them.
 */
record ManyOrders(WayOfRunning system, Goods goods, Pace pace, Consumer<String> progress, Findings findings) {

    static final String STARTS = "many orders";
    static final String AT_REST = "filtered page, at rest";
    static final String MEANWHILE = "filtered page, while orders are written";
    static final String RATE = "closed loop among many orders";
    static final String WRITTEN = "orders that are written meanwhile";

    private static final int CLERKS = 8;
    private static final int PAGES_PER_SECOND = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration INDEX_LIMIT = Duration.ofMinutes(10);

    /**
     * @param writing orders a second
     * @param few how many orders a second are accepted at most where there are few
     */
    void measure(double writing, double few) throws Exception {
        try {
            progress.accept("index of many orders, from nothing");
            findings.add(Figure.less(STARTS, Figure.INDEX_BUILT, "s", repeated(this::buildIndex)));
            progress.accept(AT_REST);
            findings.addLatencies(AT_REST, histograms(pages()));
            progress.accept(MEANWHILE);
            pagesWhileOrdersAreWritten(writing);
            progress.accept(RATE);
            placeAmongMany(few);
            progress.accept("start with many orders");
            try (RedisClient redis = system.redisClient()) {
                AofRewrites.once(redis);
            }
            findings.add(Figure.less(STARTS, Figure.START, "s", repeated(this::startAgain)));
        } catch (Exception | AssertionError e) {
            e.addSuppressed(new AssertionError(system.logTail()));
            throw e;
        }
    }

    /** From the start of the JVM, whose Redis runs already, to the first filtered page. */
    private double buildIndex() throws IOException {
        if (system.process().isRunning()) {
            system.process().kill();
        }
        delete(system.process().data().resolve("index"));
        long begin = System.nanoTime();
        system.process().start();
        try (KeepAlive payment = new KeepAlive(system.url("payment"))) {
            Waiting.until(
                    () -> payment.get(filtered()).status() == 200,
                    BETWEEN_LOOKS,
                    INDEX_LIMIT,
                    () -> "the index is not built within " + INDEX_LIMIT);
        }
        return seconds(begin);
    }

    /** From the start of the JVM, which starts Redis, until it says that it is ready. */
    private double startAgain() {
        system.process().stop();
        long begin = System.nanoTime();
        system.process().start();
        return seconds(begin);
    }

    private void pagesWhileOrdersAreWritten(double writing) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<List<Measured<Void>>> written = thread.submit(() -> new Load(pace.connections(), writing)
                    .on(system.url("payment"), pace.windows(), payment -> goods.order(payment, 1)));
            findings.addLatencies(MEANWHILE, histograms(pages()));
            findings.addRequests(WRITTEN, "orders/s", written.get());
        } finally {
            thread.shutdownNow();
        }
        goods.at(system.url("inventory")).drain();
    }

    private void placeAmongMany(double few) throws Exception {
        List<Measured<Void>> placed = Load.closed(pace.connections())
                .on(
                        system.url("payment"),
                        new Windows(pace.warmUp(), pace.each(), pace.repetitions()),
                        payment -> goods.order(payment, 1));
        findings.addRequests(RATE, "orders/s", placed);
        findings.add(Figure.more(
                RATE, Figure.SHARE_OF_FEW, "%", placed.stream().mapToDouble(each -> 100 * each.perSecond() / few)));
        goods.at(system.url("inventory")).drain();
    }

    private List<Measured<Void>> pages() throws Exception {
        return new Load(CLERKS, PAGES_PER_SECOND).on(system.url("payment"), pace.windows(), ManyOrders::findSome);
    }

    private static void findSome(KeepAlive payment) {
        String found = payment.get(filtered()).expect(200).body();
        if (found.equals("[]")) {
            throw new AssertionError("finds none of the orders");
        }
    }

    /** A status, and a word that one of a thousand orders has. */
    private static String filtered() {
        String word = Reference.reference(ThreadLocalRandom.current().nextInt(Reference.REFERENCES));
        return "/orders?status=completed&limit=50&q=" + word;
    }

    private static List<Histogram> histograms(List<Measured<Void>> measured) {
        return measured.stream().map(Measured::nanos).toList();
    }

    /** Something that takes seconds. */
    @FunctionalInterface
    private interface Timed {
        double seconds() throws IOException;
    }

    private DoubleStream repeated(Timed timed) throws IOException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < pace.restarts(); i++) {
            seconds.add(timed.seconds());
        }
        return seconds.stream().mapToDouble(Double::doubleValue);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }
}
