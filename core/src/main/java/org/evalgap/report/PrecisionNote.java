package org.evalgap.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.sweep.Precision;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepRow;
import org.jspecify.annotations.Nullable;

/** Counts in which cells a plan's precision was missed, and where it could not be asked for. */
final class PrecisionNote {
    private final SweepPlan plan;
    private final @Nullable Precision wanted;

    /** In how many cells a gain or measure is not determined. */
    private final Map<String, Long> undetermined = new LinkedHashMap<>();

    private long cells;
    private long missed;
    private double worstMiss = 1;
    private String worst = "";

    PrecisionNote(SweepPlan plan) {
        this.plan = plan;
        this.wanted = plan.precision().orElse(null);
    }

    void row(SweepRow row) {
        cells++;
        if (wanted == null) {
            return;
        }
        wanted.undetermined(row.summary()).forEach(name -> undetermined.merge(name, 1L, Long::sum));
        double miss = wanted.miss(row.summary());
        missed += miss > 1 ? 1 : 0;
        if (miss > worstMiss) {
            worstMiss = miss;
            worst = Cells.name(plan, row);
        }
    }

    /** What was asked for, in words. */
    private static String asked(Precision precision) {
        return precision.errors().entrySet().stream()
                .map(error -> error.getValue() + " (" + Score.words(error.getKey()) + ")")
                .collect(Collectors.joining(", ", "standard errors of at most ", ""));
    }

    /** Lines that say what came of it; empty if no precision was asked for. */
    String text() {
        if (wanted == null) {
            return "";
        }
        String reached = missed == 0
                ? "Precision reached: " + asked(wanted) + "\n"
                : "Precision NOT reached in " + missed + " of " + cells
                        + " cells, which have the most replicates allowed, " + wanted.most() + ": " + asked(wanted)
                        + ";\n"
                        + String.format(
                                Locale.ROOT, "the worst has standard errors %.2f times as large (%s)", worstMiss, worst)
                        + "\n";
        StringBuilder text = new StringBuilder(reached);
        undetermined.forEach((name, count) -> text.append("No precision of ")
                .append(Score.words(name))
                .append(" in ")
                .append(count)
                .append(" of ")
                .append(cells)
                .append(" cells, where it is not determined")
                .append(
                        name.equals(Measure.TRANSFER.label())
                                ? " (a public gain within two standard errors of 0);"
                                : " (no number in some replicate);")
                .append(" nothing more was simulated for it\n"));
        return text.toString();
    }
}
