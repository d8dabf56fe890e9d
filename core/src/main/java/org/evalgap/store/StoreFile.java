package org.evalgap.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of a store while a sweep writes to it. Other programs may delete, replace or cut it, of which the database, which
 * holds it open, hears nothing. For databases without a file that is known, nothing is watched. Confined to a thread.
 */
final class StoreFile {
    private static final int MAGIC_AT = 8;
    private static final String MAGIC = "DUCK";
    private static final String SQLITE = "SQLite format 3";

    private final String name;
    private final @Nullable Path file;
    private @Nullable Object identity;
    private long size;

    StoreFile(Address address) {
        this.name = address.name();
        this.file = address.file();
    }

    /**
     * Refuses a path at which no store can be opened or made: nothing is opened by a database that is not its own. Not for a
     * store that is open in this process, which would lose its lock.
     *
     * @throws StoreException saying why
     */
    static void requireUsable(Address address) {
        Path file = address.file();
        if (file == null) {
            return;
        }
        String name = address.name();
        Path folder = Objects.requireNonNull(file.getParent(), "an absolute path has a parent");
        if (!Files.isDirectory(folder)) {
            throw new StoreException(
                    name, "there is no folder " + folder + "; make it, or give a file in one that exists");
        }
        if (!Files.exists(file)) {
            return;
        }
        if (!Files.isRegularFile(file)) {
            throw new StoreException(name, "no ordinary file; give a new file, or the store of an earlier sweep");
        }
        String start = start(name, file);
        if (!start.isEmpty() && !start.startsWith(MAGIC, MAGIC_AT)) {
            String what = start.startsWith(SQLITE) ? "a database of SQLite" : "no file of DuckDB";
            throw new StoreException(name, what + "; give a new file, or the store of an earlier sweep");
        }
    }

    private static String start(String name, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(SQLITE.length()), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new StoreException(name, "cannot be read (" + e.getMessage() + "); give a new file");
        }
    }

    /** Begins to watch. */
    void watch() {
        identity = file == null ? null : identity(file);
        remember();
    }

    /** Takes its present size for what it must have until the database writes to it again. */
    void remember() {
        size = file == null ? 0 : size(file);
    }

    /**
     * Sees that the file is the one that was opened, and no shorter than the database left it. Only its attributes are looked at:
     * to open and close a file gives up the locks that this process has on it.
     *
     * @throws StoreException if it is not
     */
    void requireWhole() {
        if (file == null) {
            return;
        }
        requireSame(file);
        long now = size(file);
        if (now < size) {
            throw cut(" to " + now + " bytes of " + size);
        }
    }

    /**
     * Sees that the file is the one that was opened, and that all of it can be read again, once the database has let go of it: a
     * file that is cut in the middle of a commit may be as long as before when the commit ends.
     *
     * @throws StoreException if it is not, or cannot be
     */
    void requireLeft(Address address) {
        if (file == null) {
            return;
        }
        requireSame(file);
        if (!start(name, file).startsWith(MAGIC, MAGIC_AT)) {
            throw cut("");
        }
        try {
            Database.readAll(address);
        } catch (SQLException e) {
            throw cut("");
        }
    }

    /**
     * What somebody did to the file, so far as it shows. For a database that has failed and may only say that it has: to look
     * gives up its lock.
     */
    Optional<StoreException> harm() {
        try {
            requireWhole();
            boolean begun = file == null || start(name, file).startsWith(MAGIC, MAGIC_AT);
            return begun ? Optional.empty() : Optional.of(cut(""));
        } catch (StoreException e) {
            return Optional.of(e);
        }
    }

    /** Why the database failed: what was done to its file, else what it says itself. */
    StoreException reason(SQLException failed) {
        return harm().orElseGet(() -> StoreException.of(name, failed));
    }

    private void requireSame(Path path) {
        if (!Objects.equals(identity(path), identity)) {
            throw gone();
        }
    }

    private long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw gone();
        }
    }

    /** What stays the same for as long as it is the same file; null where the platform knows no such thing. */
    private @Nullable Object identity(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            throw gone();
        }
    }

    private StoreException gone() {
        return new StoreException(
                name,
                "the file was deleted or replaced while this sweep wrote to it; nothing of what it held is kept."
                        + "\nThe same command again simulates it anew");
    }

    private StoreException cut(String how) {
        return new StoreException(
                name,
                "the file was cut" + how + " while this sweep wrote to it; what it held is not to be trusted."
                        + "\nDelete it; the same command then simulates it anew");
    }
}
