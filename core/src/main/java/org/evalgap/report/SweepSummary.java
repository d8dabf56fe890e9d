package org.evalgap.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.evalgap.Summary;
import org.evalgap.measure.Transfer;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepRow;
import org.evalgap.sweep.run.SweepStatus;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a person wants to know at the end of a sweep. Listens to it and keeps sums and the strongest cells, not the rows, so
 * that memory does not grow with the number of points.
 *
 * <p>Gains are after minus before training. Over cells, transfer is the sum of work gains over the sum of public gains, as it
 * is over replicates: a cell whose public score hardly moves does not decide it. Where it is not {@linkplain
 * org.evalgap.measure.Transfer determined} it is left out.
 */
public final class SweepSummary implements SweepListener {
    private static final int STRONGEST = 5;
    private static final List<Gain> RANKED = List.of(Gain.INFLATION, Gain.WORK_GAIN);
    private static final List<Gain> EFFECTS = List.of(Gain.INFLATION, Gain.WORK_GAIN, Gain.TRANSFER);

    private final SweepPlan plan;
    private final boolean raw;
    private final LuckNote luck = new LuckNote();
    private final PrecisionNote precision;
    private long fewest = Long.MAX_VALUE;
    private long largest;
    private final Gain.Sums all = new Gain.Sums();
    private final Gain.Sums[][] byLevel;
    private final Map<Gain, Cells> greatest = new EnumMap<>(Gain.class);
    private final Map<Gain, Cells> least = new EnumMap<>(Gain.class);
    private final ReferenceTable reference;

    /**
     * A summary of no cells yet.
     *
     * @param plan the plan of the sweep
     */
    public SweepSummary(SweepPlan plan) {
        this(plan, false);
    }

    /**
     * A summary of no cells yet.
     *
     * @param plan the plan of the sweep
     * @param raw whether means are taken as they are, and not adjusted for luck
     */
    public SweepSummary(SweepPlan plan, boolean raw) {
        this.plan = plan;
        this.raw = raw;
        this.precision = new PrecisionNote(plan);
        this.reference = new ReferenceTable(plan, this::of);
        this.byLevel =
                plan.axes().stream().map(axis -> new Gain.Sums[axis.levels()]).toArray(Gain.Sums[][]::new);
        for (Gain.Sums[] levels : byLevel) {
            Arrays.setAll(levels, i -> new Gain.Sums());
        }
        for (Gain gain : Gain.values()) {
            greatest.put(gain, new Cells(STRONGEST));
            least.put(gain, new Cells(1));
        }
    }

    private Summary of(SweepRow row) {
        return raw ? row.summary() : row.adjusted();
    }

    @Override
    public void row(SweepRow row) {
        Summary summary = of(row);
        all.add(summary);
        fewest = Math.min(fewest, summary.replicates());
        largest = Math.max(largest, summary.replicates());
        precision.row(row);
        luck.add(summary);
        int[] levels = plan.levels(row.point().index());
        for (int a = 0; a < levels.length; a++) {
            byLevel[a][levels[a]].add(summary);
        }
        greatest.forEach((gain, cells) -> cells.offer(row, gain.of(summary)));
        least.forEach((gain, cells) -> cells.offer(row, -gain.of(summary)));
        reference.row(row, levels);
    }

    /**
     * The sweep in seven lines: what was swept; of public gain, inflation, work gain, disconnect and transfer the mean over
     * cells, the least and the greatest with their cells, in points, transfer in points at work of 100 in public; and how fast it
     * went.
     *
     * @param status how the sweep ended
     * @return seven lines
     */
    public List<String> lines(SweepStatus status) {
        List<String> lines = new ArrayList<>();
        String axes = plan.axes().stream().map(Axis::name).collect(Collectors.joining(" × "));
        lines.add(String.format(
                Locale.ROOT,
                "%s: %d of %d cells (%s%s), %s, seed %d",
                plan.name(),
                status.delivered(),
                status.points(),
                plan.design().label(),
                axes.isEmpty() ? "" : ": " + axes,
                replicates(),
                plan.seed()));
        for (Gain gain : Gain.values()) {
            lines.add(line(gain));
        }
        lines.add(String.format(
                Locale.ROOT,
                "%d replicates in %.1f s: %.0f a second",
                status.replicatesSimulated(),
                status.seconds(),
                status.rate()));
        return lines;
    }

    /**
     * What came of the plan's precision.
     *
     * @return whether it was reached, where it was missed most, and what it could not be asked of; empty if none was asked for
     */
    public String precision() {
        return precision.text();
    }

    private String replicates() {
        return fewest < largest
                ? fewest + " to " + largest + " replicates each"
                : Math.max(largest, plan.replicates()) + " replicates each";
    }

    /**
     * Whether means were adjusted for luck.
     *
     * @return a line that says so, or in how many cells, and why the others were not; empty if nothing is known of luck
     */
    public String note() {
        return luck.text();
    }

