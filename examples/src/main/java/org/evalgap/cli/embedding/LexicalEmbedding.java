package org.evalgap.cli.embedding;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.MurmurHash3;
import org.evalgap.audit.Positions;

/**
 * Texts placed by their wording: shingles of three to five characters and of one and two words, weighed by TF-IDF over all
 * texts of the suite, hashed with signs into {@value #DIMENSION} dimensions, of length 1. The same texts give the same bits everywhere.
 *
 * <p>It sees copies, and copies with changed names and numbers. It cannot see that two texts mean the same in other words, or in
 * another language; and it takes two unrelated texts in one style for nearer than they are.
 *
 * <p>Source: Weinberger et al. 2009, Feature hashing for large scale multitask learning.
 */
public final class LexicalEmbedding {
    /** At this width chance alone gives two texts a cosine of about .03. */
    public static final int DIMENSION = 1024;

    private static final int SHORTEST = 3;
    private static final int LONGEST = 5;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final Long2IntOpenHashMap documents = new Long2IntOpenHashMap();
    private int texts;

    private LexicalEmbedding() {}

    /**
     * Places texts.
     *
     * @param sets texts of each set; words are weighed over all of them
     * @return positions of each set
     */
    public static List<Positions> of(List<List<String>> sets) {
        LexicalEmbedding embedding = new LexicalEmbedding();
        sets.forEach(set -> set.forEach(embedding::count));
        return sets.stream().map(embedding::place).toList();
    }

    private void count(String text) {
        texts++;
        for (long shingle : shingles(text).keySet()) {
            documents.addTo(shingle, 1);
        }
    }

    private Positions place(List<String> set) {
        double[][] rows = new double[set.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(set.get(i));
        }
        return Positions.of(rows);
    }

    private double[] row(String text) {
        double[] row = new double[DIMENSION];
        Long2IntOpenHashMap shingles = shingles(text);
        long[] ordered = shingles.keySet().toLongArray();
        Arrays.sort(ordered);
        for (long shingle : ordered) {
            double often = 1 + StrictMath.log(shingles.get(shingle));
            double rare = 1 + StrictMath.log((1.0 + texts) / (1.0 + documents.get(shingle)));
            int slot = (int) (shingle >>> 1) & (DIMENSION - 1);
            // The lowest bit of this hash is not even for short texts: .40 of them have it. The highest is.
            row[slot] += shingle < 0 ? -often * rare : often * rare;
        }
        double squares = 0;
        for (double x : row) {
            squares += x * x;
        }
        double length = squares == 0 ? 1 : Math.sqrt(squares);
        for (int d = 0; d < DIMENSION; d++) {
            row[d] /= length;
        }
        return row;
    }

    /** How often each shingle, as a hash, is in a text. */
    private static Long2IntOpenHashMap shingles(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String spaced = " " + NO_WORD.matcher(plain).replaceAll(" ").strip() + " ";
        Long2IntOpenHashMap found = new Long2IntOpenHashMap();
        for (int n = SHORTEST; n <= LONGEST; n++) {
            for (int i = 0; i + n <= spaced.length(); i++) {
                found.addTo(hash(n, spaced.substring(i, i + n)), 1);
            }
        }
        String[] words = spaced.strip().split(" ");
        for (int i = 0; i < words.length; i++) {
            found.addTo(hash(1, words[i]), 1);
            if (i > 0) {
                found.addTo(hash(2, words[i - 1] + " " + words[i]), 1);
            }
        }
        return found;
    }

    private static long hash(int kind, String shingle) {
        byte[] bytes = shingle.getBytes(StandardCharsets.UTF_8);
        return MurmurHash3.hash128x64(bytes, 0, bytes.length, kind)[0];
    }
}
