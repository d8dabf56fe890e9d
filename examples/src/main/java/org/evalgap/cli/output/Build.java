package org.evalgap.cli.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which build of this program runs, for everything that it writes. */
public final class Build {
    private Build() {}

    /**
     * The version of this program; only its jar knows.
     *
     * @return such as {@code 0.1.0}, or {@code (not packaged)}
     */
    public static String version() {
        String version = Build.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /**
     * The commit that this program was built from.
     *
     * @return its hash, with {@code -dirty} if files had changed; empty if the build did not know
     */
    public static String commit() {
        try (InputStream file = Build.class.getResourceAsStream("commit.txt")) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
