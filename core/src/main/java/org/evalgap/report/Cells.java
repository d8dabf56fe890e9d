package org.evalgap.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.evalgap.Parameter;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepRow;

/** The first few of a sweep's cells by some number, the earlier one on ties. */
final class Cells {
    /** A cell and the number that it is ranked by. */
    record Ranked(SweepRow row, double rank) {}

    private final int most;
    private final List<Ranked> first = new ArrayList<>();

    Cells(int most) {
        this.most = most;
    }

    /** Takes in a cell if its number is among the greatest; NaN never is. */
    void offer(SweepRow row, double rank) {
        if (Double.isNaN(rank)) {
            return;
        }
        int place = first.size();
        while (place > 0 && first.get(place - 1).rank() < rank) {
            place--;
        }
        if (place < most) {
            first.add(place, new Ranked(row, rank));
        }
        if (first.size() > most) {
            first.remove(most);
        }
    }

    /** The greatest first. */
    List<Ranked> ranked() {
        return first;
    }

    /** Which cell a row is, by the axes: such as {@code inspiration 0.5, budget 1024}. */
    static String name(SweepPlan plan, SweepRow row) {
        if (plan.axes().isEmpty()) {
            return "the only cell";
        }
        int[] levels = plan.levels(row.point().index());
        List<String> parts = new ArrayList<>();
        for (int a = 0; a < levels.length; a++) {
            Axis axis = plan.axes().get(a);
            String value = axis.continuous() ? drawn(axis.parameter().orElseThrow(), row) : axis.label(levels[a]);
            parts.add(axis.name() + " " + value);
        }
        return String.join(", ", parts);
    }

    /** A value that a design chose, to four digits. */
    private static String drawn(Parameter parameter, SweepRow row) {
        double value = row.point().scenario().get(parameter);
        return parameter.range().whole() ? Parameter.text(value) : String.format(Locale.ROOT, "%.4g", value);
    }
}
