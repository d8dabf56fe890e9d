package org.evalgap.cli.output;

import java.nio.file.Path;
import java.util.List;
import org.evalgap.cli.input.InputException;
import org.evalgap.sweep.run.SweepColumns;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepProgress;
import org.evalgap.sweep.run.SweepRow;

/** The file that takes in the rows of a sweep as they come. */
public final class SweepFile implements SweepListener, AutoCloseable {
    private final RowsFile rows;
    private final List<SweepColumns.Column> columns;

    private SweepFile(RowsFile rows, List<SweepColumns.Column> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Opens a file, in place of what it held.
     *
     * @param label how the user named the file, such as {@code --out rows.csv}
     * @param file its path
     * @param columns its columns
     * @return the file
     * @throws InputException if it cannot be written
     */
    public static SweepFile open(String label, Path file, SweepColumns columns) {
        return new SweepFile(RowsFile.open(label, file, columns.names()), columns.columns());
    }

    @Override
    public void row(SweepRow row) {
        values(columns.stream().map(column -> column.value().apply(row)).toArray());
    }

    /**
     * Takes in a row.
     *
     * @param values those of its columns
     */
    public void values(Object[] values) {
        rows.record(values);
    }

    @Override
    public void progress(SweepProgress progress) {
        rows.progress();
    }

    /**
     * Writes what is left and closes the file.
     *
     * @throws InputException if that fails
     */
    @Override
    public void close() {
        rows.close();
    }
}
