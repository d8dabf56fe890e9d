package org.evalgap.cli.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.evalgap.audit.Positions;
import org.evalgap.cli.input.InputException;

/** Reads one set of a suite: tables of JSONL, CSV or Parquet, told apart by their names, and embeddings beside them. */
public final class SuiteFiles {
    private SuiteFiles() {}

    /**
     * Reads a set.
     *
     * @param part what it is
     * @param tables at least one; read one behind the other
     * @param embeddings none, or as many files {@code .npy} as there are tables, with a row for each row of its table
     * @return the set
     * @throws InputException for the first thing that cannot be used, with file and line
     */
    public static SuiteSet read(Part part, List<Path> tables, List<Path> embeddings) {
        String option = "--" + part.label() + "-embedding";
        if (!embeddings.isEmpty() && embeddings.size() != tables.size()) {
            throw new InputException(option + ": " + embeddings.size() + " files for " + tables.size() + " of --"
                    + part.label() + "; give one for each");
        }
        SetBuilder builder = new SetBuilder(part, !embeddings.isEmpty());
        List<Positions> beside = new ArrayList<>();
        for (int k = 0; k < tables.size(); k++) {
            int before = builder.size();
            table(tables.get(k), builder);
            if (!embeddings.isEmpty()) {
                beside.add(beside(embeddings.get(k), tables.get(k), builder.size() - before));
            }
        }
        String label = tables.stream().map(Path::toString).collect(Collectors.joining(" and "));
        SuiteSet set = builder.build(label);
        if (beside.isEmpty()) {
            return set;
        }
        for (Positions positions : beside) {
            if (positions.dimension() != beside.get(0).dimension()) {
                throw new InputException(option + ": files of " + beside.get(0).dimension() + " and "
                        + positions.dimension() + " dimensions; give embeddings of one model");
            }
        }
        return set.withPositions(JoinedRows.of(beside));
    }

    private static void table(Path file, SetBuilder builder) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            JsonLines.read(file, builder);
        } else if (name.endsWith(".parquet")) {
            ParquetItems.read(file, builder);
        } else if (name.matches(".*\\.(npy|npz|json|gz|zip|zst|bz2|xz|xlsx|7z)")) {
            throw new InputException(file + ": a table is a file .jsonl, .csv or .parquet"
                    + (name.endsWith(".npy")
                            ? "; embeddings beside it are given with an option that ends in -embedding"
                            : name.endsWith(".json") ? "; write one object a line, as .jsonl" : "; unpack it first"));
        } else {
            CsvRows.read(file, builder);
        }
    }

    private static Positions beside(Path file, Path table, int rows) {
        Positions positions = NpyFile.open(file);
        if (positions.size() != rows) {
            throw new InputException(file + ": " + positions.size() + " rows, but " + table + " has " + rows
                    + " items; give one row an item, in the same order");
        }
        return positions;
    }
}
