package org.evalgap.cli.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.audit.Positions;
import org.evalgap.cli.input.InputException;
import org.evalgap.reading.Entries;
import org.jspecify.annotations.Nullable;

/** Takes in the rows of one set, from one file or several, and checks each where it stands and all together. */
final class SetBuilder {
    static final int MOST_ROWS = 1_000_000;

    /** Half a gibibyte or a whole one, by the script that texts are in; coordinates from tables of text take a gibibyte. */
    private static final long MOST_CHARACTERS = 1L << 28;

    private static final int LONGEST_TEXT = 1_000_000;
    private static final long MOST_NUMBERS = 1L << 27;
    private static final double LARGEST = 1e100;
    private static final double LARGEST_DIFFICULTY = 1e12;

    private final Part part;
    private final boolean embedded;
    private final Map<String, Integer> byId = new HashMap<>();
    private final List<String> wheres = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Map<Column, List<String>> words = new LinkedHashMap<>();
    private final Map<Column, Doubles> numbers = new LinkedHashMap<>();
    private final List<double[]> positions = new ArrayList<>();
    private final Map<String, Path> unknown = new LinkedHashMap<>();
    private long characters;

    /** {@code embedded}: embeddings stand in files of their own, so that none may stand in the rows. */
    SetBuilder(Part part, boolean embedded) {
        this.part = part;
        this.embedded = embedded;
        for (Column column : List.of(Column.TEXT, Column.ANSWER, Column.FAMILY, Column.KIND)) {
            words.put(column, new ArrayList<>());
        }
        for (Column column : List.of(
                Column.DIFFICULTY, Column.SUCCESSES, Column.ATTEMPTS, Column.SHARE, Column.WEIGHT, Column.FORMAT)) {
            numbers.put(column, new Doubles());
        }
    }

    /** Whether a table need not place its items. */
    boolean embedded() {
        return embedded;
    }

    int size() {
        return ids.size();
    }

    /** A field that no column is named after: refused where it is near one, else remembered. */
    void unknown(Path file, String field) {
        String suggestion = Entries.suggestion(field, Column.labels());
        if (suggestion.contains("?")) {
            throw new InputException(file + ": unknown field \"" + field + "\"" + suggestion);
        }
        unknown.putIfAbsent(field, file);
    }

    /** Takes in a row. */
    void add(Row row) {
        if (size() == MOST_ROWS) {
            throw row.refuse("more than " + MOST_ROWS + " rows in one set; give a sample of them");
        }
        id(row);
        words.forEach((column, list) -> list.add(word(row, column)));
        number(row, Column.WEIGHT, 0, Double.MAX_VALUE);
        number(row, Column.SHARE, 0, Double.MAX_VALUE);
        number(row, Column.DIFFICULTY, -LARGEST_DIFFICULTY, LARGEST_DIFFICULTY);
        if (row.has(Column.SHARE) && part != Part.ENVIRONMENTS) {
            throw row.refuse("column \"share\" is of environments only; how an item counts is its \"weight\"");
        }
        format(row);
        outcome(row);
        position(row);
        wheres.add(row.where());
    }

    private void format(Row row) {
        double value = row.has(Column.FORMAT) ? Decimals.parse(row.text(Column.FORMAT)) : Double.NaN;
        if (row.has(Column.FORMAT) && value != 0 && value != 1) {
            throw row.refuse(Column.FORMAT, "a whole number from 0 to 1");
        }
        numbers.get(Column.FORMAT).add(value);
    }

    private void id(Row row) {
        String id = row.has(Column.ID) ? row.text(Column.ID) : Integer.toString(size());
        Integer before = byId.putIfAbsent(id, size());
        if (before != null) {
            throw row.refuse("id " + Row.shown(id) + " is that of " + wheres.get(before)
                    + " too; give each item of the set an id of its own");
        }
        ids.add(id);
    }

    private String word(Row row, Column column) {
        String text = row.text(column);
        if (text.length() > LONGEST_TEXT) {
            throw row.refuse("\"" + column.label() + "\" is longer than " + LONGEST_TEXT + " characters; shorten it");
        }
        characters += text.length();
        if (characters > MOST_CHARACTERS) {
            throw row.refuse("the texts of this set are longer than " + MOST_CHARACTERS
                    + " characters together; shorten them, or give a sample");
        }
        return text;
    }

    private double number(Row row, Column column, double low, double high) {
        double value = row.number(column, low, high, Double.NaN);
        numbers.get(column).add(value);
        return value;
    }

