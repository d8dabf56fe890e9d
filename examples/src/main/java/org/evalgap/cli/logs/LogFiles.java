package org.evalgap.cli.logs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.evalgap.cli.input.InputException;

/** Finds logs below folders, and reads each by its kind. */
final class LogFiles {
    private static final int BUFFER = 1 << 16;

    private LogFiles() {}

    /** Whether a file or folder is for this reader: anything but a single table of totals is. */
    static boolean named(Path path) {
        String name = plain(path);
        return Files.isDirectory(path) || name.matches(".*\\.(eval|json|jsonl|ndjson|parquet)");
    }

    /** The name in small letters, as it would be unpacked. */
    private static String plain(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    }

    /** All files below a folder that may be logs, by name; those of hidden folders, and hidden ones, are left alone. */
    static List<Path> below(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !hidden(folder.relativize(file)))
                    .filter(file -> named(file) || plain(file).endsWith(".csv"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(folder + ": the folder cannot be read (" + e.getMessage() + ")");
        }
    }

    private static boolean hidden(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads a file.
     *
     * @throws NoLogException if it is something else
     * @throws InputException if it is damaged
     */
    static List<Run> read(Path file, Predicate<String> wanted) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + ": no such file; check the path");
        }
        String name = plain(file);
        if (name.endsWith(".eval")) {
            return List.of(EvalZip.read(file, wanted));
        }
        if (name.endsWith(".parquet")) {
            return LongTable.parquet(file);
        }
        try (InputStream in = open(file)) {
            if (name.endsWith(".json")) {
                return JsonLog.read(file, in);
            }
            if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
                return List.of(HarnessSamples.read(file, in));
            }
            if (name.endsWith(".csv")) {
                return LongTable.csv(file, in);
            }
        } catch (IOException e) {
            throw LogJson.damaged(file.toString(), e);
        }
        throw new NoLogException(
                file + ": a log is a file .eval, .json, .jsonl, .csv or .parquet, or a folder of them");
    }

    private static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gz")) {
            return raw;
        }
        try {
            return new Budget(file, Files.size(file)).charge(new GZIPInputStream(raw, BUFFER));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }
}
