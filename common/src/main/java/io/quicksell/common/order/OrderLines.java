package io.quicksell.common.order;

import io.quicksell.common.http.Body;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code lines} of an order in a request body. */
public final class OrderLines {

    private OrderLines() {}

    /** Reads {@code lines}: 1 to 100 of {@code {product_id, quantity}}; the lines of one product are summed. */
    public static List<Line> read(Body body) {
        Map<String, Long> units = new LinkedHashMap<>();
        for (Body line : body.objects("lines", 1, Line.MAX_LINES)) {
            units.merge(line.id("product_id"), line.whole("quantity", 1, Line.MAX_QUANTITY), Long::sum);
            line.end();
        }
        List<Line> lines = new ArrayList<>(units.size());
        units.forEach((productId, quantity) -> lines.add(new Line(productId, quantity)));
        if (lines.stream().anyMatch(line -> line.quantity() > Line.MAX_QUANTITY)) {
            body.refuse("lines", "must not ask for more than 1,000,000 units of one product");
        }
        return lines;
    }
}
