package org.evalgap.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.evalgap.cli.input.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Files that are written beside their place and moved there when they are whole: until then, and after any error, a place
 * keeps what it held. What is not whole is deleted when the JVM ends gently, and what a killed one left by whoever writes to the
 * same place ten minutes later.
 */
public final class WholeFile {
    /** Another machine's process, of which nothing is known here, may be at work in the same folder. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(10);

    private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(WholeFile::deleteUnfinished, "evalgap-unfinished"));
        } catch (IllegalStateException e) {
            // The JVM is ending already: what it writes now it writes whole, or is killed.
            UNFINISHED.clear();
        }
    }

    private WholeFile() {}

    /**
     * Writes to a path.
     *
     * @param <T> what it returns
     */
    public interface Writing<T> {
        /**
         * Writes the file.
         *
         * @param path where to
         * @return anything
         * @throws IOException if it cannot be written
         */
        T to(Path path) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @param label how the user named the file, such as {@code --out rows.csv}
     * @param file where to, in place of what it held
     * @param bytes what
     * @throws InputException if it cannot be written
     */
    public static void write(String label, Path file, byte[] bytes) {
        write(label, file, path -> Files.write(path, bytes));
    }

    /**
     * Writes a file.
     *
     * @param <T> what the writing returns
     * @param label how the user named the file, such as {@code --out rows.csv}
     * @param file where to, in place of what it held
     * @param writing writes it
     * @return what the writing returned
     * @throws InputException if it cannot be written
     */
    public static <T> T write(String label, Path file, Writing<T> writing) {
        if (Files.isDirectory(file)) {
            throw new InputException(label + ": a directory; give a file");
        }
        try {
            boolean device = Files.exists(file) && !Files.isRegularFile(file);
            return device ? writing.to(file) : replace(Files.exists(file) ? file.toRealPath() : file, writing);
        } catch (IOException e) {
            throw Unwritable.of(label, e);
        }
    }

    private static <T> T replace(Path file, Writing<T> writing) throws IOException {
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new FileSystemException(file.toString(), null, "access denied");
        }
        String name = "." + file.getFileName() + ".";
        deleteLeft(file.toAbsolutePath().getParent(), name);
        Path beside = file.resolveSibling(name + ProcessHandle.current().pid());
        begin(beside);
        try {
            T made = writing.to(beside);
            keepRights(file, beside);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
            return made;
        } finally {
            Files.deleteIfExists(beside);
            UNFINISHED.remove(beside);
        }
    }

    /**
     * Says that a file or folder is in the making, until it is {@linkplain #end deleted}.
     *
     * @param path which; its name ends in the number of this process, or goes on behind it with a minus
     */
    public static void begin(Path path) {
        UNFINISHED.add(path);
    }

    /**
     * Deletes a file or folder that is needed no more.
     *
     * @param path which
     * @throws IOException if it cannot be deleted
     */
    public static void end(Path path) throws IOException {
        delete(path);
        UNFINISHED.remove(path);
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
        for (Path path : UNFINISHED) {
            try {
                delete(path);
            } catch (IOException | UncheckedIOException e) {
                // Whoever writes there next clears it away.
                continue;
            }
        }
    }

    /** Who might read the file that was there may read the one in its place, and nobody else. */
    private static void keepRights(Path file, Path beside) throws IOException {
        if (Files.exists(file) && Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(file));
        }
    }
}
