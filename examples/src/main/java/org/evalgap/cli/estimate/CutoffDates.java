package org.evalgap.cli.estimate;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.evalgap.cli.input.CsvTable;
import org.evalgap.cli.input.InputException;
import org.evalgap.estimate.ItemRole;
import org.jspecify.annotations.Nullable;

/** When items were released, and until when models may have training data: what is public for one model is fresh for another. */
final class CutoffDates {
    private final Path file;
    private final Map<String, LocalDate> cutoffs;
    private final Map<String, LocalDate> released;

    private CutoffDates(Path file, Map<String, LocalDate> cutoffs, Map<String, LocalDate> released) {
        this.file = file;
        this.cutoffs = cutoffs;
        this.released = released;
    }

    /**
     * Reads both.
     *
     * @param cutoffs a table of {@code model} and {@code cutoff}
     * @param items a table of {@code item} and {@code released}, which may have other columns and an item more than once; null where
     *     the log itself is one
     * @param logs files that were given
     */
    static CutoffDates read(Path cutoffs, @Nullable Path items, List<Path> logs) {
        Path dated = items;
        if (dated == null) {
            if (logs.size() != 1 || !logs.get(0).toString().endsWith(".csv")) {
                throw new InputException("--cutoffs: only a single long table, a .csv file, has a column \"released\""
                        + " itself;\nsay with --released FILE when items were released, columns item and released");
            }
            dated = logs.get(0);
        }
        return new CutoffDates(dated, dates(cutoffs, "model", "cutoff"), dates(dated, "item", "released"));
    }

    private static Map<String, LocalDate> dates(Path file, String name, String column) {
        CsvTable table = CsvTable.read(file);
        Map<String, LocalDate> out = new TreeMap<>();
        for (int row = 0; row < table.rows(); row++) {
            String key = table.text(row, name);
            String text = table.text(row, column);
            try {
                LocalDate date = LocalDate.parse(text);
                LocalDate before = out.put(key, date);
                if (before != null && !before.equals(date)) {
                    throw new InputException(file + ", " + name + " \"" + key + "\": column \"" + column + "\" says "
                            + before + " and " + date + "; give one date");
                }
            } catch (DateTimeParseException e) {
                throw new InputException(file + ", " + name + " \"" + key + "\", column \"" + column + "\": \"" + text
                        + "\" is no date; write year, month and day, as 2024-05-31");
            }
        }
        return Collections.unmodifiableMap(out);
    }

    /** Which items were released no later than a model's cutoff; nothing where the model has none. */
    Optional<Predicate<String>> publicFor(String model) {
        return cutoff(model).map(cutoff -> item -> ItemRole.of(released(item), cutoff) == ItemRole.PUBLIC);
    }

    /** By the model's whole name, or what is behind its last slash. */
    private Optional<LocalDate> cutoff(String model) {
        String brief = model.substring(model.lastIndexOf('/') + 1);
        return Optional.ofNullable(cutoffs.getOrDefault(model, cutoffs.get(brief)));
    }

    private LocalDate released(String item) {
        LocalDate date = released.get(item);
        if (date == null) {
            throw new InputException(file + ": says of no item \"" + item
                    + "\" when it was released; give a row to every item of the logs");
        }
        return date;
    }

    /** By item. */
    Map<String, LocalDate> released() {
        return released;
    }

    /** What is made of them, a line. */
    String account(List<String> models) {
        List<LocalDate> days = models.stream()
                .flatMap(model -> cutoff(model).stream())
                .sorted()
                .toList();
        LocalDate from = days.get(0);
        LocalDate to = days.get(days.size() - 1);
        long between = released.values().stream()
                .filter(date -> date.isAfter(from) && !date.isAfter(to))
                .count();
        return "Cutoffs are from " + from + " to " + to + "; " + between + " items released between them tell inflation"
                + " from a drift of difficulty, which scores have and inflation has not";
    }
}
