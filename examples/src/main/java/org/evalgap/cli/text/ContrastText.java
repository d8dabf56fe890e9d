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
    private static final int CELL = 20;

    private final SweepPlan plan;
    private final boolean raw;
    private final List<String> lines = new ArrayList<>();
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
        for (String name : List.of("public gain", "inflation", "work gain")) {
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
            StringBuilder line = new StringBuilder(name(row));
            for (Contrast.Difference difference : differences) {
                line.append('\t').append(shown(difference));
            }
            lines.add(line.toString());
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

    private static String shown(Contrast.Difference difference) {
        if (Double.isNaN(difference.value())) {
            return "–";
        }
        String error = Numbers.fixed(difference.standardError(), 4);
        return padded(Numbers.signed(difference.value(), 4) + (error.isEmpty() ? "" : " ±" + error), CELL);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /**
     * The contrasts of the first cells, and what pairing saved.
     *
     * @return lines for a person; empty if no cell was contrasted
     */
    public String text() {
        if (cells == 0) {
            return "";
        }
        int width = lines.stream().mapToInt(line -> line.indexOf('\t')).max().orElse(0);
        StringBuilder out = new StringBuilder("\nAgainst the baseline, ±paired standard error\n");
        out.append(padded("cell", width + 2));
        saved.keySet().forEach(name -> out.append(padded(name, CELL)));
        trim(out).append('\n');
        for (String line : lines) {
            String[] parts = line.split("\t");
            out.append(padded(parts[0], width + 2));
            for (int i = 1; i < parts.length; i++) {
                out.append(padded(parts[i], CELL));
            }
            trim(out).append('\n');
        }
        if (cells > lines.size()) {
            out.append("… and ").append(cells - lines.size()).append(" cells more; --contrasts writes all\n");
        }
        return out.append(savings()).toString();
    }

    private static StringBuilder trim(StringBuilder out) {
        while (out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
        return out;
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
                        + String.join(", ", parts) + "\n";
    }
}
