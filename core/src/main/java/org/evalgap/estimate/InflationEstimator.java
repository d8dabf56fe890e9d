package org.evalgap.estimate;

import java.util.List;

/**
 * How much of published public scores is inflation, given scores on fresh items.
 *
 * <p>The model, with Φ the normal distribution function, y right of nₚ public and f right of n_f fresh items:
 *
 * <ul>
 *   <li>f ~ Binomial(n_f, γ_f + (1 − γ_f)Φ(η)), η ~ N(0, 1);
 *   <li>the clean public success C = γₚ + (1 − γₚ)Φ(a + bη + δ) with a common shift (a, b) and item-set noise
 *       δ ~ t₄(0, τ²); b ~ N(1, 0.1²), τ ~ half-normal(0.1), a as {@link ShiftAssumption} says;
 *   <li>y ~ Binomial(nₚ, C + (1 − C)v), v = 0 with probability 1 − π of the model's family (0.98 for references), else
 *       Beta(1, k), k one of 1, 5, 20, alike for all but a tenth of them; logit π ~ N(μ, σ²), σ 0.5 or 1.5,
 *       μ ~ N(−2, 1) or, where references say who is clean, N(3, 1).
 * </ul>
 *
 * <p>P-values of {@link ShiftAssumption#REFERENCE} are of another model: the level a is that of the references alone, and the
 * other rows, inflated as rarely as elsewhere, have one of their own. Slope and item-set noise are common.
 *
 * <p>Inflation is I = (1 − C)·v: the share of would-be failures that were recovered. Everything is integrated on grids; no
 * parameter is plugged in. What scores cannot tell apart stays apart only by assumption: a shift common to all models from
 * inflation common to all models, and an inflation of one model from an eval that happens to suit it.
 *
 * <p>Instances are immutable and may be used by several threads at once.
 */
public final class InflationEstimator {
    /** References without which there is nothing to fit. */
    public static final int LEAST_REFERENCES = 3;

    private final InflationSpec spec;

    /**
     * An estimator.
     *
     * @param spec what to ask for
     */
    public InflationEstimator(InflationSpec spec) {
        this.spec = spec;
    }

    /**
     * Estimates all models of a table.
     *
     * @param scores one entry a model, at least 2
     * @param assumption what is assumed of the shift
     * @return the estimate, entries in the order of {@code scores}
     * @throws IllegalArgumentException if there are too few models, or too few references for {@link
     *     ShiftAssumption#REFERENCE}
     */
    public InflationResult estimate(List<ModelScores> scores, ShiftAssumption assumption) {
        return InflationSummary.of(scores, assumption, fit(scores, assumption), spec);
    }

    /** The posterior behind an estimate. */
    InflationFit fit(List<ModelScores> scores, ShiftAssumption assumption) {
        int n = scores.size();
        Arguments.atLeast("number of models", n, 2);
        boolean[] reference = references(scores, assumption);
        boolean[] clean = new boolean[n];
        for (int i = 0; i < n; i++) {
            clean[i] = assumption != ShiftAssumption.REFERENCE || reference[i];
        }
        RowData[] rows = RowPreparation.rows(scores, spec);
        List<String> families = scores.stream().map(ModelScores::family).toList();
        FamilyMixture mixture = new FamilyMixture(families, reference, new Prevalence(assumption.prevalenceLogit()));
        ShiftPrior prior = new ShiftPrior(RowPreparation.interceptDeviation(scores, rows, assumption, spec));
        ShiftSearch search = new ShiftSearch(rows, mixture, prior, clean, false);
        ShiftPosterior shift = new ShiftPosterior(rows, mixture, search, search.integrate());
        RowPosterior[] posteriors = new RowPosterior[n];
        double[] pValues = new double[n];
        for (int i = 0; i < n; i++) {
            double[] predictive = shift.predictive(i);
            posteriors[i] = new RowPosterior(rows[i], i, shift, predictive);
            pValues[i] = shift.exceedance(i, predictive);
        }
        if (assumption == ShiftAssumption.REFERENCE) {
            ReferenceTest.pValues(RowPreparation.rows(scores, spec), families, prior, reference, pValues);
        }
        return new InflationFit(rows, shift, posteriors, pValues, reference, clean);
    }

    /** Which rows are marked, where the assumption heeds it. */
    private static boolean[] references(List<ModelScores> scores, ShiftAssumption assumption) {
        boolean[] out = new boolean[scores.size()];
        int marked = 0;
        for (int i = 0; i < out.length; i++) {
            out[i] = assumption != ShiftAssumption.ROBUST && scores.get(i).reference();
            marked += out[i] ? 1 : 0;
        }
        if (assumption == ShiftAssumption.REFERENCE && marked < LEAST_REFERENCES) {
            throw new IllegalArgumentException("reference models must be at least " + LEAST_REFERENCES + ": " + marked
                    + "; mark more rows as reference, or assume same-recipe or robust");
        }
        return out;
    }
}
