package io.quicksell.endtoend.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.bench.Report.Machine;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final String HEAD = "Compared with a.jar of 2026-01-01T00:00:00Z:";
    private static final String NOTHING = "  nothing moved beyond noise";

    @ParameterizedTest
    @CsvSource({
        // as far apart as both spreads together, and a little more
        "90 100 110, 130 140 150, ''",
        "90 100 110, 131 141 151, '  better  load: accepted: 100 -> 141 1/s (+41 %)'",
        "131 141 151, 90 100 110, '  WORSE   load: accepted: 141 -> 100 1/s (-29 %)'",
        // one repetition that was disturbed is noise, and not a change
        "100 100 100, 100 160 161, ''",
        // no spread at all: then by more than 5 %
        "100 100, 105 105, ''",
        "100 100, 106 106, '  better  load: accepted: 100 -> 106 1/s (+6 %)'",
        // measured once, nobody knows the spread
        "100, 115, ''",
        "100 100, 115, ''",
        "100, 116, '  better  load: accepted: 100 -> 116 1/s (+16 %)'"
    })
    void whatMovedIsTheMedianByMoreThanBothSpreads(String before, String now, String line) {
        assertEquals(
                line.isEmpty() ? List.of(HEAD, NOTHING) : List.of(HEAD, line),
                compared("full", List.of(accepted("load", before)), List.of(accepted("load", now))));
    }

    @Test
    void lessIsBetterWhereItIsTime() {
        assertEquals(
                List.of(HEAD, "  better  load: p99: 100 -> 50.0 ms (-50 %)"),
                compared(
                        "full",
                        List.of(Figure.less("load", Figure.SLOW, "ms", values("99 100 101"))),
                        List.of(Figure.less("load", Figure.SLOW, "ms", values("49 50 51")))));
    }

    @Test
    void whatOnlyOneOfThemHasIsNotCompared() {
        assertEquals(
                List.of(HEAD, NOTHING),
                compared("full", List.of(accepted("gone", "1")), List.of(accepted("new", "2"))));
    }

    @Test
    void aMachineThatIsSlowerItselfIsNamed() {
        List<String> lines = compared("full", List.of(accepted(Run.FLOOR, "100")), List.of(accepted(Run.FLOOR, "50")));

        assertTrue(lines.get(2).contains("the machine itself"), lines.toString());
    }

    @Test
    void aRunOfAnotherModeIsNamed() {
        assertTrue(compared("quick", List.of(), List.of()).get(1).contains("was quick and this one is full"));
    }

    @Test
    void aRunWithOtherOrdersIsNamed() {
        Report now = report("full", "b.jar", List.of());
        Report before = new Report(
                now.format(), now.mode(), now.jar(), "", now.started(), 7, now.machine(), now.figures(), now.curves());

        assertTrue(new Comparison(before, now).lines().get(1).contains("that run had 7 orders to search"));
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertEquals(2.5, accepted("load", "9 1 3 2").median());
        assertEquals(8, accepted("load", "9 1 3 2").spread());
    }

    private static List<String> compared(String modeOfBefore, List<Figure> before, List<Figure> now) {
        return new Comparison(report(modeOfBefore, "a.jar", before), report("full", "b.jar", now)).lines();
    }

    private static Report report(String mode, String jar, List<Figure> figures) {
        return new Report(
                Report.FORMAT,
                mode,
                jar,
                "",
                "2026-01-01T00:00:00Z",
                1_000,
                new Machine(2, "Linux", "17", 0),
                figures,
                List.of());
    }

    private static Figure accepted(String of, String values) {
        return Figure.more(of, Figure.ACCEPTED, "1/s", values(values));
    }

    private static DoubleStream values(String values) {
        return Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble);
    }
}
