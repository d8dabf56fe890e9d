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
 *       δ ~ t₄(0, τ²e^(−2gx)), x the ability above the mean of all models; b ~ N(1, 0.1²), τ ~ half-normal(0.1), g 0, 0.45 or
 *       0.9, a as {@link ShiftAssumption} says;
 *   <li>y ~ Binomial(nₚ, C + (1 − C)v), v = 0 with probability 1 − π of the model's family (0.98 for references), else
 *       Beta(1, k), k one of 1, 5, 20, or with prior probability 0.03 an even gain, all models alike within a factor of about
 *       two; the same for all but a tenth of the inflated models; logit π ~ N(μ, σ²), σ 0.5 or 1.5,
 *       μ ~ N(−2, 1) or, where references say who is clean, N(3, 1).
 * </ul>
 *
 * <p>P-values of {@link ShiftAssumption#REFERENCE} are of another model: the level a is that of the references alone, and the
 * other rows, inflated as rarely as elsewhere, have one of their own. Slope and item-set noise are common.
 *
 * <p>Inflation is I = (1 − C)·v: the share of would-be failures that were recovered. The rest is integrated on grids; plugged in are
 * what families' departures have in common, the offset of a second fresh set, and, where there are answers to items, the spread
 * of their difficulties. What scores cannot tell apart stays apart only by assumption: a shift common to all models from
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

    /**
     * Estimates from answers to items. Difficulties are shared by models and integrated out, so that the noise that models
     * answering the same items have in common is found, not asked for; what is left is each model's own. Clusters, several
     * attempts, partial scores and missing items are allowed for. The spec's correlations are not used.
     *
     * <p>Where items have dates ({@link ItemFacts#released}), public and fresh ones of a name are the same item, before one model's
     * cutoff and after another's: all are fitted together, and their difficulty may drift as a polynomial of the third degree in the
     * date. Ten items or more have to be public for one model and fresh for another, since only they tell such a drift from inflation.
     *
     * @param scores answers of at least two models to at least ten public and ten fresh items of each eval, each half
     *     in ten clusters or more (an item that stands alone is one)
     * @param facts what is known besides
     * @param assumption what is assumed of the shift
     * @return an estimate for each eval
     * @throws UnsuitableItemsException if there is too little of something, attempts do not allow for pass@k, or the fit of
     *     difficulties does not settle
     * @throws IllegalArgumentException if there are too few references, or an item has no date where others have
     */
    public InflationFit fit(ItemScores scores, ItemFacts facts, ShiftAssumption assumption) {
        return fit(scores, facts, List.of(assumption)).get(0);
    }

    /**
     * The same under several assumptions, which share the fit of difficulties.
     *
     * @param scores as there
     * @param facts as there
     * @param assumptions what is assumed of the shift, one after the other
     * @return an estimate for each assumption, in their order
     * @throws UnsuitableItemsException as there
     * @throws IllegalArgumentException as there
     */
    public List<InflationFit> fit(ItemScores scores, ItemFacts facts, List<ShiftAssumption> assumptions) {
        List<ItemTable> evals = scores.evals().stream()
                .map(eval -> new ItemTable(scores, facts, eval))
                .toList();
        return assumptions.stream()
                .map(assumption -> new InflationFit(
                        evals.stream().map(items -> fit(items, assumption)).toList()))
                .toList();
    }

    private InflationFit.Eval fit(ItemTable items, ShiftAssumption assumption) {
        ScoreTable table = table(items, assumption);
        return new InflationFit.Eval(
                items.eval(),
                table.scores(),
                items.observed(),
                new InflationPosterior(table).result(),
                items.correlation(ItemRole.PUBLIC),
                items.correlation(ItemRole.FRESH),
                items.leftOut());
    }

    /**
     * The posterior behind {@link #fit} of one eval.
     *
     * @param scores as there
     * @param facts as there
     * @param eval name of the eval
     * @param assumption as there
     * @return the posterior, models in the order of the scores, those left out that met one half only
     * @throws IllegalArgumentException as there
     */
    public InflationPosterior posterior(ItemScores scores, ItemFacts facts, String eval, ShiftAssumption assumption) {
        return new InflationPosterior(table(new ItemTable(scores, facts, eval), assumption));
    }

    private ScoreTable table(ItemTable items, ShiftAssumption assumption) {
        InflationSpec options = spec.withItemCorrelation(0).withClusterCorrelation(0);
        return new ScoreTable(items.rows(), assumption, options, items.sharedVariance());
    }
}
