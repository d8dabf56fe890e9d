package org.evalgap.estimate.honesty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ScoreSet;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.internal.likelihood.RecoveredShare;
import org.evalgap.internal.posterior.Prevalence;
import org.evalgap.internal.posterior.ShiftPrior;
import org.evalgap.random.NormalQuantile;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * A table of scores drawn from the estimator's prior, with the truth.
 *
 * <p>Answers are drawn item by item: model i gets item j right where √r·Wⱼ + √(1 − r)·εᵢⱼ is below the normal quantile of
 * its success, so that each score is binomial by itself and answers of two models to one item have a latent correlation r.
 *
 * @param scores the table, references last
 * @param inflation true inflation of every row
 */
public record SimulatedTable(List<ModelScores> scores, List<Double> inflation) {
    /**
     * Copies the lists.
     *
     * @param scores as the component
     * @param inflation as the component
     */
    public SimulatedTable {
        scores = List.copyOf(scores);
        inflation = List.copyOf(inflation);
    }

    /**
     * One of the tables of a world.
     *
     * @param spec the world
     * @param table index of the table, at least 0
     * @return the table
     */
    public static SimulatedTable draw(IntervalCheckSpec spec, int table) {
        RandomStream stream = RandomStream.of(spec.seed(), table, Purpose.ESTIMATE);
        RandomStream shared = stream.substream(1);
        double intercept = spec.assumption().interceptDeviation() * shared.normal(0);
        double slope = 1 + ShiftPrior.SLOPE_DEVIATION * shared.normal(1);
        double noise = ShiftPrior.NOISE_SCALE * Math.abs(shared.normal(2));
        double centre = spec.prevalenceLogit() + Prevalence.DEVIATION * shared.normal(3);
        double spread = Prevalence.spread(shared.uniform(4));
        int shape = shape(shared.uniform(5));
        int references = spec.assumption() == ShiftAssumption.REFERENCE ? spec.references() : 0;
        int n = spec.models() + references;
        double[] inflation = new double[n];
        double[] publicSuccess = new double[n];
        double[] freshSuccess = new double[n];
        for (int i = 0; i < n; i++) {
            RandomStream own = stream.substream(1000L + i);
            int family = i / spec.familySize();
            boolean reference = i >= spec.models();
            double logit = centre + spread * stream.substream(500_000L + family).normal(0);
            double share = reference ? Prevalence.REFERENCE : 1 / (1 + StrictMath.exp(-logit));
            double ability = own.normal(0);
            double probit = intercept + slope * ability + noise * studentFour(own);
            double clean = spec.guess() + (1 - spec.guess()) * Normal.cdf(probit);
            double depart = (own.uniform(22) - RecoveredShare.COMMON) / (1 - RecoveredShare.COMMON);
            double recovered = own.uniform(20) < share
                    ? RecoveredShare.draw(own.uniform(21), depart < 0 ? shape : shape(depart))
                    : 0;
            inflation[i] = (1 - clean) * recovered;
            publicSuccess[i] = clean + inflation[i];
            freshSuccess[i] = spec.guess() + (1 - spec.guess()) * Normal.cdf(ability);
        }
        double[] publicRight = answers(stream.substream(2), publicSuccess, spec.publicItems(), spec.itemCorrelation());
        double[] freshRight = answers(stream.substream(3), freshSuccess, spec.freshItems(), spec.itemCorrelation());
        List<ModelScores> scores = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            scores.add(ModelScores.of(
                            "model-" + i,
                            new ScoreSet(publicRight[i], spec.publicItems(), spec.guess(), 1),
                            new ScoreSet(freshRight[i], spec.freshItems(), spec.guess(), 1))
                    .withFamily("family-" + i / spec.familySize())
                    .withReference(i >= spec.models()));
        }
        return new SimulatedTable(scores, Arrays.stream(inflation).boxed().toList());
    }

    private static int shape(double uniform) {
        return RecoveredShare.k((int) Math.min(RecoveredShare.COUNT - 1, Math.floor(uniform * RecoveredShare.COUNT)));
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

    private static double[] answers(RandomStream stream, double[] success, int items, double correlation) {
        // A latent r = sin(πρ/2) gives answers with success ½ the correlation ρ, others a little less.
        double latent = StrictMath.sin(0.5 * Math.PI * correlation);
        double[] limit = Arrays.stream(success).map(NormalQuantile::of).toArray();
        double[] common = new double[items];
        stream.normals(common, items);
        double[] right = new double[success.length];
        double[] own = new double[items];
        for (int i = 0; i < success.length; i++) {
            stream.substream(i).normals(own, items);
            for (int j = 0; j < items; j++) {
                right[i] += Math.sqrt(latent) * common[j] + Math.sqrt(1 - latent) * own[j] < limit[i] ? 1 : 0;
            }
        }
        return right;
    }
}
