package io.quicksell.endtoend.bench;

import java.util.List;
import java.util.Optional;

/**
 * What a figure should be on two cores. Most are about ratios and shares, which hold on any machine.
 *
 * @param limit the least where more is better, else the most
 * @param orders how many orders there have to be for it to say anything; 0 where it does not matter
 */
record Mark(String of, String name, double limit, long orders) {

    private static final long MANY = 1_000_000;

    private static final List<Mark> ALL = List.of(
            new Mark(Run.CLOSED, Figure.SCRIPTS, 80, 0),
            new Mark(Run.HOT, Figure.SCRIPTS, 80, 0),
            new Mark(Run.SOME_LINES, Figure.SCRIPTS, 200, 0),
            new Mark(Run.CLOSED, Figure.SHARE_OF_REFERENCE, 45, 0),
            new Mark(Run.CLOSED, Figure.TIMES_OTHER, 1.8, 0),
            new Mark(Run.CLOSED, Figure.BOTH, 0.30, 0),
            new Mark(Run.CLOSED, Figure.INDEX, 0.04, 0),
            new Mark(WayOfRunning.ACCESS, Figure.SHARE_OF_ACCESS_OFF, 90, 0),
            new Mark(WayOfRunning.SEPARATE, Figure.SHARE_OF_ALL_IN_ONE, 80, 0),
            new Mark(WayOfRunning.CLUSTERED, Figure.SHARE_OF_ALL_IN_ONE, 80, 0),
            new Mark(Run.HALF, Figure.SLOW, 20, 0),
            new Mark(Run.HALF, Figure.LATE, 50, 0),
            new Mark(Run.HALF, Figure.OWN_MEMORY, 320, 0),
            new Mark(Run.REWRITING, Figure.SLOW, 40, 0),
            new Mark(Run.REDIS, Figure.KEPT, 750, 0),
            new Mark(Run.REDIS, Figure.WITH_STREAMS, 1_000, 0),
            new Mark(Run.LIVE, Figure.SLOW, 200, 0),
            new Mark(ManyOrders.RATE, Figure.SHARE_OF_FEW, 80, MANY),
            new Mark(ManyOrders.AT_REST, Figure.SLOW, 30, MANY),
            new Mark(ManyOrders.MEANWHILE, Figure.MEDIAN, 20, MANY),
            new Mark(ManyOrders.MEANWHILE, Figure.SLOW, 100, MANY),
            new Mark(ManyOrders.STARTS, Figure.START, 10, MANY),
            new Mark(ManyOrders.STARTS, Figure.INDEX_BUILT, 60, MANY));

    /** The figures that have one. */
    static List<String> keys() {
        return ALL.stream().map(mark -> Figure.key(mark.of, mark.name)).toList();
    }

    static Optional<Mark> of(Figure figure) {
        return ALL.stream()
                .filter(mark -> mark.of.equals(figure.of()) && mark.name.equals(figure.name()))
                .findFirst();
    }

    /** Says what it is, and whether a figure gets there in a run with that many orders. */
    String verdict(Figure figure, long there) {
        boolean isMet = figure.moreIsBetter() ? figure.median() >= limit : figure.median() <= limit;
        String mark = (figure.moreIsBetter() ? ">= " : "<= ") + Numbers.text(limit);
        if (!isMet) {
            return mark + "  MISSED";
        }
        return mark + (there < orders ? "  (with " + Numbers.text(orders) + " orders)" : "  met");
    }
}
