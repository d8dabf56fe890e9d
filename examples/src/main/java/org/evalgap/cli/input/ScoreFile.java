package org.evalgap.cli.input;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ScoreSet;

/** A table of public and fresh scores, one row a model, from a CSV file. */
public final class ScoreFile {
    private final CsvTable table;
    private final ScoreColumns columns;
    private final ScoreDefaults defaults;
    private final boolean percent;
    private final Map<String, List<ModelScores>> byEval = new LinkedHashMap<>();
    private final RoundedScores rounded = new RoundedScores();

    private ScoreFile(CsvTable table, ScoreColumns columns, ScoreDefaults defaults) {
        this.table = table;
        this.columns = columns;
        this.defaults = defaults;
        this.percent = ScoreUnit.percent(table, columns, defaults.unit());
    }

    /**
     * Reads the scores.
     *
     * @param table what the file holds
     * @param columns which column means what
     * @param defaults what holds where there is no column
     * @return the scores, one entry a row
     * @throws InputException if a column is missing, or a cell cannot be used
     */
    public static ScoreFile read(CsvTable table, ScoreColumns columns, ScoreDefaults defaults) {
        ScoreFile file = new ScoreFile(table, columns, defaults);
        columns.require(ScoreColumns.MODEL);
        Map<String, Set<String>> seen = new HashMap<>();
        for (int row = 0; row < table.rows(); row++) {
            ModelScores scores = file.row(row);
            String eval = columns.has(ScoreColumns.EVAL) ? table.text(row, columns.header(ScoreColumns.EVAL)) : "";
            boolean fresh = seen.computeIfAbsent(eval, any -> new HashSet<>()).add(scores.model());
            if (scores.model().isEmpty() || !fresh) {
                throw table.refuse(
                        row,
                        columns.header(ScoreColumns.MODEL),
                        "a name that no other row " + (eval.isEmpty() ? "has" : "of its eval has")
                                + (columns.has(ScoreColumns.EVAL) ? "" : "; several evals take a column \"eval\""));
            }
            file.byEval.computeIfAbsent(eval, any -> new ArrayList<>()).add(scores);
        }
        return file;
    }

    /**
     * The scores, eval by eval.
     *
     * @return by the name of the eval, which is empty where no column says; evals and rows in the order of the file
     */
    public Map<String, List<ModelScores>> byEval() {
        Map<String, List<ModelScores>> out = new LinkedHashMap<>();
        byEval.forEach((eval, rows) -> out.put(eval, List.copyOf(rows)));
        return out;
    }

    /**
     * The scores in the order of the file, eval by eval where it holds several.
     *
     * @return one entry a row
     */
    public List<ModelScores> rows() {
        return byEval.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Which scores are those of no whole number of items, where that shows, and whether a chance level seems to be missing.
     *
     * @return a note for the user; empty if there is nothing to tell
     */
    public Optional<String> note() {
        List<String> notes = new ArrayList<>();
        rounded.note(table.file()).ifPresent(notes::add);
        ChanceLevel.note(table.file(), rows()).ifPresent(notes::add);
        return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", notes));
    }

    private ModelScores row(int row) {
        String model = table.text(row, columns.header(ScoreColumns.MODEL));
        String family = columns.has("family") ? table.text(row, columns.header("family")) : "";
        // A model without a family is one of its own; the space keeps it apart from families that are named.
        String group = family.isEmpty() ? " " + model : family;
        boolean reference = columns.has("reference") && table.flag(row, columns.header("reference"));
        reference |=
                defaults.references().contains(family) || defaults.references().contains(model);
        ScoreSet publicScore = set(row, "public", defaults.publicItems(), defaults.publicGuess());
        ScoreSet fresh = set(row, "fresh", defaults.freshItems(), defaults.freshGuess());
        Optional<ScoreSet> second =
                hasSecond(row) ? Optional.of(set(row, "fresh2", null, fresh.guess())) : Optional.empty();
        return new ModelScores(model, group, reference, publicScore, fresh, second);
    }

    /** A second set may be missing for some models: then its cell is empty. */
    private boolean hasSecond(int row) {
        String key = columns.has("fresh2Right") ? "fresh2Right" : "fresh2";
        return columns.has(key) && !table.text(row, columns.header(key)).isEmpty();
    }

    private ScoreSet set(int row, String name, @org.jspecify.annotations.Nullable Integer items, double guess) {
        double n;
        if (!columns.has(name + "Items") && columns.has(name + "Error")) {
            return fromError(row, name, guess);
        }
        if (columns.has(name + "Items")) {
            n = table.whole(row, columns.header(name + "Items"), 1, 1_000_000_000);
        } else if (items != null) {
            n = items;
        } else {
            throw columns.missing(name + "Items");
        }
        double chance = columns.has(name + "Guess") ? guess(row, columns.header(name + "Guess")) : guess;
        double cluster =
                columns.has(name + "ClusterSize") ? table.number(row, columns.header(name + "ClusterSize"), 1, n) : 1;
        return new ScoreSet(right(row, name, n), n, chance, cluster);
    }

    /** A score with a standard error instead of a number of items: as many items as would have it, s(1 − s)/e². */
    private ScoreSet fromError(int row, String name, double guess) {
        columns.require(name);
        double score = ScoreUnit.score(table, row, columns.header(name), percent);
        String column = columns.header(name + "Error");
        double error = table.number(row, column, 0, percent ? 100 : 1) / (percent ? 100 : 1);
        double items = score * (1 - score) / (error * error);
        if (!(items >= 1 && items <= 1e9)) {
            throw table.refuse(
                    row,
                    column,
                    "a standard error, in the unit of the score, that a score of so many items may have; where the score is"
                            + " 0 or 1 give \"" + name + "Items\" instead");
        }
        double chance = columns.has(name + "Guess") ? guess(row, columns.header(name + "Guess")) : guess;
        return new ScoreSet(score * items, items, chance, 1);
    }

    private double guess(int row, String column) {
        double value = table.number(row, column, 0, 1);
        if (value < 1) {
            return value;
        }
        throw table.refuse(row, column, "a number in [0, 1): the chance of guessing right, 0.25 with four choices");
    }

    private double right(int row, String name, double items) {
        if (columns.has(name + "Right")) {
            if (columns.has(name)) {
                throw new InputException(table.file() + ": both \"" + columns.header(name) + "\" and \""
                        + columns.header(name + "Right") + "\" are given; keep one");
            }
            return table.whole(row, columns.header(name + "Right"), 0, (long) items);
        }
        columns.require(name);
        // Published scores are rounded: the nearest number of items is meant, unless it has another score.
        String column = columns.header(name);
        double score = ScoreUnit.score(table, row, column, percent);
        double right = Math.rint(score * items);
        return rounded.isWhole(table.line(row), column, table.text(row, column), score, right, items, percent ? 100 : 1)
                ? right
                : score * items;
    }
}
