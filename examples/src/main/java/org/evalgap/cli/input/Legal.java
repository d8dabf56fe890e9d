package org.evalgap.cli.input;

import java.util.function.Supplier;

/**
 * Values that the library checks when they are set. Only what is made here may blame the user: an
 * {@code IllegalArgumentException} from anywhere else is a fault of this program.
 */
public final class Legal {
    private Legal() {}

    /**
     * Makes something of what the user gave.
     *
     * @param <T> what
     * @param where the value stands, such as {@code --preset nope}; empty if the library's message says it
     * @param making sets the value, and computes nothing
     * @return what was made
     * @throws InputException if the library refuses the value
     */
    public static <T> T of(String where, Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            throw new InputException((where.isEmpty() ? "" : where + ": ") + e.getMessage());
        }
    }
}
