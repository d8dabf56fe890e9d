package org.evalgap.cli.overlap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The field's practice for finding leaks, exactly: overlap of runs of 8 and of 13 words, Jaccard's similarity of three-word
 * shingles, exact and near-duplicates. It sees shared wording only: no paraphrase in other words, no translation.
 *
 * <p>Runs of eight words that more than a tenth of all items share (and more than {@value #FEWEST_OF_A_TEMPLATE} items) are those of a
 * template, such as an instruction before each item, and are cut out first. Of an environment the {@value #MOST_OF_ONE} most alike items are kept.
 *
 * <p>Sources: Brown et al. 2020 (GPT-3), appendix C, for 13-grams; Chowdhery et al. 2022 (PaLM), section 8, for 8-grams; Broder 1997 for
 * shingles.
 */
public final class TextOverlap {
    /** Below it a run is nobody's template. */
    static final int FEWEST_OF_A_TEMPLATE = 50;

    private static final int MOST_OF_ONE = 5;
    private static final double NEAR = 0.5;
    private static final int SHINGLE = 3;
    private static final int SHORT = 8;
    private static final int LONG = 13;

    private final List<Pair> pairs = new ArrayList<>();
    private final List<double[]> overlaps8 = new ArrayList<>();
    private final List<double[]> overlaps13 = new ArrayList<>();
    private final int[] begins;
    private final int[][] items;
    private final Template template;
    private final Postings shingles;
    private final Postings eights;
    private final Postings thirteens;
    private final Coverage eightSeen;
    private final Coverage thirteenSeen;
    private final Map<List<Integer>, List<Integer>> whole = new HashMap<>();

    private TextOverlap(List<List<String>> sets, Words words) {
        begins = new int[sets.size() + 1];
        List<String> all = new ArrayList<>();
        for (int s = 0; s < sets.size(); s++) {
            all.addAll(sets.get(s));
            begins[s + 1] = all.size();
        }
        items = all.stream().map(words::of).toArray(int[][]::new);
        template = Template.of(items, Math.max(FEWEST_OF_A_TEMPLATE, all.size() / 10));
        int[][] cut = Stream.of(items).map(template::cut).toArray(int[][]::new);
        shingles = Postings.of(SHINGLE, cut);
        eights = Postings.of(SHORT, cut);
        thirteens = Postings.of(LONG, cut);
        eightSeen = new Coverage(cut, eights);
        thirteenSeen = new Coverage(cut, thirteens);
        for (int i = 0; i < items.length; i++) {
            whole.computeIfAbsent(list(items[i]), key -> new ArrayList<>()).add(i);
        }
    }

    /**
     * Compares texts of environments with those of items.
     *
     * @param environments their texts
     * @param sets texts of each set of items
     * @return what they share
     */
    public static TextOverlap of(List<String> environments, List<List<String>> sets) {
        Words words = new Words();
        TextOverlap overlap = new TextOverlap(sets, words);
        for (int j = 0; j < environments.size(); j++) {
            int[] text = words.of(environments.get(j));
            overlap.compare(j, text);
        }
        for (int s = 0; s < sets.size(); s++) {
            overlap.overlaps8.add(overlap.eightSeen.shares(overlap.begins[s], overlap.begins[s + 1]));
            overlap.overlaps13.add(overlap.thirteenSeen.shares(overlap.begins[s], overlap.begins[s + 1]));
        }
        overlap.pairs.sort(Comparator.comparing(Pair::likeness)
                .thenComparing(Comparator.comparingDouble(Pair::similarity).reversed())
                .thenComparingInt(Pair::environment)
                .thenComparingInt(Pair::set)
                .thenComparingInt(Pair::item));
        return overlap;
    }

    private static List<Integer> list(int[] words) {
        return Arrays.stream(words).boxed().toList();
    }

    private void compare(int environment, int[] text) {
        List<Pair> found = new ArrayList<>();
        List<Integer> same = text.length == 0 ? List.of() : whole.getOrDefault(list(text), List.of());
        for (int item : same.subList(0, Math.min(MOST_OF_ONE, same.size()))) {
            found.add(pair(environment, item, 1, Likeness.EXACT));
        }
        int[] cut = template.cut(text);
        eightSeen.see(cut);
        thirteenSeen.see(cut);
        int own = shingles.count(cut);
        thirteens.count(cut);
        for (int i = 0; i < shingles.found(); i++) {
            int item = shingles.found(i);
            double shared = shingles.shared(item);
            double similarity = shared / (own + shingles.size(item) - shared);
            boolean quoted = thirteens.shared(item) > 0;
            if ((similarity >= NEAR || quoted) && !Arrays.equals(items[item], text)) {
                found.add(pair(environment, item, similarity, similarity >= NEAR ? Likeness.NEAR : Likeness.QUOTED));
            }
        }
        found.sort(Comparator.comparing(Pair::likeness)
                .thenComparing(Comparator.comparingDouble(Pair::similarity).reversed())
                .thenComparingInt(Pair::set)
                .thenComparingInt(Pair::item));
        pairs.addAll(found.subList(0, Math.min(MOST_OF_ONE, found.size())));
    }

    private Pair pair(int environment, int item, double similarity, Likeness likeness) {
        int set = 0;
        while (item >= begins[set + 1]) {
            set++;
        }
        return new Pair(environment, set, item - begins[set], similarity, likeness);
    }

    /**
     * Environments and items that share wording, the most alike first.
     *
     * @return an unmodifiable list
     */
    public List<Pair> pairs() {
        return List.copyOf(pairs);
    }

    /**
     * Which share of each item's runs of 8 words is in some environment.
     *
     * @param set which set, by its place in the call
     * @return a copy: shares in [0, 1]; NaN for items of fewer words
     */
    public double[] overlap8(int set) {
        return overlaps8.get(set).clone();
    }

    /**
     * Which share of each item's runs of 13 words is in some environment.
     *
     * @param set which set, by its place in the call
     * @return a copy: shares in [0, 1]; NaN for items of fewer words
     */
    public double[] overlap13(int set) {
        return overlaps13.get(set).clone();
    }
}
