package org.evalgap;

import java.util.Collection;
import java.util.Locale;

/** Names that people mistype. */
public final class Names {
    private Names() {}

    /**
     * The known name that takes the fewest single-letter edits to reach, case aside; of equally near ones the first.
     *
     * @param given what was typed
     * @param known at least one name
     * @return the nearest
     */
    public static String nearest(String given, Collection<String> known) {
        String best = known.iterator().next();
        int fewest = Integer.MAX_VALUE;
        for (String candidate : known) {
            int edits = distance(given.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits < fewest) {
                fewest = edits;
                best = candidate;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
