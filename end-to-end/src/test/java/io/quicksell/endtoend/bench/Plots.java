package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.bench.Report.Curve;
import io.quicksell.endtoend.bench.Report.Point;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws figures as SVG. What there is nothing of is not drawn. */
final class Plots {

    private static final List<String> COLOURS = List.of(
            "#1f5fa8", "#c2571a", "#2d7d46", "#8a3ea8", "#a8203a", "#4b6470", "#977200", "#00808a", "#5a4fcf", "#666");

    private static final int LEFT = 260;
    private static final int WIDTH = 900;
    private static final int ROW = 26;

    private static final int CURVES_LEFT = 60;
    private static final int CURVES_WIDTH = 560;
    private static final int CURVES_HEIGHT = 320;
    private static final int LEGEND_LEFT = CURVES_LEFT + CURVES_WIDTH + 20;
    private static final int TOP = 10;

    /** 99.99 %: one of 10,000 is slower. */
    private static final double MOST_NINES = 4;

    private Plots() {}

    /** A bar for each figure up to its median, and a line from its least to its most. */
    static Optional<String> bars(List<Figure> figures) {
        double most = figures.stream().mapToDouble(Figure::most).max().orElse(0);
        if (most == 0) {
            return Optional.empty();
        }
        StringBuilder svg = new StringBuilder(open(WIDTH, figures.size() * ROW + TOP));
        double scale = (WIDTH - LEFT - 110) / most;
        for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            int y = TOP + i * ROW;
            svg.append(text(0, y + 13, figure.of()))
                    .append(String.format(
                            Locale.ROOT,
                            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"%s\"/>",
                            LEFT,
                            y,
                            figure.median() * scale,
                            COLOURS.get(0)))
                    .append(line(
                            LEFT + figure.least() * scale, y + 9, LEFT + figure.most() * scale, y + 9, "#c2571a", 3))
                    .append(text(
                            LEFT + 8 + figure.most() * scale,
                            y + 13,
                            Numbers.text(figure.median()) + " " + figure.unit()))
                    .append('\n');
        }
        return Optional.of(svg.append("</svg>\n").toString());
    }

    /** A line for each curve, whose steps to the right are one nine more each. */
    static Optional<String> curves(List<Curve> curves) {
        double most = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Point::millis)
                .max()
                .orElse(0);
        if (most == 0) {
            return Optional.empty();
        }
        double decades = Math.ceil(Math.log10(most) + 1);
        StringBuilder svg = new StringBuilder(open(WIDTH, Math.max(CURVES_HEIGHT + 40, curves.size() * 20 + TOP)));
        for (int decade = 0; decade <= decades; decade++) {
            double y = TOP + CURVES_HEIGHT * (1 - decade / decades);
            svg.append(line(CURVES_LEFT, y, CURVES_LEFT + CURVES_WIDTH, y, "#d5dae1", 1))
                    .append(text(0, y + 4, Numbers.text(Math.pow(10, decade - 1)) + " ms"));
        }
        for (String percentile : List.of("0", "90", "99", "99.9", "99.99")) {
            svg.append(text(x(Double.parseDouble(percentile)) - 10, TOP + CURVES_HEIGHT + 18, percentile + " %"));
        }
        for (int i = 0; i < curves.size(); i++) {
            String colour = COLOURS.get(i % COLOURS.size());
            String points = curves.get(i).points().stream()
                    .map(point ->
                            String.format(Locale.ROOT, "%.1f,%.1f", x(point.percentile()), y(point.millis(), decades)))
                    .collect(Collectors.joining(" "));
            svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" + colour + "\" points=\"" + points
                            + "\"/>")
                    .append(line(LEGEND_LEFT, TOP + 10 + i * 20, LEGEND_LEFT + 20, TOP + 10 + i * 20, colour, 3))
                    .append(text(
                            LEGEND_LEFT + 26, TOP + 14 + i * 20, curves.get(i).of()))
                    .append('\n');
        }
        return Optional.of(svg.append("</svg>\n").toString());
    }

    private static double x(double percentile) {
        double nines = Math.min(MOST_NINES, -Math.log10(1 - Math.min(percentile, 99.9999) / 100));
        return CURVES_LEFT + CURVES_WIDTH * nines / MOST_NINES;
    }

    /** The lowest line is 0.1 ms. */
    private static double y(double millis, double decades) {
        return TOP + CURVES_HEIGHT * (1 - Math.max(0, Math.log10(Math.max(millis, 0.1)) + 1) / decades);
    }

    private static String open(int width, int height) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 " + width + " " + height + "\">\n";
    }

    private static String text(double x, double y, String text) {
        return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>", x, y, Page.escaped(text));
    }

    private static String line(double x1, double y1, double x2, double y2, String colour, int width) {
        return String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>",
                x1,
                y1,
                x2,
                y2,
                colour,
                width);
    }
}
