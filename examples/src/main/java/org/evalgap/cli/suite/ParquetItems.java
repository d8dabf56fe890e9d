package org.evalgap.cli.suite;

import java.nio.file.Path;
import java.util.List;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.store.ParquetRows;
import org.jspecify.annotations.Nullable;

/** Items of a file of Parquet, with the columns that CSV has. */
final class ParquetItems implements ParquetRows.Sink {
    private final Path file;
    private final SetBuilder into;
    private final Row row = new Row();
    private @Nullable Header header;

    private ParquetItems(Path file, SetBuilder into) {
        this.file = file;
        this.into = into;
    }

    /** Adds all items of a file. */
    static void read(Path file, SetBuilder into) {
        int before = into.size();
        ParquetRows.read(file, new ParquetItems(file, into));
        if (into.size() == before) {
            throw new InputException(file + ": no rows; give at least one");
        }
    }

    @Override
    public void columns(List<String> names) {
        header = Header.of(file, names, into.embedded());
    }

    @Override
    public void row(long number, @Nullable Object[] values) {
        row.begin(file + ", row " + number);
        Header known = header;
        if (known == null) {
            throw new IllegalStateException("rows before columns");
        }
        double[] position = known.dimension() == 0 ? null : new double[known.dimension()];
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (position != null && known.axis(i) >= 0) {
                position[known.axis(i)] = coordinate(value, known.name(i));
            } else if (known.column(i) == Column.EMBEDDING) {
                row.position(value == null ? null : vector(value));
            } else {
                row.set(known.column(i), text(value));
            }
        }
        if (position != null) {
            row.position(position);
        }
        into.add(row);
    }

    private double coordinate(@Nullable Object value, String name) {
        double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
        if (Math.abs(number) <= Double.MAX_VALUE) {
            return number;
        }
        throw new InputException(row.where() + ", column \"" + name + "\": " + value + "; must be a finite number");
    }

    private double[] vector(Object value) {
        if (value instanceof Object[] numbers) {
            return Vectors.list(numbers, row);
        }
        if (value instanceof String cell) {
            return Vectors.cell(cell, row);
        }
        throw row.refuse("\"embedding\" must be a list of numbers");
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isNaN(number) ? "NaN" : Numbers.text(number);
        }
        return value.toString();
    }
}
