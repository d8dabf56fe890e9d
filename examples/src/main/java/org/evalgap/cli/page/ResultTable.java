package org.evalgap.cli.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.evalgap.Parameter;
import org.evalgap.cli.input.CsvTable;
import org.evalgap.cli.input.InputException;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.sweep.run.SweepColumns;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepRow;

/** The rows of a sweep for a page, as they came from a run or were read from the file that {@code --out} wrote. */
public final class ResultTable {
    /** More rows than this make a page that is slow to open. */
    static final int MOST_ROWS = 20_000;

    private static final List<String> WHOLE = List.of("point", "replicates");

    private final Map<String, double[]> numbers = new LinkedHashMap<>();
    private final Map<String, List<String>> texts = new LinkedHashMap<>();
    private final List<String> names;
    private final int rows;
    private final BitSet adjusted = new BitSet();

    private ResultTable(List<String> names, int rows) {
        this.names = names;
        this.rows = rows;
    }

    /**
     * Refuses sweeps that are too large for a page.
     *
     * @param option what to name in the message
     * @param rows how many rows the sweep has
     * @throws InputException if they are too many
     */
    public static void requireFew(String option, long rows) {
        if (rows > MOST_ROWS) {
            throw new InputException(option + ": a page shows at most " + MOST_ROWS + " points, not " + rows
                    + ";\nwrite all rows with sweep --out, and report a part of them");
        }
    }

    /** Keeps what a report needs of the rows of a running sweep. */
    public static final class Collector implements SweepListener {
        private final List<SweepColumns.Column> columns;
        private final List<Object[]> kept = new ArrayList<>();

        /**
         * A collector that has no row yet.
         *
         * @param columns the columns of the rows to come
         */
        public Collector(SweepColumns columns) {
            this.columns = columns.columns();
        }

        @Override
        public void row(SweepRow row) {
            values(columns.stream().map(column -> column.value().apply(row)).toArray());
        }

        /**
         * Keeps a row.
         *
         * @param values one value a column, in order
         */
        public void values(Object[] values) {
            kept.add(values);
        }

        /**
         * The rows so far.
         *
         * @return a table of them, which later rows do not change
         */
        public ResultTable table() {
            ResultTable table = new ResultTable(
                    columns.stream().map(SweepColumns.Column::name).toList(), kept.size());
            for (int c = 0; c < columns.size(); c++) {
                int column = c;
                String name = columns.get(c).name();
                if (numeric(name)) {
                    table.numbers.put(
                            name,
                            kept.stream()
                                    .mapToDouble(row -> ((Number) row[column]).doubleValue())
                                    .toArray());
                } else {
                    table.texts.put(
                            name,
                            kept.stream().map(row -> row[column].toString()).toList());
                }
            }
            return table;
        }
    }

    /**
     * Reads the rows of a file.
     *
     * @param file comma-separated values with the columns of {@link SweepColumns}
     * @return the rows
     * @throws InputException if the file cannot be read or is not of a sweep
     */
    public static ResultTable read(Path file) {
        CsvTable csv = CsvTable.read(file);
        requireFew(file.toString(), csv.rows());
        List<String> needed = new ArrayList<>(WHOLE);
        for (Score score : Score.values()) {
            needed.add(score.gainLabel());
        }
        for (String name : needed) {
            if (!csv.has(name)) {
                throw new InputException(
                        file + ": no column \"" + name + "\"; give a file that evalgap sweep --out wrote");
            }
        }
        ResultTable table = new ResultTable(csv.header(), csv.rows());
        for (String name : csv.header()) {
            if (numeric(name)) {
                table.numbers.put(name, column(csv, name));
            } else {
                String[] cells = new String[csv.rows()];
                Arrays.setAll(cells, row -> csv.text(row, name));
                table.texts.put(name, List.of(cells));
            }
        }
        return table;
    }

    private static double[] column(CsvTable csv, String name) {
        double[] values = new double[csv.rows()];
        boolean whole = WHOLE.contains(name);
        for (int row = 0; row < values.length; row++) {
            boolean gap = csv.text(row, name).isEmpty() && !whole;
            values[row] = gap ? Double.NaN : csv.number(row, name, whole ? 0 : -Double.MAX_VALUE, Double.MAX_VALUE);
        }
        return values;
    }

    /**
     * The rows with means as they are.
     *
     * @return a table without those that are adjusted for luck
     */
    public ResultTable plain() {
        return without(name -> name);
    }