    /** Successes of attempts, or a pass rate and its attempts; not beside a difficulty. */
    private void outcome(Row row) {
        boolean rate = row.has(Column.PASS_RATE);
        double attempts = number(row, Column.ATTEMPTS, 1, 1e9);
        if (!Double.isNaN(attempts) && attempts != Math.rint(attempts)) {
            throw row.refuse(Column.ATTEMPTS, "a whole number, at least 1");
        }
        if (rate && row.has(Column.SUCCESSES)) {
            throw row.refuse("both \"passRate\" and \"successes\"; give one of them");
        }
        boolean some = rate || row.has(Column.SUCCESSES);
        if (some && row.has(Column.DIFFICULTY)) {
            throw row.refuse("\"difficulty\" beside \"" + (rate ? "passRate" : "successes")
                    + "\"; give one of them, since each says how hard the item is");
        }
        if (some != !Double.isNaN(attempts)) {
            throw row.refuse(
                    some
                            ? "\"attempts\" is missing; a rate of 1 attempt and one of 1000 are worth different trust"
                            : "\"attempts\" without \"successes\" or \"passRate\"");
        }
        if (rate) {
            numbers.get(Column.SUCCESSES).add(row.number(Column.PASS_RATE, 0, 1, 0) * attempts);
        } else {
            double successes = number(row, Column.SUCCESSES, 0, some ? attempts : 0);
            if (some && successes != Math.rint(successes)) {
                throw row.refuse(Column.SUCCESSES, "a whole number from 0 to its attempts");
            }
        }
    }

    private void position(Row row) {
        double[] position = row.position();
        if (embedded && position != null) {
            throw row.refuse("an embedding, beside the file of --" + part.label() + "-embedding; give one of them");
        }
        if ((position != null) != !positions.isEmpty() && size() > 1) {
            throw row.refuse(
                    position == null
                            ? "no embedding, but rows above have one"
                            : "an embedding, but rows above have none");
        }
        if (position == null) {
            return;
        }
        int dimension = positions.isEmpty() ? position.length : positions.get(0).length;
        if (position.length == 0 || position.length != dimension) {
            throw row.refuse("embedding of " + position.length + " numbers; the first row of the set has " + dimension);
        }
        for (int d = 0; d < dimension; d++) {
            if (!(Math.abs(position[d]) <= LARGEST)) {
                throw row.refuse(
                        "coordinate x" + d + ": " + position[d] + "; must be a finite number from -1e100 to 1e100");
            }
        }
        if ((long) dimension * (positions.size() + 1) > MOST_NUMBERS) {
            throw row.refuse("more than " + MOST_NUMBERS + " coordinates in tables; give them as .npy with --"
                    + part.label() + "-embedding");
        }
        positions.add(position);
    }

    /** The set; {@code label} names it in messages. */
    SuiteSet build(String label) {
        if (ids.isEmpty()) {
            throw new InputException(label + ": no items; give at least one");
        }
        SuiteSet set = new SuiteSet(
                part,
                List.copyOf(ids),
                List.copyOf(wheres),
                List.copyOf(unknown.keySet()),
                text(Column.TEXT, true),
                text(Column.ANSWER, false),
                text(Column.FAMILY, false),
                text(Column.KIND, false),
                some(Column.DIFFICULTY, true),
                some(Column.SUCCESSES, true),
                some(Column.ATTEMPTS, true),
                some(Column.SHARE, false),
                some(Column.WEIGHT, false),
                some(Column.FORMAT, false),
                positions.isEmpty() ? null : Positions.of(positions.toArray(new double[0][])));
        requireSome(set.shares(), label, "share");
        requireSome(set.weights(), label, "weight");
        return set;
    }

    private static void requireSome(double @Nullable [] numbers, String label, String column) {
        if (numbers != null) {
            double total = 0;
            for (double number : numbers) {
                total += Double.isNaN(number) ? 1 : number;
            }
            if (!(total > 0)) {
                throw new InputException(
                        label + ", column \"" + column + "\": all are 0; give one a " + column + " above 0");
            }
            if (total == Double.POSITIVE_INFINITY) {
                throw new InputException(
                        label + ", column \"" + column + "\": the sum is not finite; divide all by a common factor");
            }
        }
    }

    /** All texts of a column; null where no row has one. Where {@code whole}, none may be missing. */
    private @Nullable List<String> text(Column column, boolean whole) {
        List<String> list = words.get(column);
        int first = -1;
        boolean any = false;
        for (int i = 0; i < list.size(); i++) {
            boolean missing = list.get(i).isBlank();
            any |= !missing;
            first = missing && first < 0 ? i : first;
        }
        if (any && whole && first >= 0) {
            throw new InputException(wheres.get(first) + ": no \"" + column.label()
                    + "\", but other rows of the set have one; give all or none");
        }
        return any ? List.copyOf(list) : null;
    }

    private double @Nullable [] some(Column column, boolean whole) {
        double[] all = numbers.get(column).toArray();
        int missing = -1;
        boolean any = false;
        for (int i = 0; i < all.length; i++) {
            any |= !Double.isNaN(all[i]);
            missing = Double.isNaN(all[i]) && missing < 0 ? i : missing;
        }
        if (any && whole && missing >= 0) {
            throw new InputException(wheres.get(missing) + ": no \"" + column.label()
                    + "\", but other rows of the set have one; give all or none");
        }
        return any ? all : null;
    }
}
