package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.bench.Load.Measured;
import io.quicksell.endtoend.bench.Load.Windows;
import io.quicksell.endtoend.bench.Meter.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * A running system under load, which takes turns with others, so that a machine that is slower for a while is slower for all.
 *
 * @param name of its rows
 * @param laps what its turns were
 */
record Contender(String name, WayOfRunning system, Goods goods, Meter meter, List<Measured<Reading>> laps)
        implements AutoCloseable {

    /** A fresh system, with nothing in it but some products. */
    static Contender of(String name, WayOfRunning system, int products) {
        try {
            Goods goods = Goods.addedTo(system.url("inventory"), products);
            return new Contender(name, system, goods, new Meter(system, goods), new ArrayList<>());
        } catch (RuntimeException | AssertionError e) {
            system.close();
            throw e;
        }
    }

    void lap(Pace pace) throws Exception {
        laps.addAll(place(Load.closed(pace.connections()), pace.lap(), 1, goods));
    }

    /** Orders of so many lines, until the time is over and all of them are completed. */
    List<Measured<Reading>> place(Load load, Windows windows, int lines, Goods wanted) throws Exception {
        try {
            List<Measured<Reading>> measured =
                    load.on(system.url("payment"), windows, payment -> wanted.order(payment, lines), meter::read);
            goods.drain();
            return measured;
        } catch (Exception | AssertionError e) {
            e.addSuppressed(new AssertionError(system.logTail()));
            throw e;
        }
    }

    /** How many orders a second are accepted at most. */
    double maximum() {
        return laps.stream().mapToDouble(Measured::perSecond).average().orElseThrow();
    }

    @Override
    public void close() {
        meter.close();
        system.close();
    }
}
