package org.evalgap.internal;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Names that people mistype. */
public final class Names {
    /** A name is near if one letter in so many has to be edited, at the most: what is farther is no slip. */
    private static final int LETTERS_AN_EDIT = 3;

    /** So many letters are the beginning of a name. */
    private static final int BEGINNING = 3;

    private Names() {}

    /**
     * The end of a sentence about a name that nobody knows: what was meant, where a name is near.
     *
     * @param given what was typed
     * @param known names that would do
     * @return {@code ; did you mean "NAME"?}, or a full stop
     */
    public static String suggestion(String given, Collection<String> known) {
        return near(given, known).map(Names::question).orElse(".");
    }

    /**
     * The same where no list of names follows.
     *
     * @param given what was typed
     * @param known names that would do
     * @return {@code ; did you mean "NAME"?}, or all names
     */
    public static String suggestionOrAll(String given, Collection<String> known) {
        return near(given, known).map(Names::question).orElseGet(() -> "; known: " + String.join(", ", known));
    }

    private static String question(String name) {
        return "; did you mean \"" + name + "\"?";
    }

    /**
     * The known name that takes the fewest single-letter edits to reach (Levenshtein 1966), case aside; of equally near ones
     * the first. The beginning of a name, three letters at least, is one edit from it.
     *
     * @param given what was typed
     * @param known names that would do, perhaps none
     * @return the nearest, if it takes no more edits than a third of the longer name's letters, rounded up: two swapped letters
     *     of four
     */
    public static Optional<String> near(String given, Collection<String> known) {
        String best = null;
        int fewest = Integer.MAX_VALUE;
        for (String candidate : known) {
            int edits = edits(given.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits >= 0 && edits < fewest) {
                fewest = edits;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** How many edits; -1 if too many. */
    private static int edits(String typed, String candidate) {
        if (typed.length() >= BEGINNING && typed.length() < candidate.length() && candidate.startsWith(typed)) {
            return 1;
        }
        int letters = Math.max(typed.length(), candidate.length());
        return new LevenshteinDistance((letters + LETTERS_AN_EDIT - 1) / LETTERS_AN_EDIT).apply(typed, candidate);
    }
}
