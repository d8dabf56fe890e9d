package org.evalgap.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects for {@link Json}. */
public final class Tree {
    private Tree() {}

    /**
     * An object.
     *
     * @param entries its names and values in turn
     * @return a map in that order, which may be added to
     */
    public static Map<String, @Nullable Object> of(@Nullable Object... entries) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            object.put(String.valueOf(entries[i]), entries[i + 1]);
        }
        return object;
    }
}
