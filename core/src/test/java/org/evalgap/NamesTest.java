package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Twin: the recursive definition of the edit distance (Levenshtein 1966). */
class NamesTest {
    private static int distance(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        String restA = a.substring(1);
        String restB = b.substring(1);
        int substituted = distance(restA, restB) + (a.charAt(0) == b.charAt(0) ? 0 : 1);
        return Math.min(substituted, 1 + Math.min(distance(restA, b), distance(a, restB)));
    }

    @Test
    void theNearestTakesTheFewestEditsAndOfEqualOnesIsTheFirst() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            List<String> known = List.of(word(random), word(random), word(random), word(random));
            String given = word(random);
            String best = known.get(0);
            for (String candidate : known) {
                if (distance(lower(given), lower(candidate)) < distance(lower(given), lower(best))) {
                    best = candidate;
                }
            }
            assertThat(Names.nearest(given, known))
                    .as("%s among %s", given, known)
                    .isEqualTo(best);
        }
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private static String word(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append("abcABC".charAt(random.nextInt(6)));
        }
        return text.toString();
    }

    @Test
    void caseDoesNotCount() {
        assertThat(Names.nearest("BREADTH", List.of("budget", "breadth"))).isEqualTo("breadth");
        assertThat(Names.nearest("", List.of("abc", "ab"))).isEqualTo("ab");
    }
}
