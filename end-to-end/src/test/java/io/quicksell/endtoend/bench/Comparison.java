package io.quicksell.endtoend.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What moved between two runs by more than their repetitions differ among themselves: the medians are further apart than both spreads
 * together, and by more than 5 %, or 15 % where a run has measured once. A machine that is slower today moves everything; the floor
 * says whether it is.
 */
record Comparison(Report earlier, Report later) {

    private static final double LEAST_SHARE = 0.05;
    private static final double LEAST_SHARE_OF_ONE = 0.15;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Compared with " + earlier.jar() + " of " + earlier.started() + ":");
        if (!earlier.mode().equals(later.mode())) {
            lines.add("  that run was " + earlier.mode() + " and this one is " + later.mode() + ": expect differences");
        }
        if (earlier.orders() != later.orders()) {
            lines.add("  that run had " + earlier.orders() + " orders to search, and this one has " + later.orders());
        }
        if (earlier.machine().cores() != later.machine().cores()) {
            lines.add("  that machine had " + earlier.machine().cores() + " cores and this one has "
                    + later.machine().cores());
        }
        List<String> moved = later.figures().stream().flatMap(this::moved).toList();
        lines.addAll(moved.isEmpty() ? List.of("  nothing moved beyond noise") : moved);
        if (later.figure(Run.FLOOR, Figure.ACCEPTED).filter(this::isMoved).isPresent()) {
            lines.add("  the machine itself is faster or slower than it was (the floor moved): believe the ratios");
        }
        return lines;
    }

    private Stream<String> moved(Figure now) {
        return isMoved(now) ? Stream.of(line(before(now).orElseThrow(), now)) : Stream.empty();
    }

    private Optional<Figure> before(Figure now) {
        return earlier.figure(now.of(), now.name());
    }

    private boolean isMoved(Figure now) {
        return before(now)
                .filter(before -> Math.abs(now.median() - before.median())
                        > Math.max(before.spread() + now.spread(), leastShare(before, now) * Math.abs(before.median())))
                .isPresent();
    }

    private static double leastShare(Figure before, Figure now) {
        return before.values().size() == 1 || now.values().size() == 1 ? LEAST_SHARE_OF_ONE : LEAST_SHARE;
    }

    private static String line(Figure before, Figure now) {
        boolean better = now.median() > before.median() == now.moreIsBetter();
        String change = before.median() == 0
                ? ""
                : String.format(Locale.ROOT, " (%+.0f %%)", 100 * (now.median() / before.median() - 1));
        return String.format(
                Locale.ROOT,
                "  %s  %s: %s -> %s%s",
                better ? "better" : "WORSE ",
                now.key(),
                Numbers.text(before.median()),
                (Numbers.text(now.median()) + " " + now.unit()).strip(),
                change);
    }
}
