package io.quicksell.endtoend.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.bench.Report.Curve;
import io.quicksell.endtoend.bench.Report.Machine;
import io.quicksell.endtoend.bench.Report.Point;
import io.quicksell.endtoend.bench.Report.Unreadable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {

    private static final Report REPORT = new Report(
            Report.FORMAT,
            "quick",
            "quicksell-1.jar",
            "before/quicksell.jar",
            "2026-01-01T00:00:00Z",
            1_000_000,
            new Machine(2, "Linux amd64", "OpenJDK 17", 0.25),
            List.of(
                    Figure.more(Run.CLOSED, Figure.ACCEPTED, "orders/s", DoubleStream.of(2_431.5, 2_390, 2_502)),
                    Figure.less(Run.CLOSED, Figure.SLOW, "ms", DoubleStream.of(80.25)),
                    Figure.less(Run.CLOSED, Figure.SCRIPTS, "µs/order", DoubleStream.of(80.2)),
                    Figure.less("Redis <& its memory", "in all", "bytes", DoubleStream.of(957)),
                    Figure.less(Run.REDIS, Figure.KEPT, "bytes", DoubleStream.of(750)),
                    Figure.less(ManyOrders.STARTS, Figure.START, "s", DoubleStream.of(9))),
            List.of(new Curve(Run.CLOSED, List.of(new Point(0, 1.5), new Point(99, 80.25), new Point(100, 900)))));

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Path file = folder.resolve("new/folder/report.json");

        REPORT.write(file);

        assertEquals(REPORT, Report.read(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "[]", "{\"format\": 1}", "{\"orders\": 7}"})
    void anotherFileIsRefusedInOneLine(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("other.json"), text);

        String line = assertThrows(Unreadable.class, () -> Report.read(file)).getMessage();

        assertTrue(
                line.startsWith(file + " has no results of a benchmark")
                        && line.lines().count() == 1,
                line);
    }

    @Test
    void anotherFormatIsRefused() throws Exception {
        Path file = folder.resolve("report.json");
        REPORT.write(file);
        Files.writeString(file, Files.readString(file).replaceFirst("\"format\" : 1", "\"format\" : 2"));

        assertEquals(
                file + " has format 2, and this is 1",
                assertThrows(Unreadable.class, () -> Report.read(file)).getMessage());
    }

    @Test
    void theTableHasTheRatesAndEachFigureBesideItsMark() {
        assertEquals(
                List.of(
                        "                                              median          range           mark",
                        "closed loop, 64 connections: accepted         2,432 orders/s  2,390 to 2,502",
                        "closed loop, 64 connections: time in scripts  80.2 µs/order                   <= 80.0  MISSED",
                        "Redis: bytes of an order, for ever            750 bytes                       <= 750  met",
                        "many orders: start                            9.00 s                          <= 10.0  met"),
                new Table(REPORT).lines());
    }

    @Test
    void aMarkForMoreOrdersThanThereAreIsNotMet() {
        Figure start = Figure.less(ManyOrders.STARTS, Figure.START, "s", DoubleStream.of(9));
        Figure late = Figure.less(ManyOrders.STARTS, Figure.START, "s", DoubleStream.of(11));

        assertEquals(
                "<= 10.0  (with 1,000,000 orders)", Table.row(start, 999_999).mark());
        assertEquals("<= 10.0  MISSED", Table.row(late, 999_999).mark());
    }

    @Test
    void whereMoreIsBetterTheMarkIsTheLeast() {
        Figure share = Figure.more(Run.CLOSED, Figure.SHARE_OF_REFERENCE, "%", DoubleStream.of(44, 45, 100));
        Figure less = Figure.more(Run.CLOSED, Figure.SHARE_OF_REFERENCE, "%", DoubleStream.of(44));

        assertEquals(">= 45.0  met", Table.row(share, 1).mark());
        assertEquals(">= 45.0  MISSED", Table.row(less, 1).mark());
    }

    @Test
    void thePageShowsItAndNeedsNothingFromElsewhere() {
        String page = new Page(REPORT, List.of("worse <by> far")).text();

        assertTrue(page.contains("<td>Redis &lt;&amp; its memory: in all</td><td>957 bytes</td>"), page);
        assertTrue(page.contains("<td>" + Run.CLOSED + "</td><td>2,432</td><td>-</td><td>-</td><td>80.3</td>"), page);
        assertTrue(page.contains("<pre>worse &lt;by> far</pre>"), page);
        assertEquals(3, Pattern.compile("<svg ").matcher(page).results().count());
        assertEquals(1, Pattern.compile("<polyline ").matcher(page).results().count());
        assertEquals(
                List.of(),
                Pattern.compile("(?:src|href)=\"|@import|url\\(")
                        .matcher(page)
                        .results()
                        .toList());
    }
}
