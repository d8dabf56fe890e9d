package org.evalgap.cli.overlap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Overlap by inverted indices is that of plain sets of strings. */
class TextOverlapTest {
    private static final long SEED = 20;

    /** The plain twin: runs of n words as strings. */
    private static List<String> runs(String text, int n) {
        List<String> words = Words.split(text);
        List<String> runs = new ArrayList<>();
        for (int i = 0; i + n <= words.size(); i++) {
            runs.add(String.join(" ", words.subList(i, i + n)));
        }
        return runs;
    }

    private static double jaccard(String one, String other) {
        Set<String> both = new HashSet<>(runs(one, 3));
        Set<String> all = new HashSet<>(runs(other, 3));
        int sizes = both.size() + all.size();
        both.retainAll(all);
        return (double) both.size() / (sizes - both.size());
    }

    /** Texts of a few words, so that all kinds of pairs occur. */
    private static List<String> texts(Random random, int count, List<String> seeds) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> words = new ArrayList<>();
            int length = random.nextInt(30);
            for (int k = 0; k < length; k++) {
                words.add("w" + random.nextInt(60));
            }
            if (!seeds.isEmpty() && random.nextInt(3) == 0) {
                List<String> copied = new ArrayList<>(
                        List.of(seeds.get(random.nextInt(seeds.size())).split(" ")));
                copied.replaceAll(word -> random.nextInt(12) == 0 ? "other" : word);
                words = random.nextBoolean() ? copied : concatenated(words, copied);
            }
            texts.add(String.join(" ", words));
        }
        return texts;
    }

    private static List<String> concatenated(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    @Test
    void pairsAndSharesAreThoseOfPlainSets() {
        Random random = new Random(SEED);
        List<String> items = texts(random, 60, List.of());
        List<String> fresh = texts(random, 30, items);
        List<String> environments = texts(random, 120, items);
        TextOverlap overlap = TextOverlap.of(environments, List.of(items, fresh));
        int[] kinds = new int[Likeness.values().length];
        for (int j = 0; j < environments.size(); j++) {
            for (int s = 0; s < 2; s++) {
                List<String> set = s == 0 ? items : fresh;
                for (int i = 0; i < set.size(); i++) {
                    kinds[check(overlap, environments, set, j, s, i)]++;
                }
            }
        }
        assertThat(kinds).as("pairs of each kind").doesNotContain(0);
        shares(overlap.overlap8(0), items, environments, 8);
        shares(overlap.overlap13(1), fresh, environments, 13);
    }

    private static int check(TextOverlap overlap, List<String> environments, List<String> set, int j, int s, int i) {
        String one = environments.get(j);
        String other = set.get(i);
        List<Pair> found = overlap.pairs().stream()
                .filter(p -> p.environment() == j && p.set() == s && p.item() == i)
                .toList();
        Set<String> quoted = new HashSet<>(runs(one, 13));
        quoted.retainAll(new HashSet<>(runs(other, 13)));
        double jaccard = jaccard(one, other);
        boolean same = Words.split(one).equals(Words.split(other)) && !one.isBlank();
        long ofOne = overlap.pairs().stream().filter(p -> p.environment() == j).count();
        if (ofOne == 5 && found.isEmpty()) {
            return 0;
        }
        assertThat(found).as("%s | %s", one, other).hasSize(same || jaccard >= .5 || !quoted.isEmpty() ? 1 : 0);
        if (found.isEmpty()) {
            return 0;
        }
        Pair pair = found.get(0);
        Likeness expected = same ? Likeness.EXACT : jaccard >= .5 ? Likeness.NEAR : Likeness.QUOTED;
        assertThat(pair.likeness()).isEqualTo(expected);
        assertThat(pair.similarity()).isCloseTo(same ? 1 : jaccard, within(1e-15));
        return expected.ordinal();
    }

    private static void shares(double[] shares, List<String> items, List<String> environments, int n) {
        Set<String> seen = new HashSet<>();
        environments.forEach(text -> seen.addAll(runs(text, n)));
        for (int i = 0; i < shares.length; i++) {
            List<String> runs = runs(items.get(i), n);
            double expected = runs.stream().filter(seen::contains).count() / (double) runs.size();
            assertThat(Double.valueOf(shares[i])).as(items.get(i)).isEqualTo(Double.valueOf(expected));
        }
    }

    /** An instruction before every item is nobody's leak; the items behind it are found still. */
    @Test
    void aTemplateDoesNotCount() {
        String template =
                "You are given a task below; think about it step by step and then give the answer as a number only. ";
        Random random = new Random(SEED);
        List<String> items = new ArrayList<>();
        List<String> environments = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            items.add(template + texts(random, 1, List.of()).get(0) + " a" + i);
            environments.add(template + texts(random, 1, List.of()).get(0) + " b" + i);
        }
        environments.set(7, items.get(3));
        TextOverlap overlap = TextOverlap.of(environments, List.of(items));
        assertThat(overlap.pairs()).hasSize(1);
        assertThat(overlap.pairs().get(0)).isEqualTo(new Pair(7, 0, 3, 1, Likeness.EXACT));
    }

    @Test
    void caseAndPunctuationDoNotCountAndEmptyTextsAreLikeNothing() {
        TextOverlap overlap = TextOverlap.of(
                List.of("The cat, the hat!", "", "Ⅷ ﬁsh"), List.of(List.of("the CAT the hat", "…", "viii fish")));
        assertThat(overlap.pairs())
                .extracting(Pair::environment, Pair::item)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(0, 0), org.assertj.core.groups.Tuple.tuple(2, 2));
    }
}
