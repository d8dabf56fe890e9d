package org.evalgap.cli.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.picture.FigureRenderer;
import org.evalgap.cli.picture.Ground;
import org.evalgap.measure.Score;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;

/** The main figures of a sweep as PNG images, at the point that its page shows first. */
final class SweepImages {
    private static final String POINTS = "points";
    private static final double PERCENT = 100;

    /** Every eighth moment of a Goodhart curve has an interval. */
    private static final int EVERY = 8;

    private final ResultView view;
    private final int row;
    private final Map<String, byte[]> images = new LinkedHashMap<>();

    private SweepImages(ResultView view, int row) {
        this.view = view;
        this.row = row;
    }

    /**
     * Draws what the rows allow.
     *
     * @param view the rows
     * @param row which lab the page shows first
     * @param curves curves of some points; may be none
     * @return images by file name
     */
    static Map<String, byte[]> of(ResultView view, int row, List<GoodhartCurve> curves) {
        SweepImages made = new SweepImages(view, row);
        made.images.put("waterfall.png", WaterfallImage.png(view, row, Ground.LIGHT));
        made.images.put("waterfall-dark.png", WaterfallImage.png(view, row, Ground.DARK));
        if (!view.axes().isEmpty()) {
            made.add(made.response());
        }
        if (view.axes().size() > 1 && view.grid()) {
            made.heatMap();
        }
        made.add(made.pareto());
        if (!curves.isEmpty()) {
            made.add(goodhart(curves.get(0)));
        }
        return made.images;
    }

    private void add(Figure figure) {
        images.put(figure.name() + ".png", FigureRenderer.png(figure));
        images.put(figure.name() + "-dark.png", FigureRenderer.png(figure, Ground.DARK));
    }

    private static Axis axis(ResultAxis axis) {
        return new Axis(axis.name(), ResultTable.unit(axis.name()), axis.logarithmic());
    }

    private Figure response() {
        ResultAxis along = view.axes().get(0);
        List<Integer> rows = new ArrayList<>();
        if (view.grid()) {
            rows.addAll(view.along(0, row));
        } else {
            for (int each = 0; each < view.table().rows(); each++) {
                rows.add(each);
            }
        }
        List<Series> series = new ArrayList<>();
        for (Score score : Score.values()) {
            series.add(curve(score.gainWords(), score.gainLabel(), along, rows));
        }
        String title = view.grid() ? fromTo(along, rows) : "Gains at every value of " + along.name();
        String note = "Gains in points" + (along.isText() || !view.grid() ? "" : others()) + ". " + view.intervals();
        if (along.isText()) {
            List<String> groups =
                    rows.stream().map(one -> along.label(along.at()[one])).toList();
            return new Figure.Bars("response", title, note, axis(along), Axis.linear("gain", POINTS), groups, series);
        }
        return new Figure.Lines("response", title, note, axis(along), Axis.linear("gain", POINTS), series);
    }

    /** What public and work gain at both ends of an axis. */
    private String fromTo(ResultAxis along, List<Integer> rows) {
        int first = rows.get(0);
        int last = rows.get(rows.size() - 1);
        return "From " + along.name() + " " + along.label(along.at()[first]) + " to "
                + along.label(along.at()[last]) + ": public gain " + ends(Score.PUBLIC, first, last) + ", work gain "
                + ends(Score.WORK, first, last) + " points";
    }

    private String ends(Score score, int first, int last) {
        return gain(score, first) + " → " + gain(score, last);
    }

    private String gain(Score score, int at) {
        return Numbers.signed(PERCENT * view.at(score.gainLabel(), at), 1).replace('-', '−');
    }

    /** Where the other axes are held. */
    private String others() {
        String held = view.axes().stream()
                .skip(1)
                .map(axis -> axis.name() + " " + axis.label(axis.at()[row]))
                .collect(Collectors.joining(", "));
        return held.isEmpty() ? "" : " at " + held;
    }

    private Series curve(String name, String column, ResultAxis along, List<Integer> rows) {
        List<Double> x = rows.stream()
                .map(row -> along.isText() ? (double) rows.indexOf(row) : along.values()[along.at()[row]])
                .toList();
        List<Double> y =
                rows.stream().map(row -> PERCENT * view.at(column, row)).toList();
        boolean intervals = view.grid() && !Double.isNaN(view.factor());
        List<Double> halves = intervals
                ? rows.stream().map(row -> PERCENT * view.half(column, row)).toList()
                : List.of();
        return new Series(name, view.grid() ? Mark.LINE : Mark.POINTS, x, y, halves);
    }

