package org.evalgap.cli.overlap;

/** Words that stand before or behind very many items, such as an instruction: they are cut out before texts are compared. */
final class Template {
    private static final int RUN = 8;

    private final Postings runs;
    private final int most;

    private Template(Postings runs, int most) {
        this.runs = runs;
        this.most = most;
    }

    /** What more than {@code most} items hold, in runs of eight words, is a template's. */
    static Template of(int[][] items, int most) {
        return new Template(Postings.of(RUN, items), most);
    }

    /** A text's words, {@link Grams#UNKNOWN} where they are a template's. */
    int[] cut(int[] words) {
        int[] left = words.clone();
        int[] found = runs.look(words);
        for (int i = 0; i < found.length; i++) {
            if (runs.holders(found[i]).length > most) {
                java.util.Arrays.fill(left, i, i + RUN, Grams.UNKNOWN);
            }
        }
        return left;
    }
}
