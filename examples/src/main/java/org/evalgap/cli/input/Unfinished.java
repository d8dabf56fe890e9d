package org.evalgap.cli.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that are of no use until something is whole. They are deleted when the JVM ends gently; what a killed one left,
 * whoever works in the same folder ten minutes later deletes.
 */
public final class Unfinished {
    /** Another machine's process, of which nothing is known here, may be at work in the same folder. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(10);

    private static final Set<Path> PATHS = ConcurrentHashMap.newKeySet();

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Unfinished::deleteUnfinished, "evalgap-unfinished"));
        } catch (IllegalStateException e) {
            // The JVM is ending already: what it writes now it writes whole, or is killed.
            PATHS.clear();
        }
    }

    private Unfinished() {}

    /**
     * Says that a file or folder is in the making, until it is {@linkplain #end deleted}.
     *
     * @param path which; its name ends in the number of this process, or goes on behind it with a minus
     */
    public static void begin(Path path) {
        PATHS.add(path);
    }

    /**
     * Deletes a file or folder that is needed no more.
     *
     * @param path which
     * @throws IOException if it cannot be deleted
     */
    public static void end(Path path) throws IOException {
        delete(path);
        PATHS.remove(path);
    }

    /**
     * Deletes what processes left in a folder that were killed.
     *
     * @param folder which; null for none
     * @param name how the names of what they left begin, up to the number of the process
     */
    public static void deleteLeft(@Nullable Path folder, String name) {
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.filter(file -> isLeft(file, name)).toList()) {
                delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // Whatever cannot be cleared away harms nobody.
            return;
        }
    }

    private static boolean isLeft(Path file, String name) {
        String whole = String.valueOf(file.getFileName());
        if (!whole.startsWith(name) || !whole.substring(name.length()).matches("[0-9]{1,10}(-.*)?")) {
            return false;
        }
        long process = Long.parseLong(whole.substring(name.length()).replaceFirst("-.*", ""));
        try {
            Instant then = Files.getLastModifiedTime(file).toInstant();
            return ProcessHandle.of(process).isEmpty() && then.plus(LEFT_ALONE).isBefore(Instant.now());
        } catch (IOException e) {
            return false;
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(path);
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static void deleteUnfinished() {
        for (Path path : PATHS) {
            try {
                delete(path);
            } catch (IOException | UncheckedIOException e) {
                // Whoever writes there next clears it away.
                continue;
            }
        }
    }
}
