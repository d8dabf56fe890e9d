package org.evalgap.cli.output;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.evalgap.cli.input.InputException;

/** What is said where a file cannot be written. */
final class Unwritable {
    private Unwritable() {}

    /**
     * The error.
     *
     * @param label how the user named the file, such as {@code --out rows.csv}
     * @param cause what happened
     * @return to be thrown
     */
    static InputException of(String label, IOException cause) {
        return new InputException(label + ": cannot be written (" + reason(cause) + "); choose another file");
    }

    /** Errors of file systems often have the path alone as their message. */
    private static String reason(IOException e) {
        String type = e.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        String what = e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e instanceof FileSystemException ? null : e.getMessage();
        return what == null ? type.replace(" Exception", "").toLowerCase(Locale.ROOT) : what;
    }
}
