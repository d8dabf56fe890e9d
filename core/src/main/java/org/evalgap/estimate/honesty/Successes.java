package org.evalgap.estimate.honesty;

import java.util.Arrays;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.internal.likelihood.RecoveredShare;
import org.evalgap.internal.posterior.Prevalence;
import org.evalgap.internal.posterior.ShiftPrior;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * The truth of a table drawn from the estimator's prior, references last.
 *
 * @param onPublic success on public items
 * @param fresh success on fresh items
 * @param inflation inflation
 */
@SuppressWarnings("ArrayRecordComponent")
record Successes(double[] onPublic, double[] fresh, double[] inflation) {
    static Successes draw(IntervalCheckSpec spec, int table) {
        RandomStream stream = RandomStream.of(spec.seed(), table, Purpose.ESTIMATE);
        RandomStream shared = stream.substream(1);
        double intercept = spec.assumption().interceptDeviation() * shared.normal(0);
        double slope = 1 + ShiftPrior.SLOPE_DEVIATION * shared.normal(1);
        double noise = ShiftPrior.NOISE_SCALE * Math.abs(shared.normal(2));
        double centre = spec.prevalenceLogit() + Prevalence.DEVIATION * shared.normal(3);
        double spread = Prevalence.spread(shared.uniform(4));
        double growth = ShiftPrior.growth(shared.uniform(6));
        int shape = RecoveredShare.shape(shared.uniform(5));
        int references = spec.assumption() == ShiftAssumption.REFERENCE ? spec.references() : 0;
        int n = spec.models() + references;
        double[] inflation = new double[n];
        double[] publicSuccess = new double[n];
        double[] freshSuccess = new double[n];
        double[] ability = new double[n];
        for (int i = 0; i < n; i++) {
            ability[i] = stream.substream(1000L + i).normal(0);
        }
        double mean = Arrays.stream(ability).average().orElseThrow();
        for (int i = 0; i < n; i++) {
            RandomStream own = stream.substream(1000L + i);
            int family = i / spec.familySize();
            boolean reference = i >= spec.models();
            double logit = centre + spread * stream.substream(500_000L + family).normal(0);
            double share = reference ? Prevalence.REFERENCE : 1 / (1 + StrictMath.exp(-logit));
            double scale = noise * ShiftPrior.noiseScale(growth, ability[i] - mean);
            double probit = intercept + slope * ability[i] + scale * studentFour(own);
            double clean = spec.guess() + (1 - spec.guess()) * Normal.cdf(probit);
            double recovered = own.uniform(20) < share
                    ? RecoveredShare.recovered(own.uniform(22), own.uniform(21), shape, 1 - clean)
                    : 0;
            inflation[i] = (1 - clean) * recovered;
            publicSuccess[i] = clean + inflation[i];
            freshSuccess[i] = spec.guess() + (1 - spec.guess()) * Normal.cdf(ability[i]);
        }
        return new Successes(publicSuccess, freshSuccess, inflation);
    }

    /** t₄ = Z/√(χ²₄/4), χ²₄ the sum of four squared normals. */
    private static double studentFour(RandomStream stream) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            double z = stream.normal(2L + i);
            sum += z * z;
        }
        return stream.normal(1) / Math.sqrt(sum / 4);
    }
}
