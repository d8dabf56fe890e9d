package org.evalgap.cli.input;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.evalgap.reading.Entries;
import org.evalgap.reading.ScenarioReader;
import org.evalgap.task.TaskSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads explicit task sets from tables: columns {@code x0} … {@code x{D-1}} and {@code difficulty}, optionally
 * {@code format} (0 or 1; an empty cell takes that of the place where the set is used), {@code weight}, {@code answer} (1 or −1; an
 * empty cell leaves it to the scenario's rule) and {@code id}.
 */
public final class TaskTable {
    private static final Pattern COORDINATE = Pattern.compile("x(0|[1-9]\\d*)");
    private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private final CsvTable table;
    private final int dimension;

    private TaskTable(CsvTable table) {
        this.table = table;
        this.dimension =
                (int) table.header().stream().filter(TaskTable::isCoordinate).count();
    }

    /**
     * Reads a table of tasks.
     *
     * @param file the path of the file
     * @return the tasks in the order of the rows
     * @throws InputException if a column is missing or unknown, or a cell is not legal
     */
    public static TaskSet read(Path file) {
        return of(CsvTable.read(file));
    }

    private static TaskSet of(CsvTable table) {
        TaskTable tasks = new TaskTable(table);
        tasks.checkColumns();
        return tasks.tasks();
    }

    /**
     * Reads the tables that a file names: those beside it; for a pipe, those in the working directory. Each is read once, so that all
     * points of a sweep have the same tasks.
     */
    static ScenarioReader.TaskFiles beside(Path file) {
        return beside(file, new ConcurrentHashMap<>());
    }

    /** The same, where the bytes of every table that is read are kept by its name. */
    static ScenarioReader.TaskFiles beside(Path file, Map<String, byte[]> texts) {
        Path folder = Files.isRegularFile(file) ? file.toAbsolutePath().getParent() : null;
        return once(name -> {
            Path table = folder == null ? Path.of(name) : folder.resolve(name);
            byte[] text = CsvTable.text(table);
            texts.put(name, text);
            return of(CsvTable.of(table, text));
        });
    }

    /** Reads tables from bytes that were {@linkplain #beside(Path, Map) kept}. */
    static ScenarioReader.TaskFiles kept(Map<String, byte[]> texts) {
        return once(name -> {
            byte[] text = texts.get(name);
            if (text == null) {
                throw new InputException(name + ": the table did not travel with its plan");
            }
            return of(CsvTable.of(Path.of(name), text));
        });
    }

    private static ScenarioReader.TaskFiles once(Function<String, TaskSet> reader) {
        Map<String, TaskSet> known = new ConcurrentHashMap<>();
        return name -> known.computeIfAbsent(name, reader);
    }

    private static boolean isCoordinate(String column) {
        return COORDINATE.matcher(column).matches();
    }

    private void checkColumns() {
        List<String> known = new ArrayList<>(List.of("difficulty", "format", "weight", "answer", "id"));
        for (int d = 0; d < Math.max(1, dimension); d++) {
            known.add("x" + d);
            if (!table.has("x" + d)) {
                throw header("no column \"x" + d + "\"; coordinates are columns x0, x1, … without a hole");
            }
        }
        for (String column : table.header()) {
            if (!known.contains(column)) {
                throw header("unknown column \"" + column + "\"" + Entries.suggestion(column, known)
                        + " Known: x0 …, difficulty, format, weight, answer, id");
            }
        }
        if (!table.has("difficulty")) {
            throw header("no column \"difficulty\" (logits)");
        }
    }

    private InputException header(String problem) {
        return new InputException(table.file() + ", header: " + problem);
    }

    private TaskSet tasks() {
        TaskSet.Builder builder = TaskSet.builder(dimension);
        boolean weighed = false;
        for (int row = 0; row < table.rows(); row++) {
            double[] position = new double[dimension];
            for (int d = 0; d < dimension; d++) {
                position[d] = table.number(row, "x" + d, -UNBOUNDED, UNBOUNDED);
            }
            double difficulty = table.number(row, "difficulty", -UNBOUNDED, UNBOUNDED);
            double weight = table.has("weight") ? table.number(row, "weight", 0, UNBOUNDED) : 1;
            weighed |= weight > 0;
            String id = table.has("id") ? table.text(row, "id") : Integer.toString(row);
            @Nullable Integer format = format(row);
            @Nullable Integer answer = answer(row);
            Legal.of(
                    table.file() + ", line " + table.line(row),
                    () -> builder.add(position, difficulty, format, weight, answer, id));
        }
        if (!weighed) {
            throw new InputException(table.file() + ", column \"weight\": all are 0; give one task a weight above 0");
        }
        return Legal.of(table.file().toString(), builder::build);
    }

    private @Nullable Integer format(int row) {
        if (!table.has("format") || table.text(row, "format").isEmpty()) {
            return null;
        }
        return (int) table.whole(row, "format", 0, 1);
    }

    private @Nullable Integer answer(int row) {
        if (!table.has("answer") || table.text(row, "answer").isEmpty()) {
            return null;
        }
        return (int) table.whole(row, "answer", -1, 1);
    }
}
