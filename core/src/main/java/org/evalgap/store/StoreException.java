package org.evalgap.store;

import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A store that cannot be used, or not any longer, with a message for the person who named it. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;
    private static final Pattern PROCESS = Pattern.compile("\\(PID (\\d+)\\)");

    /** What is wrong, without the store's name. */
    private final String problem;

    /** An error of the store of that name; the problem has at most three lines, and says what to do. */
    StoreException(String name, String problem) {
        this(name, problem, null);
    }

    /** An error of a store whose name is said further out, by {@link #of(String)}. */
    StoreException(String problem) {
        super(problem);
        this.problem = problem;
    }

    private StoreException(String name, String problem, @Nullable Throwable cause) {
        super("store " + name + ": " + problem, cause);
        this.problem = problem;
    }

    /**
     * What is wrong with it, and what to do.
     *
     * @return at most three lines, without the store's name
     */
    public String problem() {
        return problem;
    }

    /** This error as one of the store of that name. */
    StoreException of(String name) {
        return new StoreException(name, problem, this);
    }

    /** Something in a store that this program cannot have written, whatever its version. */
    static StoreException damaged(String what) {
        return new StoreException("damaged: " + what + ";\ngive a copy of it, or sweep into a new one");
    }

    /** What a database says when it is opened. */
    static StoreException opening(String name, SQLException e) {
        return of(name, e, "\nGive a new file, or the store of an earlier sweep");
    }

    /** What a database says when it is read. */
    static StoreException reading(String name, SQLException e) {
        return of(name, e, "\nThe store is damaged; give a copy of it, or sweep into a new one");
    }

    /** What a database says in the midst of a sweep. */
    static StoreException of(String name, SQLException e) {
        return of(name, e, "\nWhat was finished a second ago is kept; the same command again goes on from there");
    }

    /** In the words of somebody who has to do something about it. DuckDB gives no SQLState. */
    private static StoreException of(String name, SQLException e, String otherwise) {
        String said = e.getMessage() == null ? e.toString() : e.getMessage();
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("no suitable driver")) {
            return new StoreException(name, "no driver for it; give jdbc:duckdb:FILE", e);
        }
        if (lower.contains("could not set lock")
                || lower.contains("already in use")
                || lower.contains("used by another process")) {
            Matcher process = PROCESS.matcher(said);
            return new StoreException(
                    name,
                    "in use by another process"
                            + (process.find() ? ", number " + process.group(1) : "")
                            + ";\nwait until it has ended, or give another store",
                    e);
        }
        if (lower.contains("no space left") || lower.contains("disk full")) {
            return new StoreException(
                    name,
                    "the disk is full; what was finished a second ago is kept."
                            + "\nMake room and give the same command again: it goes on from there",
                    e);
        }
        return new StoreException(name, shortened(said) + otherwise, e);
    }

    private static String shortened(String said) {
        String line = said.lines().findFirst().orElse("").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
