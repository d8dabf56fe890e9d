package org.evalgap.cli.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.evalgap.cli.input.InputException;
import org.evalgap.reading.Entries;
import org.jspecify.annotations.Nullable;

/** The columns of a table: which of them are coordinates, and what the others say. */
final class Header {
    private static final Pattern COORDINATE = Pattern.compile("x(0|[1-9]\\d{0,5})");

    private final List<String> names;
    private final int[] axes;
    private final @Nullable Column[] columns;
    private final int dimension;

    private Header(List<String> names, int[] axes, @Nullable Column[] columns, int dimension) {
        this.names = names;
        this.axes = axes;
        this.columns = columns;
        this.dimension = dimension;
    }

    /** Checks names: none blank, twice, or unknown; coordinates without a hole, or an embedding, here or in another file, or a text. */
    static Header of(Path file, List<String> names, boolean embedded) {
        int[] axes = new int[names.size()];
        @Nullable Column[] columns = new Column[names.size()];
        Set<String> seen = new HashSet<>();
        int dimension = 0;
        for (int i = 0; i < axes.length; i++) {
            String name = names.get(i);
            if (name.isEmpty()) {
                throw refuse(file, "column " + (i + 1) + " has no name");
            }
            if (!seen.add(name)) {
                throw refuse(file, "column \"" + name + "\" occurs twice; rename one");
            }
            axes[i] = COORDINATE.matcher(name).matches() ? Integer.parseInt(name.substring(1)) : -1;
            dimension += axes[i] >= 0 ? 1 : 0;
            columns[i] = Column.find(name).orElse(null);
        }
        Header header = new Header(List.copyOf(names), axes, columns, dimension);
        header.check(file, seen, embedded);
        return header;
    }

    private void check(Path file, Set<String> seen, boolean embedded) {
        boolean placed = embedded || seen.contains("text") || seen.contains("embedding");
        for (int d = 0; d < Math.max(placed ? 0 : 1, dimension); d++) {
            if (!seen.contains("x" + d)) {
                throw refuse(
                        file,
                        "no column \"x" + d + "\"; coordinates are columns x0, x1, … without a hole"
                                + (dimension == 0 ? ", or give \"text\" or \"embedding\"" : ""));
            }
        }
        if (dimension > Vectors.MOST_DIMENSIONS) {
            throw refuse(file, dimension + " coordinates; at most " + Vectors.MOST_DIMENSIONS + " are read");
        }
        if (dimension > 0 && seen.contains("embedding")) {
            throw refuse(file, "columns x0 … and \"embedding\"; give one of them");
        }
        List<String> known = new ArrayList<>(Column.labels());
        known.add("x0");
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] == null && axes[i] < 0) {
                throw refuse(
                        file,
                        "unknown column \"" + names.get(i) + "\"" + Entries.suggestion(names.get(i), known)
                                + " Known: x0 …, " + String.join(", ", Column.labels()));
            }
        }
        if (!placed && !seen.contains("difficulty") && !seen.contains("attempts")) {
            throw refuse(file, "no column \"difficulty\" (logits), and no \"successes\" and \"attempts\" in its place");
        }
    }

    private static InputException refuse(Path file, String problem) {
        return new InputException(file + ", header: " + problem);
    }

    int width() {
        return names.size();
    }

    int dimension() {
        return dimension;
    }

    String name(int i) {
        return names.get(i);
    }

    /** Which coordinate a column is; -1 for others. */
    int axis(int i) {
        return axes[i];
    }

    Column column(int i) {
        Column column = columns[i];
        if (column == null) {
            throw new IllegalStateException("a coordinate: " + names.get(i));
        }
        return column;
    }
}
