package org.evalgap.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.evalgap.cli.input.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The files of a command, looked at before anything is computed: what is written must not be what is read, and no two of the
 * files that are written may be one. Terminals, pipes and the like hold nothing that could be lost.
 */
public final class Destinations {
    private final Map<String, Path> sources = new LinkedHashMap<>();
    private final Map<String, Path> files = new LinkedHashMap<>();

    /** No files yet. */
    public Destinations() {}

    /**
     * Takes in a file that is read.
     *
     * @param what it is, such as {@code the plan}
     * @param file null if there is none
     * @return these destinations
     */
    public Destinations reads(String what, @Nullable Path file) {
        if (file != null) {
            sources.put(what, file);
        }
        return this;
    }

    /**
     * Takes in a file that is written.
     *
     * @param option the option that names it
     * @param file null if there is none
     * @return these destinations
     * @throws InputException if it is a file that was taken in before
     */
    public Destinations writes(String option, @Nullable Path file) {
        if (file != null) {
            String head = option + " " + file + ": ";
            sources.forEach((what, source) -> refuse(source, file, head + "would overwrite " + what));
            files.forEach((other, path) -> refuse(path, file, head + "is the file of " + other + " too"));
            files.put(option, file);
        }
        return this;
    }

    /**
     * Takes in a file of comma-separated values that is written.
     *
     * @param option the option that names it
     * @param file null if there is none
     * @return these destinations
     * @throws InputException if it is a file that was taken in before, or if its name promises something else
     */
    public Destinations writesRows(String option, @Nullable Path file) {
        writes(option, file);
        String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet") || name.endsWith(".duckdb")) {
            throw new InputException(
                    option + " " + file + ": comma-separated values are written here; give a name such as"
                            + " rows.csv,\nor keep the rows with --store rows.duckdb, and make Parquet with evalgap export");
        }
        return this;
    }

    /**
     * Takes in the directory of a page and its images.
     *
     * @param option the option that names it
     * @param directory null if there is none
     * @return these destinations
     * @throws InputException if a file that was taken in before could be one of the page's
     */
    public Destinations writesPage(String option, @Nullable Path directory) {
        if (directory != null) {
            sources.forEach((what, source) -> refuseIn(option, directory, source, what));
            files.forEach((other, file) -> refuseIn(option, directory, file, "the file of " + other));
        }
        return this;
    }

    private static void refuseIn(String option, Path directory, Path file, String what) {
        Path name = file.getFileName();
        boolean page = name != null && name.toString().matches("(?i)index\\.html|.*\\.png");
        if (page) {
            refuse(file, directory.resolve(name), option + " " + directory + ": would overwrite " + what);
        }
    }

    private static void refuse(Path one, Path other, String problem) {
        try {
            if ((Files.isRegularFile(other) || !Files.exists(other))
                    && real(one).equals(real(other))) {
                throw new InputException(problem + "; choose another");
            }
        } catch (IOException e) {
            throw new InputException(
                    problem.replaceFirst(": .*", "") + ": cannot be looked at (" + e.getMessage() + ")");
        }
    }

    /** Where a path leads, also if there is no file yet. */
    private static Path real(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return path.toRealPath();
        }
        Path absolute = path.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        return folder != null && Files.isDirectory(folder)
                ? folder.toRealPath().resolve(absolute.getFileName())
                : absolute;
    }
}
