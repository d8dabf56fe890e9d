package org.evalgap.cli.logs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.evalgap.cli.input.InputException;
import org.jspecify.annotations.Nullable;

/** A long table: one row an answer. Knows which column is what, and sorts rows by model and eval. */
final class LongColumns {
    private static final List<String> NAMES = List.of("model", "eval", "item", "attempt", "score", "cluster");
    private static final List<String> NEEDED = List.of("model", "eval", "item", "score");

    /** The only scorer of a table. */
    private static final String SCORE = "score";

    private final Path file;
    private final int[] at = new int[NAMES.size()];
    private final Map<String, Map<String, Tally>> tallies = new TreeMap<>();

    /** Finds the columns. */
    LongColumns(Path file, List<String> header) {
        this.file = file;
        List<String> plain = header.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (int c = 0; c < at.length; c++) {
            int where = plain.indexOf(NAMES.get(c));
            at[c] = where < 0 && c == 1 ? plain.indexOf("task") : where;
            if (at[c] < 0 && NEEDED.contains(NAMES.get(c))) {
                throw new NoLogException(file + ": no column \"" + NAMES.get(c)
                        + "\"; a long table of answers has model, eval, item, score, and may have attempt, cluster");
            }
            if (where >= 0 && plain.lastIndexOf(NAMES.get(c)) != where) {
                throw new InputException(file + ": column \"" + NAMES.get(c) + "\" occurs twice; rename one");
            }
        }
    }

    /** Takes in a row; {@code where} names file and line. */
    void row(String where, List<@Nullable String> cells) {
        String model = name(where, cells, 0);
        String task = name(where, cells, 1);
        String item = name(where, cells, 2);
        Grade grade = Grade.of(cell(cells, 4));
        if (grade.fault() != null) {
            throw new InputException(where + ", column \"score\": " + grade.fault()
                    + "; must be a number in [0, 1], or C, I, P, N, true, false");
        }
        tallies.computeIfAbsent(model, any -> new TreeMap<>())
                .computeIfAbsent(task, any -> new Tally())
                .add(item, attempt(where, cell(cells, 3)), grade, cell(cells, 5));
    }

    private String cell(List<@Nullable String> cells, int column) {
        String text = at[column] < 0 ? null : cells.get(at[column]);
        return text == null ? "" : text.strip();
    }

    private String name(String where, List<@Nullable String> cells, int column) {
        String text = cell(cells, column);
        if (text.isEmpty()) {
            throw new InputException(where + ", column \"" + NAMES.get(column) + "\": the cell is empty; give a name");
        }
        return text;
    }

    private static int attempt(String where, String text) {
        if (text.isEmpty()) {
            return 1;
        }
        if (text.matches("\\d{1,9}(\\.0)?")) {
            return (int) Double.parseDouble(text);
        }
        throw new InputException(where + ", column \"attempt\": must be a whole number from 0: \"" + text + "\"");
    }

    /** One run a model and eval, in the order of their names. */
    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        tallies.forEach((model, tasks) -> tasks.forEach((task, tally) -> {
            Map<String, Scores> scorers = new LinkedHashMap<>();
            scorers.put(SCORE, tally.scores());
            runs.add(new Run(file, model, task, "", Run.SUCCESS, 0, 0, scorers));
        }));
        if (runs.isEmpty()) {
            throw new InputException(file + ": no rows; give at least one");
        }
        return runs;
    }
}