    /** Work gain over the first two axes of numbers, if no cell is missing. */
    private void heatMap() {
        ResultAxis x = view.axes().get(0);
        ResultAxis y = view.axes().get(1);
        if (x.isText() || y.isText()) {
            return;
        }
        List<List<Double>> values = new ArrayList<>();
        for (int j = 0; j < y.levels(); j++) {
            List<Double> line = new ArrayList<>();
            for (int i = 0; i < x.levels(); i++) {
                int cell = view.neighbour(row, 0, i, 1, j);
                if (cell < 0) {
                    return;
                }
                line.add(PERCENT * view.at(Score.WORK.gainLabel(), cell));
            }
            values.add(line);
        }
        add(new Figure.HeatMap(
                "heat-map",
                "Work gains most at " + best(x, y, values),
                "Work gain in points over " + x.name() + " and " + y.name() + ", means of " + view.replicates()
                        + " replicates.",
                axis(x),
                axis(y),
                Axis.linear("work gain", POINTS),
                list(x.values()),
                list(y.values()),
                values));
    }

    private static String best(ResultAxis x, ResultAxis y, List<List<Double>> values) {
        int right = 0;
        int up = 0;
        for (int j = 0; j < values.size(); j++) {
            for (int i = 0; i < values.get(j).size(); i++) {
                if (values.get(j).get(i) > values.get(up).get(right)) {
                    right = i;
                    up = j;
                }
            }
        }
        return x.name() + " " + x.label(right) + ", " + y.name() + " " + y.label(up) + ": "
                + Numbers.fixed(values.get(up).get(right), 1) + " points";
    }

    private double[] points(Score score) {
        return Arrays.stream(view.table().numbers(score.gainLabel()))
                .map(share -> PERCENT * share)
                .toArray();
    }

    private Figure pareto() {
        double[] atPublic = points(Score.PUBLIC);
        double[] atWork = points(Score.WORK);
        List<Integer> order = new ArrayList<>();
        for (int row = 0; row < atPublic.length; row++) {
            order.add(row);
        }
        order.sort((a, b) -> atPublic[a] != atPublic[b]
                ? Double.compare(atPublic[b], atPublic[a])
                : Double.compare(atWork[b], atWork[a]));
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (int row : order) {
            if (atWork[row] > best) {
                best = atWork[row];
                x.add(atPublic[row]);
                y.add(atWork[row]);
            }
        }
        return new Figure.Lines(
                "pareto",
                x.size() + " of " + atPublic.length + (x.size() == 1 ? " lab gives" : " labs give")
                        + " the most work for their public gain",
                "Each point is a lab; the line joins those that no other lab beats in both gains. Means of "
                        + view.replicates() + " replicates.",
                Axis.linear("public gain", POINTS),
                Axis.linear("work gain", POINTS),
                List.of(
                        Series.of("every point", Mark.POINTS, atPublic, atWork),
                        new Series("front", Mark.LINE, x, y, List.of())));
    }

    private static Figure goodhart(GoodhartCurve curve) {
        double[] distance = curve.divergences();
        for (int k = 0; k < distance.length; k++) {
            distance[k] = Math.sqrt(distance[k]);
        }
        List<Series> series = new ArrayList<>();
        for (Score score : Score.values()) {
            double[] gain = curve.scores(score);
            double start = gain[0];
            for (int k = 0; k < gain.length; k++) {
                gain[k] = PERCENT * (gain[k] - start);
            }
            series.add(new Series(
                    score.gainWords(), Mark.LINE, list(distance), list(gain), intervals(curve.halves(score))));
        }
        return new Figure.Lines(
                "goodhart",
                curve.finding(),
                "Gains against the distance that the policy has moved, at " + curve.name() + "; " + curve.told() + ".",
                Axis.linear("√ mean KL divergence", "√nats"),
                Axis.linear("gain", POINTS),
                series);
    }

    /** Where every moment had its interval, they would hide the curve. */
    private static List<Double> intervals(double[] halves) {
        List<Double> some = new ArrayList<>();
        for (int k = 0; k < halves.length; k++) {
            some.add(k % EVERY == 0 ? PERCENT * halves[k] : 0);
        }
        return some;
    }

    private static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>();
        for (double value : values) {
            list.add(value);
        }
        return list;
    }
}
