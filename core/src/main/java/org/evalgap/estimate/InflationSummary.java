package org.evalgap.estimate;

import java.util.ArrayList;
import java.util.List;

/** From posteriors to the numbers that are reported. */
final class InflationSummary {
    private InflationSummary() {}

    static InflationResult of(
            List<ModelScores> scores, ShiftAssumption assumption, InflationFit fit, InflationSpec spec) {
        int n = scores.size();
        double[] publicScores = new double[n];
        double[] honest = new double[n];
        Interval[] clean = new Interval[n];
        for (int i = 0; i < n; i++) {
            publicScores[i] = scores.get(i).publicScore().score();
            clean[i] = fit.posteriors()[i].honest(spec.level());
            honest[i] = clean[i].mean();
        }
        int[] publicRank = new int[n];
        int[] rank = new int[n];
        RankSampler.rank(publicScores, publicRank);
        RankSampler.rank(honest, rank);
        int[][] ranks = new RankSampler(fit.rows(), fit.shift()).draw(spec.rankDraws(), spec.seed());
        double[] qValues = fit.qValues();
        List<ModelInflation> models = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            RowPosterior p = fit.posteriors()[i];
            models.add(new ModelInflation(
                    scores.get(i).model(),
                    fit.reference()[i],
                    p.inflation(spec.level()),
                    p.exceededWith(spec.level()),
                    p.probability(),
                    p.above(spec.threshold()),
                    fit.pValues()[i],
                    qValues[i],
                    p.gap(spec.level()),
                    clean[i],
                    publicRank[i],
                    rank[i],
                    RankSampler.quantile(ranks[i], 0.5 - 0.5 * spec.level()),
                    RankSampler.quantile(ranks[i], 0.5 + 0.5 * spec.level())));
        }
        ShiftFit shift = ShiftSummary.of(fit.shift(), fit.rows(), fit.posteriors(), fit.clean(), spec.level());
        return new InflationResult(assumption, shift, models);
    }
}
