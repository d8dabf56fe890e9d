package org.evalgap.estimate;

import java.util.List;
import org.evalgap.internal.posterior.RankSampler;
import org.evalgap.internal.posterior.RowPosterior;
import org.evalgap.internal.posterior.ShiftSummary;
import org.evalgap.internal.posterior.TablePosterior;

/** From posteriors to the numbers that are reported. */
record InflationSummary(ScoreTable table, TablePosterior posterior, InflationPosterior of) {
    InflationResult result() {
        double[] qValues = of.qValues();
        InflationSpec spec = table.spec();
        int n = table.scores().size();
        double[] publicScores = new double[n];
        double[] honest = new double[n];
        Interval[] clean = new Interval[n];
        posterior.each(i -> {
            publicScores[i] = table.scores().get(i).publicScore().score();
            clean[i] = Interval.of(posterior.row(i).honest(spec.level()));
            honest[i] = clean[i].mean();
        });
        int[] publicRank = new int[n];
        int[] rank = new int[n];
        RankSampler.rank(publicScores, publicRank);
        RankSampler.rank(honest, rank);
        int[][] ranks = posterior.ranks(spec.rankDraws(), spec.seed());
        ModelInflation[] models = new ModelInflation[n];
        posterior.each(i -> {
            RowPosterior p = posterior.row(i);
            models[i] = new ModelInflation(
                    table.scores().get(i).model(),
                    table.reference(i),
                    of.inflation(i, spec.level()),
                    p.exceededWith(spec.level()),
                    p.probability(),
                    p.above(spec.threshold()),
                    posterior.pValue(i),
                    qValues[i],
                    of.found(i),
                    Interval.of(p.gap(spec.level())),
                    clean[i],
                    publicRank[i],
                    rank[i],
                    RankSampler.quantile(ranks[i], 0.5 - 0.5 * spec.level()),
                    RankSampler.quantile(ranks[i], 0.5 + 0.5 * spec.level()));
        });
        return new InflationResult(
                table.assumption(), shift(posterior.shift(spec.level())), of.check(), List.of(models));
    }

    private static ShiftFit shift(ShiftSummary shift) {
        return new ShiftFit(
                Interval.of(shift.intercept()),
                Interval.of(shift.slope()),
                Interval.of(shift.noise()),
                shift.predictedDeviation(),
                shift.observedDeviation());
    }
}
