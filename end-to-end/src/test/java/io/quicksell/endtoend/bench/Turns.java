package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.bench.Reference.Took;
import io.quicksell.endtoend.bench.WayOfRunning.Shipped;
import io.quicksell.endtoend.driver.BuiltJar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Several systems and the reference under the same load, in turns: what is said of one is a share of what another could do at about
 * the same time.
 */
final class Turns implements AutoCloseable {

    private final Pace pace;
    private final Consumer<String> progress;
    private final List<Contender> contenders = new ArrayList<>();

    private Turns(Pace pace, Consumer<String> progress) {
        this.pace = pace;
        this.progress = progress;
    }

    /** Starts what takes part: first of all the system in one process. */
    static Turns start(Shipped shipped, Optional<BuiltJar> against, Pace pace, Consumer<String> progress) {
        Turns turns = new Turns(pace, progress);
        try {
            turns.add(Run.CLOSED, WayOfRunning::allInOne, shipped);
            turns.add(WayOfRunning.ACCESS, WayOfRunning::withAccess, shipped);
            against.ifPresent(other -> turns.add(Run.OTHER, WayOfRunning::allInOne, shipped.as(other)));
            if (pace.more()) {
                turns.add(WayOfRunning.SEPARATE, WayOfRunning::separate, shipped);
                turns.add(WayOfRunning.CLUSTERED, WayOfRunning::clustered, shipped);
            }
            return turns;
        } catch (RuntimeException | AssertionError e) {
            turns.close();
            throw e;
        }
    }

    private void add(String name, Function<Shipped, WayOfRunning> way, Shipped build) {
        progress.accept("start: " + name);
        contenders.add(Contender.of(name, way.apply(build), Run.PRODUCTS));
    }

    Contender allInOne() {
        return contenders.get(0);
    }

    void measure(Reference reference, Findings findings) throws Exception {
        for (Contender contender : contenders) {
            progress.accept("warm-up: " + contender.name());
            contender.place(Load.closed(pace.connections()), pace.warmUpOnly(), 1, contender.goods());
        }
        reference.run(pace.lapOfReference());
        List<Took> references = new ArrayList<>();
        for (int lap = 1; lap <= pace.repetitions(); lap++) {
            progress.accept("in turn, " + lap + " of " + pace.repetitions());
            references.add(reference.run(pace.lapOfReference()));
            for (Contender contender : contenders) {
                contender.lap(pace);
            }
        }
        contenders.forEach(contender -> findings.addPlaced(contender.name(), 1, contender.laps()));
        findings.addReference(references);
        compare(references, findings);
    }

    private void compare(List<Took> references, Findings findings) {
        List<Double> own = completed(allInOne());
        List<Double> ofReferences = references.stream().map(Took::perSecond).toList();
        findings.add(Figure.more(
                Run.CLOSED,
                Figure.SHARE_OF_REFERENCE,
                "%",
                ratios(own, ofReferences).map(ratio -> 100 * ratio)));
        for (Contender contender : contenders.subList(1, contenders.size())) {
            List<Double> others = completed(contender);
            DoubleStream share = ratios(others, own).map(ratio -> 100 * ratio);
            findings.add(
                    switch (contender.name()) {
                        case Run.OTHER -> Figure.more(Run.CLOSED, Figure.TIMES_OTHER, "times", ratios(own, others));
                        case WayOfRunning.ACCESS ->
                            Figure.more(contender.name(), Figure.SHARE_OF_ACCESS_OFF, "%", share);
                        default -> Figure.more(contender.name(), Figure.SHARE_OF_ALL_IN_ONE, "%", share);
                    });
        }
    }

    /** Lap by lap. */
    private static DoubleStream ratios(List<Double> of, List<Double> to) {
        return IntStream.range(0, of.size()).mapToDouble(lap -> of.get(lap) / to.get(lap));
    }

    private static List<Double> completed(Contender contender) {
        return contender.laps().stream()
                .map(lap -> Findings.orders(lap, 1) * 1e9 / lap.overall().toNanos())
                .toList();
    }

    /** All but the first: what is measured next is about that one alone. */
    void closeOthers() {
        close(contenders.subList(1, contenders.size()));
    }

    @Override
    public void close() {
        close(contenders);
    }

    private static void close(List<Contender> some) {
        some.forEach(Contender::close);
        some.clear();
    }
}
