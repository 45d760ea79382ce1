package io.quicksell.inventory;

import io.quicksell.common.order.Line;
import java.util.List;
import java.util.stream.Stream;

/** The lines of a reservation as its hash stores them: {@code <product id>:<units>,...}. */
public final class ReservationLines {

    private ReservationLines() {}

    public static List<Line> read(String text) {
        return Stream.of(text.split(","))
                .map(line -> line.split(":"))
                .map(parts -> new Line(parts[0], Long.parseLong(parts[1])))
                .toList();
    }
}
