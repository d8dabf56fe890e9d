package org.evalgap.explain.population;

import java.util.Arrays;
import java.util.List;
import org.evalgap.internal.Arguments;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * What rows make of the model's word. A measured score is the known truth + shift + trust·(the word's mean) + error: only what the
 * model says of a change is taken for more or less, not that a score on few items is drawn to the mean. The trust has a normal prior
 * of mean 1 and deviation 1, the shift none. Fitted by least squares with weights 1/(variance of the word + τ²) (model output
 * statistics: Glahn and Lowry 1972, doi:10.1175/1520-0450(1972)011&lt;1203:TUOMOS&gt;2.0.CO;2), with τ² such that weighted squares
 * add up to rows − 2 (Paule and Mandel 1982, doi:10.6028/jres.087.022). Where they add up to less without τ², all variances shrink
 * by the ratio. Rows of one group count as one together.
 *
 * @param shift mean change that the word does not speak of
 * @param trust how far the word is to be taken: 1 as it stands, 0 not at all
 * @param shiftVariance variance of the shift, given the rows
 * @param covariance of shift and trust
 * @param trustVariance variance of the trust
 * @param scatter τ²: the variance of errors beyond the word's; at least 0
 * @param ratio what variances are multiplied by: 1, or less where the word is too cautious
 * @param freedom degrees of freedom of a forecast's Student distribution, at least 2
 */
public record Correction(
        double shift,
        double trust,
        double shiftVariance,
        double covariance,
        double trustVariance,
        double scatter,
        double ratio,
        int freedom) {
    private static final int HALVINGS = 60;
    private static final int LEAST_FREEDOM = 2;
    private static final double LEAST_RATIO = 1e-6;

    /**
     * Checks the numbers.
     *
     * @param shift see the record
     * @param trust see the record
     * @param shiftVariance see the record
     * @param covariance see the record
     * @param trustVariance see the record
     * @param scatter see the record
     * @param ratio see the record
     * @param freedom see the record
     * @throws IllegalArgumentException if a variance is negative, the ratio is not in (0, 1], or there are fewer than 2 degrees
     *     of freedom
     */
    public Correction {
        Arguments.inRange("scatter", scatter, 0, 10);
        Arguments.inRange("ratio", ratio, Double.MIN_NORMAL, 1);
        Arguments.inRange("freedom", freedom, LEAST_FREEDOM, 1_000_000);
        Arguments.inRange("variance of the shift", shiftVariance, 0, 1e6);
        Arguments.inRange("variance of the trust", trustVariance, 0, 1);
    }

    /**
     * Fits a correction.
     *
     * @param words what the model says, by row; at least 3
     * @param asked the measured score that was asked for, by row
     * @param groups how many independent groups the rows are of, from 2 to their number
     * @return the correction
     * @throws IllegalArgumentException if there are fewer rows or groups, or lengths differ
     */
    public static Correction fit(List<Word> words, double[] asked, int groups) {
        int n = words.size();
        if (n < 3 || asked.length != n) {
            throw new IllegalArgumentException(
                    "a correction needs at least 3 words and as many scores: " + n + " and " + asked.length);
        }
        Arguments.inRange("groups", groups, 2, n);
        double[] changes = new double[n];
        Arrays.setAll(changes, r -> asked[r] - words.get(r).known());
        Correction plain = at(words, changes, groups, 0, 1);
        double squares = plain.squares(words, changes);
        if (squares <= n - 2) {
            return at(words, changes, groups, 0, Math.max(LEAST_RATIO, squares / (n - 2)));
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = 0.5 * (low + high);
            if (at(words, changes, groups, middle, 1).squares(words, changes) > n - 2) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return at(words, changes, groups, high, 1);
    }

    /** Least squares with known variances; the trust's prior is one more row. */
    private static Correction at(List<Word> words, double[] changes, int groups, double scatter, double ratio) {
        double w = 0;
        double wm = 0;
        double wmm = 1;
        double wy = 0;
        double wmy = 1;
        for (int r = 0; r < changes.length; r++) {
            double m = words.get(r).mean();
            double weight = groups / (changes.length * ratio * (words.get(r).variance() + scatter));
            w += weight;
            wm += weight * m;
            wmm += weight * m * m;
            wy += weight * changes[r];
            wmy += weight * m * changes[r];
        }
        double determinant = w * wmm - wm * wm;
        return new Correction(
                (wmm * wy - wm * wmy) / determinant,
                (w * wmy - wm * wy) / determinant,
                wmm / determinant,
                -wm / determinant,
                w / determinant,
                scatter,
                ratio,
                Math.max(LEAST_FREEDOM, groups - 2));
    }

    /** Squared errors over the variances of the words and the scatter. */
    private double squares(List<Word> words, double[] changes) {
        double sum = 0;
        for (int r = 0; r < changes.length; r++) {
            double error = changes[r] - shift - trust * words.get(r).mean();
            sum += error * error / (words.get(r).variance() + scatter);
        }
        return sum;
    }

    /**
     * Forecasts.
     *
     * @param word what the model says of that row
     * @param seed of the draws
     * @param count how many draws
     * @return draws of the score that is asked for, in ascending order, cut at 0 and 1
     */
    public double[] forecast(Word word, long seed, int count) {
        double m = word.mean();
        // Numbers that were read from a text are rounded, so that a square may come out below 0.
        double ofBoth = Math.max(0, shiftVariance + 2 * m * covariance + m * m * trustVariance);
        double variance = ratio * (word.variance() + scatter) + ofBoth;
        double centre = word.known() + shift + trust * m;
        double scale = Math.sqrt(variance);
        RandomStream stream = RandomStream.of(seed, 4, Purpose.EXPLAIN);
        double[] out = new double[count];
        Arrays.setAll(out, j -> Math.min(1, Math.max(0, centre + scale * student(stream.substream(j)))));
        Arrays.sort(out);
        return out;
    }

    private double student(RandomStream stream) {
        double squares = 0;
        for (int i = 1; i <= freedom; i++) {
            double z = stream.normal(i);
            squares += z * z;
        }
        return stream.normal(0) / Math.sqrt(squares / freedom);
    }
}
