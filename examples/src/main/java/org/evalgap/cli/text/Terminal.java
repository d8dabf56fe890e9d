package org.evalgap.cli.text;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The terminals that show {@code System.out} and {@code System.err}, if there are some. */
public final class Terminal {
    private static final int FALLBACK = 80;
    private static final int PATIENCE_SECONDS = 1;
    private static final int OUT = 1;
    private static final int ERR = 2;

    private Terminal() {}

    /**
     * Whether a terminal shows what is written to {@code System.err}.
     *
     * @return true if one does; false where that cannot be told
     */
    public static boolean isAttached() {
        return shows(ERR);
    }

    private static boolean shows(int descriptor) {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
            return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            // Not Linux. JDKs from 22 on have a console even where there is no terminal; then lines are the safe
            // choice.
            return System.console() != null && Runtime.version().feature() < 22;
        }
    }

    /**
     * The width of the terminal.
     *
     * @return its columns, otherwise those that the variable {@code COLUMNS} names, otherwise 80
     */
    public static int columns() {
        OptionalInt seen = shows(ERR) || shows(OUT) ? asked() : OptionalInt.empty();
        return seen.orElseGet(() -> named(System.getenv("COLUMNS")));
    }

    /**
     * What shows {@code System.out}. Colours are for terminals that do not say {@code dumb}, where nobody set {@code NO_COLOR}.
     *
     * @return a terminal, or a pipe
     */
    public static Screen screen() {
        return shows(OUT)
                ? Screen.terminal(columns(), colour(System.getenv("NO_COLOR"), System.getenv("TERM")))
                : Screen.PIPED;
    }

    /** As no-color.org has it: set to anything, it means none. */
    static boolean colour(@Nullable String noColour, @Nullable String term) {
        return (noColour == null || noColour.isEmpty()) && term != null && !term.equals("dumb");
    }

    /**
     * The columns that a variable names.
     *
     * @return 80 where it names none
     */
    static int named(@Nullable String variable) {
        return number(variable == null ? "" : variable).orElse(FALLBACK);
    }

    private static OptionalInt asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return OptionalInt.empty();
            }
            String rowsAndColumns = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return number(rowsAndColumns.substring(rowsAndColumns.indexOf(' ') + 1));
        } catch (IOException e) {
            // A system without stty, or a process that no terminal controls.
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** A terminal that does not know its size says 0. */
    private static OptionalInt number(String text) {
        String digits = text.strip();
        return digits.matches("[1-9][0-9]{0,4}") ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }
}
