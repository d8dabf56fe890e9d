package org.evalgap.cli.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.evalgap.cli.output.Destinations;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.SweepFile;
import org.evalgap.cli.output.WholeFile;
import org.evalgap.cli.store.ParquetFile;
import org.evalgap.cli.store.Stores;
import org.evalgap.store.ResultStore;
import org.evalgap.store.StoredSweep;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evalgap export}: the rows of a sweep that is in a store. */
@Command(
        name = "export",
        description = "Write the rows of a stored sweep to a file of CSV or Parquet.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: evalgap export quick.duckdb --out quick.csv"})
final class ExportCommand implements Callable<Integer> {
    private static final String PARQUET = ".parquet";

    @Parameters(paramLabel = "STORE", description = "What sweep --store named: a file, or jdbc:duckdb:FILE.")
    private @Nullable String name;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description =
                    "Where to: Parquet if its name ends in .parquet, otherwise the bytes that sweep --out writes.")
    private @Nullable Path out;

    @Option(
            names = "--sweep",
            paramLabel = "NAME",
            description = "Which sweep, by name or number (default: the last one).")
    private @Nullable String sweep;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        String source = Objects.requireNonNull(name, "STORE");
        Path file = Objects.requireNonNull(out, "--out");
        new Destinations().reads("the store", Stores.file(source)).writes("--out", file);
        try (ResultStore store = Stores.openExisting(source)) {
            StoredSweep stored = Stores.choose(source, store, sweep);
            long rows = write("--out " + file, file, store, stored);
            Output.print(spec, told(rows, stored, store.failures(stored).size(), file));
        }
        return 0;
    }

    /** What is wrong with the store is found out on the way: until its end the file keeps what it held. */
    private static long write(String label, Path file, ResultStore store, StoredSweep stored) {
        boolean parquet = file.toString().toLowerCase(Locale.ROOT).endsWith(PARQUET);
        return WholeFile.write(label, file, path -> {
            if (parquet) {
                return ParquetFile.write(label, path, stored.columns(), sink -> store.rows(stored, sink));
            }
            try (SweepFile rows = SweepFile.open(label, path, stored.columns())) {
                return store.rows(stored, rows::values);
            }
        });
    }

    private static String told(long rows, StoredSweep stored, long failed, Path file) {
        StringBuilder text = new StringBuilder(stored.name());
        text.append(": ").append(rows).append(" of ").append(stored.points()).append(" rows in ");
        text.append(file).append('\n');
        if (failed > 0) {
            text.append("Failed: ").append(failed).append('\n');
        }
        if (rows + failed < stored.points()) {
            text.append("Not simulated yet: ").append(stored.points() - rows - failed);
            text.append('\n');
        }
        return text.toString();
    }
}
