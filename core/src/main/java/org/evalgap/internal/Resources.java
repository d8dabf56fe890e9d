package org.evalgap.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Texts that are shipped with the classes of this module. */
public final class Resources {
    private Resources() {}

    /**
     * Reads a text.
     *
     * @param owner a class of this module
     * @param name of the file, from the owner's package, or from the root where it begins with a slash
     * @return the text
     * @throws IllegalStateException if there is no such file
     * @throws UncheckedIOException if it is no UTF-8
     */
    public static String text(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + name + "; write it there");
            }
            // A new decoder refuses what is no UTF-8.
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
