package org.evalgap.estimate.power;

import org.evalgap.internal.Arguments;
import org.evalgap.internal.kernel.Normal;

/**
 * How many fresh items a year keep a board honest, when an eval's items are replaced from time to time.
 *
 * <p>Learned inflation is proportional to training per item (the first order of the model): labs that put r a year on n₀ items put
 * r·n₀/n on n. A set of n items in force for T years ends at r·n₀·T/n = r·n₀/m, m = n/T items a year: what is learned depends on
 * the items a year alone, not on how often they come. Luck does not: the best of q submissions of one truth p is told
 * √(p(1 − p)/n)·m_q too much, m_q the expected greatest of q standard normals, so that fewer and larger sets are better.
 *
 * @param pressure r, learned inflation a year on the present set, a share of items above 0
 * @param items n₀ of the present set, at least 1
 * @param score p in {@code (0, 1)}
 * @param submissions q, how many submissions a lab makes of which the best counts, at least 1
 */
public record Refresh(double pressure, double items, double score, int submissions) {
    private static final int STEPS = 1280;
    private static final double STEP = 1.0 / 128;

    /**
     * Checks the numbers.
     *
     * @param pressure see the record
     * @param items see the record
     * @param score see the record
     * @param submissions see the record
     * @throws IllegalArgumentException if one is out of range
     */
    public Refresh {
        Arguments.inOpen("pressure", pressure, 0, Double.POSITIVE_INFINITY);
        Arguments.atLeast("items", items, 1);
        Arguments.inOpen("score", score, 0, 1);
        Arguments.atLeast("submissions", submissions, 1);
    }

    /**
     * Items a year that hold learned inflation down.
     *
     * @param allowed learned inflation when a set is replaced, above 0
     * @return m = r·n₀/allowed
     * @throws IllegalArgumentException if nothing is allowed
     */
    public double itemsAYear(double allowed) {
        Arguments.inOpen("allowed", allowed, 0, Double.POSITIVE_INFINITY);
        return pressure * items / allowed;
    }

    /**
     * Learned inflation when a set is replaced; half of it on average over the set's time.
     *
     * @param itemsAYear m, above 0
     * @return r·n₀/m
     * @throws IllegalArgumentException if there are no items
     */
    public double learned(double itemsAYear) {
        Arguments.inOpen("itemsAYear", itemsAYear, 0, Double.POSITIVE_INFINITY);
        return pressure * items / itemsAYear;
    }

    /**
     * What the best of the submissions is told too much on a set.
     *
     * @param setItems n, above 0
     * @return √(p(1 − p)/n)·m_q
     * @throws IllegalArgumentException if there are no items
     */
    public double luck(double setItems) {
        Arguments.inOpen("setItems", setItems, 0, Double.POSITIVE_INFINITY);
        return standardError(setItems) * greatestOfNormals(submissions);
    }

    /**
     * The standard error of a score on a set.
     *
     * @param setItems n, above 0
     * @return √(p(1 − p)/n)
     */
    public double standardError(double setItems) {
        return Math.sqrt(score * (1 - score) / setItems);
    }

    /** The expected greatest of q standard normals: ∫ 1 − Φ(x)^q − Φ(−x)^q over x > 0, by midpoints. */
    private static double greatestOfNormals(int q) {
        double sum = 0;
        for (int i = 0; q > 1 && i < STEPS; i++) {
            double x = (i + 0.5) * STEP;
            sum += 1 - StrictMath.pow(Normal.cdf(x), q) - StrictMath.pow(Normal.cdf(-x), q);
        }
        return sum * STEP;
    }
}
