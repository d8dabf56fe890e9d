package org.evalgap.examples;

import java.util.Locale;
import org.evalgap.Parameter;
import org.evalgap.report.SweepTable;
import org.evalgap.sweep.SweepPlan;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** How much inspiration may a laboratory take that must not lose a tenth of its work gain, and what is its public gain then? */
public final class BestInspiration {
    /** The share of the best work gain that must be kept. */
    private static final double TARGET = 0.9;

    private BestInspiration() {}

    /**
     * Sweeps inspiration into a Tablesaw table and asks the table.
     *
     * @param args not looked at
     */
    public static void main(String[] args) {
        SweepPlan plan = SweepPlan.builder()
                .vary(Parameter.INSPIRATION, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1)
                .replicates(16)
                .build();
        Table rows = SweepTable.of(plan);

        DoubleColumn work = rows.doubleColumn("workGain");
        Table kept =
                rows.where(work.isGreaterThanOrEqualTo(TARGET * work.max())).sortDescendingOn("publicGain");
        Row best = kept.row(0);
        System.out.printf(
                Locale.ROOT,
                "inspiration %.1f: public gain %.3f, work gain %.4f (at most %.4f)%n",
                best.getDouble("inspiration"),
                best.getDouble("publicGain"),
                best.getDouble("workGain"),
                work.max());
    }
}
