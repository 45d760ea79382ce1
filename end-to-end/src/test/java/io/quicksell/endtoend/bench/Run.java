package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.bench.Load.Measured;
import io.quicksell.endtoend.bench.Meter.Reading;
import io.quicksell.endtoend.bench.WayOfRunning.Shipped;
import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.RedisClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/** One run of the benchmark, from the first process to the last figure. */
final class Run {

    static final String FLOOR = "floor, GET /health/live";
    static final String REFERENCE = "reference, Redis alone";
    static final String CLOSED = "closed loop, 64 connections";
    static final String OTHER = "the other build, closed loop";
    static final String HOT = "one hot product";
    static final String SOME_LINES = "orders of 5 lines";
    static final String HALF = "half of the maximum, constant";
    static final String REWRITING = "the same while the AOF is rewritten";
    static final String LIVE = "live events, 20 listeners";
    static final String REDIS = "Redis";
    static final int PRODUCTS = 20;

    private static final int LINES = 5;

    private final Shipped shipped;
    private final Optional<BuiltJar> against;
    private final Pace pace;
    private final long orders;
    private final Consumer<String> progress;
    private final Findings findings = new Findings();

    /**
     * @param against another build, which takes turns with it
     * @param orders with how many orders searching and starting is measured, at least
     * @param progress is told what begins
     */
    Run(Shipped shipped, Optional<BuiltJar> against, Pace pace, long orders, Consumer<String> progress) {
        this.shipped = shipped;
        this.against = against;
        this.pace = pace;
        this.orders = orders;
        this.progress = progress;
    }

    Findings measure() throws Exception {
        progress.accept("start: " + REFERENCE);
        try (Reference reference = Reference.start(shipped, PRODUCTS)) {
            double maximum = measureFreshOnes(reference);
            progress.accept("fill up to " + orders + " orders");
            reference.fill(orders);
            findings.add(Figure.more(ManyOrders.STARTS, Figure.ORDERS, "orders", DoubleStream.of(reference.placed())));
            new ManyOrders(reference.system(), reference.goods(), pace, progress, findings)
                    .measure(Math.min(pace.steadyRate(), maximum / 2), maximum);
        }
        return findings;
    }

    /** Returns how many orders a second are accepted at most. */
    private double measureFreshOnes(Reference reference) throws Exception {
        try (Turns turns = Turns.start(shipped, against, pace, progress)) {
            Contender allInOne = turns.allInOne();
            long bytes = allInOne.meter().redisBytes();
            long sold = allInOne.goods().sold();
            turns.measure(reference, findings);
            turns.closeOthers();
            addBytes(allInOne, bytes, sold);
            double maximum = Math.max(2, allInOne.maximum());
            double half = maximum / 2;
            atHalf(allInOne, half);
            if (pace.more()) {
                orders(HOT, allInOne, 1, allInOne.goods().firstOnly());
                orders(SOME_LINES, allInOne, LINES, allInOne.goods());
            }
            liveEvents(allInOne, (int) Math.min(pace.steadyRate(), half));
            floor(allInOne);
            return maximum;
        }
    }

    private void addBytes(Contender contender, long bytesBefore, long soldBefore) {
        double placed = contender.goods().sold() - soldBefore;
        double all = contender.meter().redisBytes() - bytesBefore;
        double ofStreams = contender.meter().streamBytes();
        findings.add(Figure.less(REDIS, Figure.KEPT, "bytes", DoubleStream.of((all - ofStreams) / placed)));
        findings.add(Figure.less(REDIS, Figure.WITH_STREAMS, "bytes", DoubleStream.of(all / placed)));
    }

    private void atHalf(Contender allInOne, double rate) throws Exception {
        progress.accept(HALF);
        Load load = new Load(pace.connections(), rate);
        List<Measured<Reading>> measured = allInOne.place(load, pace.longWindows(), 1, allInOne.goods());
        findings.addPlaced(HALF, 1, measured);
        findings.addMebibytes(HALF, Figure.OWN_MEMORY, allInOne.meter().ownBytes());
        try (RedisClient redis = allInOne.system().redisClient()) {
            findings.addPercentile(HALF, Figure.LATE, new Lateness(redis, shipped.paymentDelay()).of(measured), 99);
        }
        progress.accept(REWRITING);
        try (AofRewrites rewrites = new AofRewrites(allInOne.system().redisClient())) {
            findings.addPlaced(REWRITING, 1, allInOne.place(load, pace.windows(), 1, allInOne.goods()));
            findings.add(Figure.more(REWRITING, Figure.REWRITES, "in all", DoubleStream.of(rewrites.end())));
        }
    }

    private void orders(String name, Contender allInOne, int lines, Goods wanted) throws Exception {
        progress.accept(name);
        findings.addPlaced(name, lines, allInOne.place(Load.closed(pace.connections()), pace.windows(), lines, wanted));
    }

    private void liveEvents(Contender allInOne, int rate) throws Exception {
        progress.accept(LIVE);
        findings.add(Figure.more(LIVE, Figure.ACCEPTED, "orders/s", DoubleStream.of(rate)));
        findings.addLatencies(
                LIVE,
                new LiveDelay(pace.connections(), rate).measure(allInOne.system(), allInOne.goods(), pace.windows()));
    }

    private void floor(Contender allInOne) throws Exception {
        progress.accept(FLOOR);
        findings.addRequests(
                FLOOR,
                "requests/s",
                Load.closed(pace.connections())
                        .on(
                                allInOne.system().url("payment"),
                                pace.floor(),
                                service -> service.get("/health/live").expect(200)));
    }
}
