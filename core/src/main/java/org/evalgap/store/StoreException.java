package org.evalgap.store;

import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A store that cannot be used, or not any longer, with a message for the person who named it. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;
    private static final Pattern PROCESS = Pattern.compile("\\(PID (\\d+)\\)");

    /**
     * An error of a store.
     *
     * @param message at most three lines, complete in themselves
     */
    public StoreException(String message) {
        super(message);
    }

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a database says when it is opened. */
    static StoreException opening(String url, SQLException e) {
        return of(url, e, "\nGive a new file, or the store of an earlier sweep");
    }

    /** What a database says in the midst of work. */
    static StoreException of(String url, SQLException e) {
        return of(url, e, "\nWhat was finished a second ago is kept; the same command again goes on from there");
    }

    /** In the words of somebody who has to do something about it. DuckDB gives no SQLState. */
    private static StoreException of(String url, SQLException e, String otherwise) {
        String said = e.getMessage() == null ? e.toString() : e.getMessage();
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("no suitable driver")) {
            return new StoreException("store " + url + ": no driver for it; give jdbc:duckdb:FILE", e);
        }
        if (lower.contains("could not set lock")
                || lower.contains("already in use")
                || lower.contains("used by another process")) {
            Matcher process = PROCESS.matcher(said);
            return new StoreException(
                    "store " + url + ": in use by another process"
                            + (process.find() ? ", number " + process.group(1) : "")
                            + ";\nwait until it has ended, or give another store",
                    e);
        }
        if (lower.contains("no space left") || lower.contains("disk full")) {
            return new StoreException(
                    "store " + url + ": the disk is full; what was finished a second ago is kept."
                            + "\nMake room and give the same command again: it goes on from there",
                    e);
        }
        return new StoreException("store " + url + ": " + shortened(said) + otherwise, e);
    }

    /** The same for another thread to throw. */
    StoreException again() {
        return new StoreException(getMessage(), this);
    }

    private static String shortened(String said) {
        String line = said.lines().findFirst().orElse("").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
