package org.evalgap.report;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.Parameter;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepColumns;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepRow;
import org.evalgap.sweep.run.SweepRunner;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The rows of a sweep as a table, with the columns of {@link SweepColumns}; NaN is a missing value there. */
public final class SweepTable implements SweepListener {
    private final String name;
    private final List<SweepColumns.Column> sources;
    private final List<Column<?>> columns = new ArrayList<>();

    /**
     * A table without rows, which listens to a sweep.
     *
     * @param plan the plan of the sweep
     */
    public SweepTable(SweepPlan plan) {
        name = plan.name();
        sources = SweepColumns.of(plan).columns();
        for (SweepColumns.Column source : sources) {
            columns.add(column(source));
        }
    }

    private static Column<?> column(SweepColumns.Column source) {
        if (source.type() == Double.class) {
            boolean axis = Parameter.find(source.name()).isPresent();
            return axis ? new AxisColumn(source.name()) : DoubleColumn.create(source.name());
        }
        return source.type() == Long.class ? LongColumn.create(source.name()) : StringColumn.create(source.name());
    }

    /**
     * Runs a plan on all processors.
     *
     * @param plan the plan
     * @return its rows, those of failed points left out
     */
    public static Table of(SweepPlan plan) {
        SweepTable table = new SweepTable(plan);
        SweepRunner.withDefaults().run(plan, table);
        return table.table();
    }

    /**
     * Makes a table of rows.
     *
     * @param plan the plan that they come from
     * @param rows the rows
     * @return the table
     */
    public static Table of(SweepPlan plan, Iterable<SweepRow> rows) {
        SweepTable table = new SweepTable(plan);
        rows.forEach(table::row);
        return table.table();
    }

    @Override
    public void row(SweepRow row) {
        for (int i = 0; i < columns.size(); i++) {
            Object value = sources.get(i).value().apply(row);
            if (columns.get(i) instanceof DoubleColumn numbers) {
                numbers.append((Double) value);
            } else if (columns.get(i) instanceof LongColumn numbers) {
                numbers.append((Long) value);
            } else {
                ((StringColumn) columns.get(i)).append((String) value);
            }
        }
    }

    /**
     * The rows so far.
     *
     * @return a table of its own
     */
    public Table table() {
        Table table = Table.create(name);
        columns.forEach(column -> table.addColumns(column.copy()));
        return table;
    }
}
