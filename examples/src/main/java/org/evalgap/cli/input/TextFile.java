package org.evalgap.cli.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of text that users give. */
public final class TextFile {
    private TextFile() {}

    /**
     * Reads a file of UTF-8 text.
     *
     * @param file the path of the file
     * @param kind what it should be, such as {@code a file of comma-separated values}
     * @return its bytes, which are UTF-8
     * @throws InputException if it is missing, a directory, not readable or not UTF-8
     */
    public static byte[] read(Path file, String kind) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + ": a directory; give " + kind);
        }
        if (!Files.exists(file)) {
            throw new InputException(file + ": no such file; check the path");
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return bytes;
        } catch (CharacterCodingException e) {
            throw new InputException(file + ": not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e.getMessage() + ")");
        }
    }
}
