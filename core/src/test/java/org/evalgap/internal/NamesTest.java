package org.evalgap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
            String best = null;
            for (String candidate : known) {
                int edits = edits(given, candidate);
                boolean near = 3 * edits <= Math.max(given.length(), candidate.length()) + 2;
                if (near && (best == null || edits < edits(given, best))) {
                    best = candidate;
                }
            }
            assertThat(Names.near(given, known)).as("%s among %s", given, known).isEqualTo(Optional.ofNullable(best));
        }
    }

    /** Both were suggested once: four letters of which three are others, and seven of which six are. */
    @Test
    void whatIsFarIsNotSuggested() {
        assertThat(Names.near("foo", List.of("work", "eval"))).isEmpty();
        assertThat(Names.near("nope", List.of("release", "emotions"))).isEmpty();
        assertThat(Names.suggestion("foo", List.of("work"))).isEqualTo(".");
        assertThat(Names.suggestionOrAll("foo", List.of("work", "eval"))).isEqualTo("; known: work, eval");
        assertThat(Names.suggestion("wrok", List.of("work"))).isEqualTo("; did you mean \"work\"?");
        assertThat(Names.suggestionOrAll("wrok", List.of("eval", "work"))).isEqualTo("; did you mean \"work\"?");
    }

    /** Three letters that begin a name are as near as one edit, and no nearer; two are not, and the name itself is nearest. */
    @Test
    void theBeginningOfANameIsOneEditFromIt() {
        assertThat(Names.near("bre", List.of("breadth"))).contains("breadth");
        assertThat(Names.near("br", List.of("breadth"))).isEmpty();
        assertThat(Names.near("bre", List.of("brew", "breadth"))).contains("brew");
        assertThat(Names.near("bre", List.of("brw", "breadth"))).contains("brw");
        assertThat(Names.near("bre", List.of("breadth", "bre"))).contains("bre");
        assertThat(Names.near("bre", List.of("brew", "bre"))).contains("bre");
        assertThat(Names.near("bre", List.of("brx", "bre"))).contains("bre");
    }

    private static int edits(String given, String name) {
        boolean begins = given.length() >= 3
                && name.length() > given.length()
                && lower(name).startsWith(lower(given));
        return begins ? 1 : distance(lower(given), lower(name));
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
        assertThat(Names.near("BREADTH", List.of("budget", "breadth"))).contains("breadth");
        assertThat(Names.near("latin", List.of("sobol", "latin-hypercube"))).contains("latin-hypercube");
        assertThat(Names.near("", List.of("abc", "ab"))).isEmpty();
    }
}
