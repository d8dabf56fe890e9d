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
        return posterior(scores, assumption).result();
    }

    /**
     * The posterior behind {@link #estimate}.
     *
     * @param scores one entry a model, at least 2
     * @param assumption what is assumed of the shift
     * @return the posterior, models in the order of {@code scores}
     * @throws IllegalArgumentException if there are too few models, or too few references for {@link
     *     ShiftAssumption#REFERENCE}
     */
    public InflationPosterior posterior(List<ModelScores> scores, ShiftAssumption assumption) {
        return new InflationPosterior(new ScoreTable(scores, assumption, spec));
    }
}