    /**
     * The rows with adjusted means in the place of those as they are, where there are some.
     *
     * @return a table of as many columns as {@link #plain()}
     */
    public ResultTable adjusted() {
        return without(name -> {
            String better = without(name, SweepColumns.ERROR)
                    + SweepColumns.ADJUSTED
                    + (name.endsWith(SweepColumns.ERROR) ? SweepColumns.ERROR : "");
            return numbers.containsKey(better) ? better : name;
        });
    }

    private ResultTable without(UnaryOperator<String> source) {
        ResultTable table =
                new ResultTable(names.stream().filter(name -> !isAdjusted(name)).toList(), rows);
        for (String name : table.names) {
            if (isText(name)) {
                table.texts.put(name, texts(name));
            } else {
                table.numbers.put(name, numbers(source.apply(name)));
                table.mark(table.numbers(name), numbers(name));
            }
        }
        return table;
    }

    private void mark(double[] shown, double[] plain) {
        for (int row = 0; row < rows; row++) {
            if (Double.compare(shown[row], plain[row]) != 0) {
                adjusted.set(row);
            }
        }
    }

    /** How many rows have means that are adjusted for luck. */
    int adjustedRows() {
        return adjusted.cardinality();
    }

    private static boolean isAdjusted(String name) {
        String base = without(name, SweepColumns.ERROR);
        return base.endsWith(SweepColumns.ADJUSTED) && measured(without(base, SweepColumns.ADJUSTED));
    }

    private static String without(String name, String ending) {
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }

    /** Seeds need more digits than a double has and are kept as text. */
    private static boolean numeric(String name) {
        String base = without(without(name, SweepColumns.ERROR), SweepColumns.ADJUSTED);
        return WHOLE.contains(base)
                || Score.gaining(base).isPresent()
                || Parameter.find(base).isPresent()
                || Measure.labelled(base).isPresent();
    }

    /** Whether a column is a gain or a measure, and no standard error. */
    static boolean measured(String name) {
        return Score.gaining(name).isPresent() || Measure.labelled(name).isPresent();
    }

    /** In what a column is counted; empty for pure numbers. */
    static String unit(String name) {
        String base = without(name, SweepColumns.ERROR);
        Optional<Parameter> parameter = Parameter.find(base);
        if (parameter.isPresent()) {
            return parameter.get().unit();
        }
        if (Score.gaining(base).isPresent()) {
            return "points";
        }
        return Measure.labelled(base)
                .map(measure -> switch (measure.unit()) {
                    case SHARE -> measure == Measure.PEAK_TIME ? "share of the training" : "points";
                    case LOGITS -> "logits";
                    case NATS -> "nats";
                    case RATIO -> "work per public point";
                })
                .orElse("");
    }

    /** What people read a column called. */
    static String words(String name) {
        return Score.gaining(name)
                .map(Score::gainWords)
                .or(() -> Measure.labelled(name).map(Measure::words))
                .orElse(name);
    }

    /** What a column means; empty where its name says it. */
    static String meaning(String name) {
        return Score.gaining(name)
                .map(score -> score.label() + " score: after minus before training")
                .or(() -> Parameter.find(name).map(Parameter::meaning))
                .or(() -> Measure.labelled(name).map(Measure::meaning))
                .orElse("");
    }

    List<String> names() {
        return names;
    }

    /**
     * The number of rows.
     *
     * @return may be 0
     */
    public int rows() {
        return rows;
    }

    boolean isText(String name) {
        return texts.containsKey(name);
    }

    /**
     * Whether there is a column of this name.
     *
     * @param name the name
     * @return true if there is one, of numbers or of text
     */
    public boolean has(String name) {
        return names.contains(name);
    }

    /**
     * A column of numbers.
     *
     * @param name its name
     * @return a number a row, NaN where a cell is empty; not to be changed
     * @throws IllegalArgumentException if there is no such column
     */
    public double[] numbers(String name) {
        double[] values = numbers.get(name);
        if (values == null) {
            throw new IllegalArgumentException("no column of numbers \"" + name + "\"");
        }
        return values;
    }

    /**
     * A column of text.
     *
     * @param name its name
     * @return a text a row
     * @throws IllegalArgumentException if there is no such column
     */
    public List<String> texts(String name) {
        List<String> values = texts.get(name);
        if (values == null) {
            throw new IllegalArgumentException("no column of text \"" + name + "\"");
        }
        return values;
    }
}
