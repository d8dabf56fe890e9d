package org.evalgap.cli.store;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evalgap.cli.input.InputException;
import org.evalgap.store.ResultStore;
import org.evalgap.store.StoreException;
import org.evalgap.store.StoredSweep;
import org.evalgap.store.WorldStore;
import org.jspecify.annotations.Nullable;

/**
 * Stores as the command line names them: a file of DuckDB, or a database as JDBC writes it. A plan, which may come from
 * anybody, names a file only.
 */
public final class Stores {
    private static final String JDBC = "jdbc:";

    /** What an address may hold beside what {@link ResultStore#open(String)} lets pass of DuckDB; some databases run others. */
    private static final Pattern LOGIN = Pattern.compile("(user|password)=.*", Pattern.CASE_INSENSITIVE);

    private static final String DUCKDB = "jdbc:duckdb:";
    private static final String SUFFIX = ".duckdb";
    private static final String NATIVE = "libduckdb_java.so_";
    private static final List<String> PLATFORMS = List.of("linux_amd64", "linux_arm64", "macos_arm64", "windows_amd64");

    private Stores() {}

    /**
     * Whether a name is that of a store, and not of a file of rows.
     *
     * @param name as the command line has it
     * @return true for an address of JDBC and for a file {@code .duckdb}
     */
    public static boolean isStore(String name) {
        return name.startsWith(JDBC) || name.endsWith(SUFFIX);
    }

    /**
     * Opens a store, and makes it where there is none.
     *
     * @param name as the command line names it
     * @return the store, to be closed in the end
     * @throws InputException if DuckDB's library is missing, or if an address sets what it may not
     * @throws StoreException if the store cannot be used
     */
    public static ResultStore open(String name) {
        if (!name.startsWith(JDBC)) {
            requireLibrary("store " + name);
            return ResultStore.open(path(name, name));
        }
        if (name.startsWith(DUCKDB)) {
            requireLibrary("store " + name);
            if (file(name).toString().isEmpty()) {
                throw new InputException("store " + name + ": would be in memory and lost; give a file");
            }
        } else {
            requireLoginOnly(name);
        }
        return ResultStore.open(name);
    }

    /**
     * Opens a store of simulated worlds in a file of DuckDB, and makes it where there is none.
     *
     * @param name as the command line names it
     * @return the store, to be closed in the end
     * @throws InputException if it is no file, or if DuckDB's library is missing
     * @throws StoreException if the store cannot be used
     */
    public static WorldStore openWorlds(String name) {
        if (name.startsWith(JDBC)) {
            throw new InputException("--store " + name + ": worlds are kept in a file; give one such as worlds.duckdb");
        }
        requireLibrary("store " + name);
        return WorldStore.open(path(name, name));
    }

    private static void requireLoginOnly(String name) {
        String[] parts = name.split("[;?&]");
        for (int i = 1; i < parts.length; i++) {
            if (!LOGIN.matcher(parts[i]).matches()) {
                throw new InputException("store " + name + ": \"" + parts[i]
                        + "\" cannot be set; an address may have user=… and password=…");
            }
        }
    }

    /**
     * As {@link #open}, but refuses a file that does not exist.
     *
     * @param name as the command line names it
     * @return the store, to be closed in the end
     * @throws InputException as there, and if there is no such file
     * @throws StoreException if the store cannot be used
     */
    public static ResultStore openExisting(String name) {
        Path file = file(name);
        if (file != null && !Files.isRegularFile(file)) {
            throw new InputException("store " + name + ": no such file; give what sweep --store named");
        }
        return open(name);
    }

    /**
     * The file of a store of DuckDB.
     *
     * @param name as the command line names it
     * @return its path; null for other databases
     * @throws InputException if it is no path
     */
    public static @Nullable Path file(String name) {
        if (name.startsWith(JDBC)) {
            return name.startsWith(DUCKDB)
                    ? path(name, name.substring(DUCKDB.length()).replaceFirst(";.*", ""))
                    : null;
        }
        return path(name, name);
    }

    private static Path path(String name, String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new InputException("store " + name + ": no path of a file");
        }
    }

    /**
     * Chooses a sweep.
     *
     * @param name name of the store, for messages
     * @param store the store
     * @param wanted a sweep's name or number; null for the last one
     * @return the sweep; the later one where two have the name
     * @throws InputException if there is none
     */
    public static StoredSweep choose(String name, ResultStore store, @Nullable String wanted) {
        List<StoredSweep> sweeps = store.sweeps();
        if (sweeps.isEmpty()) {
            throw new InputException("store " + name + ": holds no sweep; run evalgap sweep PLAN --store " + name);
        }
        for (int i = sweeps.size() - 1; i >= 0; i--) {
            StoredSweep sweep = sweeps.get(i);
            if (wanted == null || wanted.equals(sweep.name()) || wanted.equals(Integer.toString(sweep.id()))) {
                return sweep;
            }
        }
        throw new InputException("--sweep " + wanted + ": store " + name + " holds "
                + String.join(
                        ", ", sweeps.stream().map(s -> s.id() + " " + s.name()).toList()));
    }

    /**
     * DuckDB's native library is kept beside this program's jar: from there it is loaded as it lies, where one inside the jar
     * would be unpacked at each start and left behind by each process that is killed.
     */
    static void requireLibrary(String label) {
        boolean inClassPath = PLATFORMS.stream().anyMatch(p -> Stores.class.getResource("/" + NATIVE + p) != null);
        if (!inClassPath && !besideJar()) {
            throw new InputException(label + ": DuckDB's library " + NATIVE + "… is not beside evalgap.jar;"
                    + "\ncopy it from examples/target, where mvn -DskipTests package puts it");
        }
    }

    private static boolean besideJar() {
        try {
            Path jar = Path.of(Stores.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path folder = jar.toAbsolutePath().getParent();
            try (Stream<Path> files = folder == null ? Stream.of() : Files.list(folder)) {
                return files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith(NATIVE));
            }
        } catch (URISyntaxException | IOException e) {
            return false;
        }
    }
}
