package org.evalgap.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.cli.output.Numbers;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.Contrast;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepRow;

/** What a person wants to know of the contrasts of a sweep. Keeps a few lines, and one number a cell and measure. */
public final class ContrastText implements SweepListener {
    private static final int MOST_CELLS = 40;
    private static final int PERCENT = 100;

    private final SweepPlan plan;
    private final boolean raw;
    private final List<List<String>> lines = new ArrayList<>();
    private final Map<String, List<Double>> saved = new LinkedHashMap<>();
    private long cells;

    /**
     * A text that has no row yet.
     *
     * @param plan whose cells are contrasted
     * @param raw whether differences are shown as they are, and not adjusted for luck
     */
    public ContrastText(SweepPlan plan, boolean raw) {
        this.plan = plan;
        this.raw = raw;
        for (String name : List.of(Score.PUBLIC.gainWords(), Measure.INFLATION.words(), Score.WORK.gainWords())) {
            saved.put(name, new ArrayList<>());
        }
    }

    @Override
    public void row(SweepRow row) {
        Contrast contrast = row.contrast().orElseThrow();
        if (contrast.baseline() == row.point().index()) {
            return;
        }
        cells++;
        if (!raw) {
            contrast = contrast.adjusted();
        }
        List<Contrast.Difference> differences =
                List.of(contrast.ofGain(Score.PUBLIC), contrast.of(Measure.INFLATION), contrast.ofGain(Score.WORK));
        int i = 0;
        for (List<Double> ratios : saved.values()) {
            double ratio = differences.get(i++).varianceSaved();
            if (!Double.isNaN(ratio)) {
                ratios.add(ratio);
            }
        }
        if (cells <= MOST_CELLS) {
            List<String> line = new ArrayList<>(List.of(name(row)));
            double factor = PERCENT * Numbers.factor(contrast.replicates());
            differences.forEach(difference -> line.add(shown(difference, factor)));
            lines.add(line);
        }
    }

    private String name(SweepRow row) {
        int[] levels = plan.levels(row.point().index());
        List<String> parts = new ArrayList<>();
        for (int a = 0; a < levels.length; a++) {
            parts.add(plan.axes().get(a).name() + " " + plan.axes().get(a).label(levels[a]));
        }
        return String.join(", ", parts);
    }

    private static String shown(Contrast.Difference difference, double factor) {
        if (Double.isNaN(difference.value())) {
            return "–";
        }
        String half = Numbers.fixed(factor * difference.standardError(), 2);
        return Numbers.signed(PERCENT * difference.value(), 2) + (half.isEmpty() ? "" : " ±" + half);
    }

    /**
     * The contrasts of the first cells, and what pairing saved.
     *
     * @param screen what shows the text
     * @return lines for a person; empty if no cell was contrasted
     */
    public String text(Screen screen) {
        if (cells == 0) {
            return "";
        }
        Grid grid = new Grid().names("");
        saved.keySet().forEach(grid::numbers);
        lines.forEach(grid::row);
        StringBuilder out = new StringBuilder("\n")
                .append(screen.wrapped("Points against the baseline, ± half of a paired 95 % interval:"))
                .append(grid.text(screen.width()));
        if (cells > lines.size()) {
            out.append("… and ").append(cells - lines.size()).append(" cells more; --contrasts writes all\n");
        }
        return out.append(screen.wrapped(savings())).toString();
    }

    private String savings() {
        List<String> parts = new ArrayList<>();
        saved.forEach((name, ratios) -> {
            if (!ratios.isEmpty()) {
                ratios.sort(null);
                parts.add(name + " " + Numbers.fixed(ratios.get((ratios.size() - 1) / 2), 1));
            }
        });
        return parts.isEmpty()
                ? ""
                : "Common random numbers are worth so many times the replicates (median over cells): "
                        + String.join(", ", parts) + ".";
    }
}
