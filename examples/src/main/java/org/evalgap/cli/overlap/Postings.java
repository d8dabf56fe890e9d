package org.evalgap.cli.overlap;

import java.util.Arrays;

/** Which texts hold which run of words; each text's runs as a set. */
final class Postings {
    private static final int[] NOBODY = {};

    private final int length;
    private final Grams grams;
    private final int[][] holders;
    private final int[] sizes;
    private final int[] shared;
    private final int[] touched;
    private int touches;

    private Postings(int length, Grams grams, int[][] holders, int[] sizes) {
        this.length = length;
        this.grams = grams;
        this.holders = holders;
        this.sizes = sizes;
        this.shared = new int[sizes.length];
        this.touched = new int[sizes.length];
    }

    /** Runs of {@code n} words of all texts. */
    static Postings of(int n, int[][] texts) {
        Grams grams = new Grams(n);
        int[][] runs = new int[texts.length][];
        int[] sizes = new int[texts.length];
        int[] counts = new int[16];
        for (int i = 0; i < texts.length; i++) {
            runs[i] = distinct(grams.learn(texts[i]));
            sizes[i] = runs[i].length;
            for (int run : runs[i]) {
                counts = run >= counts.length ? Arrays.copyOf(counts, Math.max(run + 1, 2 * counts.length)) : counts;
                counts[run]++;
            }
        }
        int[][] holders = new int[counts.length][];
        int[] filled = new int[counts.length];
        for (int i = 0; i < texts.length; i++) {
            for (int run : runs[i]) {
                int[] at = holders[run] == null ? new int[counts[run]] : holders[run];
                holders[run] = at;
                at[filled[run]++] = i;
            }
        }
        return new Postings(n, grams, holders, sizes);
    }

    /** The known runs among some, each once. */
    private static int[] distinct(int[] runs) {
        int[] sorted = runs.clone();
        Arrays.sort(sorted);
        int size = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] != Grams.UNKNOWN && (i == 0 || sorted[i] != sorted[i - 1])) {
                sorted[size++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, size);
    }

    /** Distinct runs of a text. */
    int size(int text) {
        return sizes[text];
    }

    /** Runs of any text, as {@link Grams#look} has them. */
    int[] look(int[] words) {
        return grams.look(words);
    }

    /** The texts that hold a run; none where it is unknown. */
    int[] holders(int run) {
        int[] found = run == Grams.UNKNOWN ? null : holders[run];
        return found == null ? NOBODY : found;
    }

    /** Counts, for any text, the distinct runs that each learned text shares; gives its own. */
    int count(int[] words) {
        for (int i = 0; i < touches; i++) {
            shared[touched[i]] = 0;
        }
        touches = 0;
        for (int run : distinct(look(words))) {
            for (int text : holders[run]) {
                if (shared[text]++ == 0) {
                    touched[touches++] = text;
                }
            }
        }
        // Runs that were not learned have no numbers here to tell them apart by.
        return distinct(new Grams(length).learn(words)).length;
    }

    /** After {@link #count}: how many texts share something. */
    int found() {
        return touches;
    }

    /** After {@link #count}: such a text. */
    int found(int i) {
        return touched[i];
    }

    /** After {@link #count}: how many runs a text shares. */
    int shared(int text) {
        return shared[text];
    }
}
