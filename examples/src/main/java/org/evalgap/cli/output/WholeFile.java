package org.evalgap.cli.output;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Unfinished;

/**
 * Files that are written beside their place and moved there when they are whole: until then, and after any error, a place
 * keeps what it held. What is not whole is deleted when the JVM ends gently, and what a killed one left by whoever writes to the
 * same place ten minutes later.
 */
public final class WholeFile {
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
        Unfinished.deleteLeft(file.toAbsolutePath().getParent(), name);
        Path beside = file.resolveSibling(name + ProcessHandle.current().pid());
        Unfinished.begin(beside);
        try {
            T made = writing.to(beside);
            keepRights(file, beside);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
            return made;
        } finally {
            Unfinished.end(beside);
        }
    }

    /** Who might read the file that was there may read the one in its place, and nobody else. */
    private static void keepRights(Path file, Path beside) throws IOException {
        if (Files.exists(file) && Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(file));
        }
    }
}
