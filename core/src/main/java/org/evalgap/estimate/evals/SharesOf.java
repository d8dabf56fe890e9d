package org.evalgap.estimate.evals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.Interval;
import org.evalgap.estimate.ModelInflation;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.internal.FalseDiscovery;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.random.NormalQuantile;

/** From estimates of several evals to shares. */
final class SharesOf {
    /** P-values nearer to 0 or 1 count as this far. */
    private static final double FARTHEST = 1e-12;

    /** Of a gap's variance at least this part is its own. */
    private static final double LEAST_OWN = 0.1;

    private final double level;
    private final ShiftAssumption assumption;
    private final List<String> refuted = new ArrayList<>();
    private final List<String> evals = new ArrayList<>();
    private final Map<String, Integer> models = new LinkedHashMap<>();
    private final List<Named> cells = new ArrayList<>();

    /** A cell with its estimate. */
    private record Named(int model, int eval, ModelInflation estimate, double shiftDeviation) {}

    SharesOf(Map<String, InflationResult> byEval, double level) {
        this.level = level;
        byEval.forEach((name, result) -> {
            if (result.check().refuted()) {
                refuted.add(name);
            } else {
                add(name, result);
            }
        });
        if (evals.size() < 2 || models.size() < 2) {
            throw new UnsuitableEvalsException(
                    "evals whose assumption is not refuted must be at least 2, and so must their"
                            + " models that are no references: " + evals.size() + " and " + models.size()
                            + (refuted.isEmpty() ? "" : "; refuted: " + String.join(", ", refuted))
                            + "; look at each eval by itself");
        }
        assumption = byEval.values().iterator().next().assumption();
    }

    private void add(String name, InflationResult result) {
        Interval intercept = result.shift().intercept();
        double deviation = width(intercept) / (2 * quantile());
        for (ModelInflation m : result.models()) {
            if (!m.reference()) {
                Integer at = models.computeIfAbsent(m.model(), any -> models.size());
                cells.add(new Named(Objects.requireNonNull(at), evals.size(), m, deviation));
            }
        }
        evals.add(name);
    }

    private static double width(Interval interval) {
        return interval.upper() - interval.lower();
    }

    private double quantile() {
        return NormalQuantile.of(0.5 + 0.5 * level);
    }

    EvalShares shares() {
        List<GapTable.Gap> gaps = cells.stream()
                .sorted(Comparator.comparingInt(Named::model).thenComparingInt(Named::eval))
                .map(this::gap)
                .toList();
        SharesMixture mixture = new SharesMixture(new GapTable(models.size(), evals.size(), gaps));
        List<EvalShares.EvalShare> ofEvals = new ArrayList<>();
        if (assumption != ShiftAssumption.ROBUST) {
            for (int e = 0; e < evals.size(); e++) {
                int eval = e;
                int many = (int) cells.stream().filter(c -> c.eval() == eval).count();
                ofEvals.add(
                        new EvalShares.EvalShare(evals.get(e), many, mixture.of(given -> given.ofEval(eval), level)));
            }
        }
        List<EvalShares.Cell> ofCells = cells.stream()
                .map(c -> new EvalShares.Cell(
                        c.estimate().model(),
                        evals.get(c.eval()),
                        c.estimate().gap(),
                        mixture.of(given -> given.ofCell(gap(c)), level)))
                .toList();
        return new EvalShares(assumption, ofModels(mixture), ofEvals, ofCells, mixture.spread(), refuted);
    }

    private GapTable.Gap gap(Named cell) {
        ModelInflation m = cell.estimate();
        double deviation = width(m.gap()) / (2 * quantile());
        double variance = Math.max(deviation * deviation, FARTHEST);
        double clean = Math.min(Math.max(m.honest().mean(), FARTHEST), 1 - FARTHEST);
        double load = cell.shiftDeviation() * Normal.density(NormalQuantile.of(clean));
        double most = Math.sqrt((1 - LEAST_OWN) * variance);
        double shared = Math.min(load, most);
        return new GapTable.Gap(cell.model(), cell.eval(), m.gap().mean(), variance - shared * shared, shared);
    }

    private List<EvalShares.ModelShare> ofModels(SharesMixture mixture) {
        double[] scores = new double[models.size()];
        int[] many = new int[models.size()];
        for (Named c : cells) {
            double p = Math.min(Math.max(c.estimate().pValue(), FARTHEST), 1 - FARTHEST);
            scores[c.model()] -= NormalQuantile.of(p);
            many[c.model()]++;
        }
        double[] pValues = new double[scores.length];
        for (int m = 0; m < scores.length; m++) {
            pValues[m] = Normal.cdf(-scores[m] / Math.sqrt(many[m]));
        }
        double[] qValues = qValues(pValues);
        List<EvalShares.ModelShare> out = new ArrayList<>();
        models.forEach((name, m) -> out.add(new EvalShares.ModelShare(
                name,
                many[m],
                mixture.of(given -> given.ofModel(m), level),
                pValues[m],
                qValues[m],
                qValues[m] <= 1 - level)));
        return out;
    }

    private static double[] qValues(double[] pValues) {
        boolean[] all = new boolean[pValues.length];
        Arrays.fill(all, true);
        return FalseDiscovery.qValues(pValues, all);
    }
}
