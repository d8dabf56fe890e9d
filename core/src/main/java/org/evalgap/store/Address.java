package org.evalgap.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is. DuckDB is given an absolute path and properties of this program's choice, and nothing else: a file that
 * comes from a stranger must run nothing and reach nothing but itself.
 *
 * @param name as its user wrote it, for messages
 * @param url what JDBC is given
 * @param properties what it is given beside
 * @param file the file of DuckDB; null for other databases and for memory
 */
record Address(
        String name,
        String url,
        Properties properties,
        @Nullable Path file) {
    private static final String DUCKDB = "jdbc:duckdb:";

    /** A letter alone is a drive. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    /** What an address may set: how much of the machine DuckDB takes. Its default is most of it. */
    private static final Set<String> ALLOWED = Set.of("memory_limit", "threads");

    /**
     * Nothing outside the file is read or written, no extension loaded or fetched, none of this changed afterwards. The storage
     * is that of DuckDB 1.0, which every later one reads.
     */
    private static final Map<String, String> CLOSED = Map.of(
            "enable_external_access", "false",
            "autoload_known_extensions", "false",
            "autoinstall_known_extensions", "false",
            "allow_community_extensions", "false",
            "lock_configuration", "true",
            "storage_compatibility_version", "v1.0.0",
            "memory_limit", "256MB",
            "threads", "1");

    /** A file of DuckDB. */
    static Address of(Path file) {
        return duckDb(file.toString(), file.toString(), new Properties());
    }

    /** A database as JDBC writes it. */
    static Address of(String url) {
        if (!url.startsWith(DUCKDB)) {
            return new Address(url, url, url.contains(":duckdb:") ? closed(new Properties()) : new Properties(), null);
        }
        String[] parts = url.substring(DUCKDB.length()).split(";", -1);
        Properties given = new Properties();
        for (int i = 1; i < parts.length; i++) {
            String[] property = parts[i].split("=", 2);
            String key = property[0].strip().toLowerCase(Locale.ROOT);
            if (property.length < 2 || !ALLOWED.contains(key)) {
                throw new StoreException(
                        url, "\"" + parts[i] + "\" cannot be set; only memory_limit=… and threads=… can");
            }
            given.setProperty(key, property[1].strip());
        }
        return duckDb(url, parts[0], given);
    }

    /** The same for two names of the same file. */
    String key() {
        try {
            return file == null ? url : Files.exists(file) ? file.toRealPath().toString() : file.toString();
        } catch (IOException e) {
            return url;
        }
    }

    private static Address duckDb(String name, String path, Properties given) {
        if (path.isEmpty() || path.startsWith(":memory:")) {
            return new Address(name, DUCKDB + path, closed(given), null);
        }
        Path file = file(name, path);
        return new Address(name, DUCKDB + file, closed(given), file);
    }

    private static Path file(String name, String path) {
        if (SCHEME.matcher(path).matches()) {
            throw new StoreException(
                    name, "an address where a file is wanted; give the path of a file, as results.duckdb");
        }
        if (path.startsWith("~")) {
            throw new StoreException(name, "~ is not known here; write the folder out");
        }
        try {
            Path file = Path.of(path).toAbsolutePath();
            if (!file.toString().matches("[^;?\\p{Cntrl}]*\\S")) {
                throw new StoreException(
                        name, "a path must be free of ; and ? and not end in a space; choose another file");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new StoreException(name, "no path of a file; give one, as results.duckdb");
        }
    }

    private static Properties closed(Properties given) {
        Properties properties = new Properties();
        properties.putAll(CLOSED);
        properties.putAll(given);
        return properties;
    }
}
