package org.evalgap.internal.posterior;

import org.apache.commons.math3.special.Gamma;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.random.NormalQuantile;

/**
 * What the scores say against an assumption, as three p-values.
 *
 * @param line of the line through the rows that the assumption takes for clean, fitted without a prior, under the prior of
 *     level and slope
 * @param scatter of the rows that it takes for clean, each predicted from the others: squared normal scores of the chances
 *     of a lower public score; of those that are not marked as references only where the score is too low
 * @param noise of item-set noise of the size that was found, under its prior
 */
public record ShiftCheck(double line, double scatter, double noise) {
    /** So wide that the rows alone decide. */
    private static final double FREE = 3;

    /** Less of the spread of abilities than this cannot be told from the noise of fresh scores. */
    private static final double LEAST_RELIABILITY = 0.3;

    /** Chances beyond three standard deviations count as three: one odd row is no reason to refuse. */
    private static final double FARTHEST = 0.00135;

    static ShiftCheck of(
            RowData[] rows, boolean[] clean, boolean[] reference, ShiftPrior prior, double[] chances, double noise) {
        return new ShiftCheck(line(rows, clean, prior), scatter(clean, reference, chances), noise(noise));
    }

    /** The distance of the fitted line from the prior's mean is χ² with two degrees of freedom: exp(−T/2). */
    private static double line(RowData[] rows, boolean[] clean, ShiftPrior prior) {
        ShiftStart.Line line = ShiftStart.line(rows, clean, FREE, FREE);
        double reliability = reliability(rows, clean);
        double slopeVariance = ShiftPrior.SLOPE_DEVIATION * ShiftPrior.SLOPE_DEVIATION;
        double level = prior.interceptDeviation() * prior.interceptDeviation();
        double cc = line.centreVariance() + level + line.pivot() * line.pivot() * slopeVariance;
        double cb = line.covariance() / reliability + line.pivot() * slopeVariance;
        double bb = line.slopeVariance() / (reliability * reliability) + slopeVariance;
        double c = line.centre();
        double b = line.slope() / reliability - 1;
        double distance = (bb * c * c - 2 * cb * c * b + cc * b * b) / (cc * bb - cb * cb);
        return StrictMath.exp(-0.5 * distance);
    }

    /** The share of the fresh probits' spread that is ability: a slope over noisy abilities is too small by it. */
    private static double reliability(RowData[] rows, boolean[] clean) {
        double n = 0;
        double sum = 0;
        double squares = 0;
        double noise = 0;
        for (int i = 0; i < rows.length; i++) {
            if (clean[i]) {
                n++;
                sum += rows[i].ability;
                squares += rows[i].ability * rows[i].ability;
                noise += rows[i].abilityVariance;
            }
        }
        double spread = squares - sum * sum / n;
        return spread > 0 ? Math.max(1 - noise / spread, LEAST_RELIABILITY) : LEAST_RELIABILITY;
    }

    /**
     * The p-value of the squares' sum. A marked row counts both ways: χ², mean 1 and variance 2; another only if too low: mean
     * 1/2, variance 5/4. The sum is taken for a gamma distribution of its own mean and variance.
     */
    static double scatter(boolean[] clean, boolean[] reference, double[] chances) {
        double sum = 0;
        int both = 0;
        int low = 0;
        for (int i = 0; i < chances.length; i++) {
            if (clean[i]) {
                double z = NormalQuantile.of(Math.min(Math.max(chances[i], FARTHEST), 1 - FARTHEST));
                sum += z > 0 || reference[i] ? z * z : 0;
                both += reference[i] ? 1 : 0;
                low += reference[i] ? 0 : 1;
            }
        }
        double mean = both + 0.5 * low;
        double scale = (2 * both + 1.25 * low) / mean;
        return Gamma.regularizedGammaQ(mean / scale, sum / scale);
    }

    private static double noise(double found) {
        return 2 * Normal.cdf(-found / ShiftPrior.NOISE_SCALE);
    }

    /**
     * The chance of anything as far from the assumption, had it held: three times the least of the p-values.
     *
     * @return a p-value
     */
    public double pValue() {
        return Math.min(1, 3 * Math.min(line, Math.min(scatter, noise)));
    }
}
