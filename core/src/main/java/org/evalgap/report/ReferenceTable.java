package org.evalgap.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.evalgap.Summary;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.PublishedFigure;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepRow;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Collects, for each published figure of a plan, the cells that reproduce it. */
final class ReferenceTable {
    private final SweepPlan plan;
    private final Function<SweepRow, Summary> summary;
    private final List<Match> matches = new ArrayList<>();

    ReferenceTable(SweepPlan plan, Function<SweepRow, Summary> summary) {
        this.plan = plan;
        this.summary = summary;
        for (PublishedFigure figure : plan.reference()) {
            matches.add(new Match(figure, plan.axes().size()));
        }
    }

    /** The cells that reproduce a figure. */
    private final class Match {
        final PublishedFigure figure;
        final double within;
        final Cells nearest = new Cells(1);
        final List<TreeSet<Integer>> levels = new ArrayList<>();
        long cells;

        Match(PublishedFigure figure, int axes) {
            this.figure = figure;
            this.within = Matching.within(figure);
            for (int a = 0; a < axes; a++) {
                levels.add(new TreeSet<>());
            }
        }

        void row(SweepRow row, int[] at) {
            double mean = summary.apply(row).mean(figure.measure());
            nearest.offer(row, -Math.abs(mean - figure.mean()));
            if (Matching.reproduces(figure, mean)) {
                cells++;
                for (int a = 0; a < at.length; a++) {
                    levels.get(a).add(at[a]);
                }
            }
        }

        Matching told() {
            return new Matching(
                    figure,
                    cells,
                    nearest.ranked().isEmpty()
                            ? ""
                            : Cells.name(plan, nearest.ranked().get(0).row()),
                    nearestValue(),
                    levels.stream().map(List::copyOf).toList());
        }

        double nearestValue() {
            return nearest.ranked().isEmpty()
                    ? Double.NaN
                    : summary.apply(nearest.ranked().get(0).row()).mean(figure.measure());
        }
    }

    void row(SweepRow row, int[] levels) {
        matches.forEach(match -> match.row(row, levels));
    }

    List<Matching> matchings() {
        return matches.stream().map(Match::told).toList();
    }

    Table table() {
        StringColumn published = StringColumn.create("published");
        StringColumn measure = StringColumn.create("measure");
        DoubleColumn mean = DoubleColumn.create("mean");
        DoubleColumn sd = DoubleColumn.create("sd");
        DoubleColumn within = DoubleColumn.create("within");
        LongColumn cells = LongColumn.create("cells");
        StringColumn nearest = StringColumn.create("nearest");
        DoubleColumn value = DoubleColumn.create("value");
        List<StringColumn> axes = plan.axes().stream()
                .map(axis -> StringColumn.create(axis.name()))
                .toList();
        for (Match match : matches) {
            published.append(match.figure.name());
            measure.append(match.figure.measure().label());
            mean.append(match.figure.mean());
            sd.append(match.figure.sd());
            within.append(match.within);
            cells.append(match.cells);
            List<Cells.Ranked> ranked = match.nearest.ranked();
            nearest.append(
                    ranked.isEmpty() ? "" : Cells.name(plan, ranked.get(0).row()));
            value.append(match.nearestValue());
            for (int a = 0; a < axes.size(); a++) {
                axes.get(a).append(levels(plan.axes().get(a), match.levels.get(a)));
            }
        }
        List.of(mean, sd, within, value).forEach(Formats::fourDecimals);
        Table table = Table.create(
                "Published figures and the cells that reproduce them",
                published,
                measure,
                mean,
                sd,
                within,
                cells,
                nearest,
                value);
        axes.forEach(table::addColumns);
        return table;
    }

    private static String levels(Axis axis, TreeSet<Integer> levels) {
        return levels.size() == axis.levels()
                ? "any"
                : levels.stream().map(axis::label).collect(Collectors.joining(" "));
    }
}