    private String line(Gain gain) {
        List<Cells.Ranked> high = greatest.get(gain).ranked();
        List<Cells.Ranked> low = least.get(gain).ranked();
        String label = String.format(Locale.ROOT, "%-12s ", gain.label);
        if (high.isEmpty()) {
            return label + (gain == Gain.TRANSFER ? "not determined in any cell" + rule() : "no cell has one");
        }
        double mean = all.mean(gain);
        return label + "mean " + (Double.isNaN(mean) ? "not determined" : Formats.points(mean) + unit(gain))
                + ", from " + cell(gain, low.get(0)) + " to " + cell(gain, high.get(0))
                + (gain == Gain.TRANSFER && all.undetermined() > 0 ? undetermined() : "");
    }

    private static String unit(Gain gain) {
        return gain == Gain.TRANSFER ? " of 100" : " points";
    }

    private String cell(Gain gain, Cells.Ranked cell) {
        return Formats.points(gain.of(of(cell.row()))) + " (" + Cells.name(plan, cell.row()) + ")";
    }

    private String undetermined() {
        return "; not determined in " + all.undetermined() + (all.undetermined() == 1 ? " cell" : " cells") + rule();
    }

    private String rule() {
        return all.withoutErrors()
                ? ", with a public gain of at most " + Transfer.LEAST_GAIN
                : ", with a public gain within two standard errors of 0";
    }

    /**
     * The five cells with the most inflation, and the five with the most work gain.
     *
     * @return columns {@code most}, {@code cell}, and a number for each gain
     */
    public Table strongest() {
        StringColumn most = StringColumn.create("most");
        StringColumn cell = StringColumn.create("cell");
        List<DoubleColumn> gains = columns(List.of(Gain.values()));
        for (Gain ranked : RANKED) {
            for (Cells.Ranked one : greatest.get(ranked).ranked()) {
                most.append(ranked.label);
                cell.append(Cells.name(plan, one.row()));
                for (Gain gain : Gain.values()) {
                    gains.get(gain.ordinal()).append(gain.of(of(one.row())));
                }
            }
        }
        return table("Strongest cells", gains, most, cell);
    }

    /**
     * Mean gains over all cells at each level of each axis; a range without steps is cut into five equal parts.
     *
     * @return columns {@code axis}, {@code value}, {@code cells}, and a number for each gain
     */
    public Table levels() {
        StringColumn axes = StringColumn.create("axis");
        StringColumn values = StringColumn.create("value");
        LongColumn cells = LongColumn.create("cells");
        List<DoubleColumn> gains = columns(List.of(Gain.values()));
        for (int a = 0; a < byLevel.length; a++) {
            for (int level = 0; level < byLevel[a].length; level++) {
                axes.append(plan.axes().get(a).name());
                values.append(plan.axes().get(a).label(level));
                cells.append(byLevel[a][level].cells());
                for (Gain gain : Gain.values()) {
                    gains.get(gain.ordinal()).append(byLevel[a][level].mean(gain));
                }
            }
        }
        return table("Means over cells by axis", gains, axes, values, cells);
    }

    /**
     * What moving along each axis does: the means over cells at its last level minus those at its first.
     *
     * @return columns {@code axis}, {@code from}, {@code to}, and a number each for inflation, work gain and transfer
     */
    public Table effects() {
        StringColumn axes = StringColumn.create("axis");
        StringColumn from = StringColumn.create("from");
        StringColumn to = StringColumn.create("to");
        List<DoubleColumn> gains = columns(EFFECTS);
        for (int a = 0; a < byLevel.length; a++) {
            int last = byLevel[a].length - 1;
            axes.append(plan.axes().get(a).name());
            from.append(plan.axes().get(a).label(0));
            to.append(plan.axes().get(a).label(last));
            for (int g = 0; g < EFFECTS.size(); g++) {
                gains.get(g).append(byLevel[a][last].mean(EFFECTS.get(g)) - byLevel[a][0].mean(EFFECTS.get(g)));
            }
        }
        return table("Effect of each axis, last level minus first", gains, axes, from, to);
    }

    /**
     * Published figures beside the cells that reproduce them: those within two standard errors of the published mean.
     *
     * @return columns {@code published}, {@code measure}, {@code mean}, {@code sd}, {@code within}, {@code cells} (how many
     *     reproduce it), {@code nearest} (a cell) and {@code value} (its mean), and one for each axis with the levels of the
     *     cells that reproduce it; no rows where the plan has no reference
     */
    public Table reference() {
        return reference.table();
    }

    /**
     * The same for programs: each published figure with what reproduces it.
     *
     * @return in the plan's order; empty where the plan has no reference
     */
    public List<Matching> matchings() {
        return reference.matchings();
    }

    /**
     * Means over all cells.
     *
     * @return columns {@code measure} and {@code mean}: public gain, inflation, work gain, disconnect and transfer; what is not
     *     determined is missing
     */
    public Table means() {
        StringColumn measures = StringColumn.create("measure");
        DoubleColumn means = DoubleColumn.create("mean");
        for (Gain gain : Gain.values()) {
            measures.append(gain.label);
            means.append(all.mean(gain));
        }
        return table("Means over all cells", List.of(means), measures);
    }

    private static List<DoubleColumn> columns(List<Gain> gains) {
        return gains.stream().map(gain -> DoubleColumn.create(gain.label)).toList();
    }

    private static Table table(String name, List<DoubleColumn> numbers, tech.tablesaw.columns.Column<?>... first) {
        Table table = Table.create(name, first);
        numbers.forEach(column -> table.addColumns(Formats.fourDecimals(column)));
        return table;
    }
}
