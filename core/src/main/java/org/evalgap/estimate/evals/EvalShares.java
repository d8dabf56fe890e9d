package org.evalgap.estimate.evals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.evalgap.estimate.InflationFit;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.Interval;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.internal.Arguments;

/**
 * Inflation on several evals, taken apart. The gap of model m on eval e, public success less the clean one that the rest predicts, is
 *
 * <pre>g = μ + αₘ + βₑ + γₘₑ + l·cₑ + ε,</pre>
 *
 * with a model's share α ~ N(0, A²), an eval's β ~ N(0, B²) and what is left to both, γ ~ N(0, G²); A, B and G are half-normal of 5
 * points, independent, integrated on a grid, μ ~ N(0, 10² points). c ~ N(0, 1) is the error of an eval's shift, which moves its models
 * together; l is what a standard deviation of it makes of a gap, ε the rest of the gap's own error. Given A, B and G everything is normal and
 * exact. Gaps are not held above 0: what is common and small can then be seen, and a negative share says that an assumption fails.
 *
 * <p>Models taken for clean, and evals whose scores refute the assumption, have no part. What cannot be told apart in one eval cannot in
 * several: under {@link ShiftAssumption#ROBUST} what an eval's models have in common is its shift, so that evals have no share, and the
 * models' shares are above those of their bulk.
 *
 * @param assumption what was assumed of the shift of every eval
 * @param models the models' shares, in the order in which they first came
 * @param evals the evals' shares, in the order in which they came; none under {@link ShiftAssumption#ROBUST}
 * @param cells every model's gap on every eval that it has, drawn to both shares; eval by eval
 * @param spread how far models, evals and what is left to both scatter
 * @param refuted names of the evals that were left out since their scores refute the assumption
 */
public record EvalShares(
        ShiftAssumption assumption,
        List<ModelShare> models,
        List<EvalShare> evals,
        List<Cell> cells,
        Spread spread,
        List<String> refuted) {
    /**
     * Copies the lists.
     *
     * @param assumption as the component
     * @param models as the component
     * @param evals as the component
     * @param cells as the component
     * @param spread as the component
     * @param refuted as the component
     */
    public EvalShares {
        models = List.copyOf(models);
        evals = List.copyOf(evals);
        cells = List.copyOf(cells);
        refuted = List.copyOf(refuted);
    }

    /**
     * What a model has on the evals together.
     *
     * @param model its name
     * @param evals how many evals it has that count
     * @param share μ + α and the mean of β over all evals that count: its gap on an average one of them, as a share of items; mean and interval
     * @param pValue that of the sum of its normal scores on all evals, divided by the root of their number (Stouffer): the chance of
     *     public scores as high, were it clean on all of them
     * @param qValue Benjamini–Hochberg q-value among these models
     * @param found whether its q-value is at most one minus the level
     */
    public record ModelShare(String model, int evals, Interval share, double pValue, double qValue, boolean found) {}

    /**
     * What an eval's models have in common.
     *
     * @param eval its name
     * @param models how many models it has that count
     * @param share μ + β: the gap of an average model on it, as a share of items; mean and interval
     */
    public record EvalShare(String eval, int models, Interval share) {}

    /**
     * One model on one eval.
     *
     * @param model name of the model
     * @param eval name of the eval
     * @param alone the gap as the eval alone has it, as a share of items
     * @param gap the same, μ + α + β + γ, drawn to what the model shows elsewhere and the eval with others
     */
    public record Cell(String model, String eval, Interval alone, Interval gap) {}

    /**
     * Standard deviations, posterior means, as shares of items.
     *
     * @param models A, between models
     * @param evals B, between evals
     * @param own G, of what is left to a model on an eval
     */
    public record Spread(double models, double evals, double own) {}

    /**
     * From answers to items of several evals.
     *
     * @param fit the estimate of each eval
     * @param level level of the fit's intervals, and of these, in {@code (0, 1)}
     * @return the shares
     * @throws UnsuitableEvalsException if fewer than two evals, or fewer than two models that are no references, count
     * @throws IllegalArgumentException if the level is outside its range
     */
    public static EvalShares of(InflationFit fit, double level) {
        Map<String, InflationResult> byEval = new LinkedHashMap<>();
        fit.evals().forEach(eval -> byEval.put(eval.name(), eval.result()));
        return of(byEval, level);
    }

    /**
     * From estimates of several evals, of items or of totals, under the same assumption.
     *
     * @param byEval the estimate of each eval by its name; shares keep the order
     * @param level level of the estimates' intervals, and of these, in {@code (0, 1)}
     * @return the shares
     * @throws UnsuitableEvalsException if fewer than two evals, or fewer than two models that are no references, count
     * @throws IllegalArgumentException if the level is outside its range, or assumptions differ
     */
    public static EvalShares of(Map<String, InflationResult> byEval, double level) {
        Arguments.inOpen("level", level, 0, 1);
        if (byEval.values().stream().map(InflationResult::assumption).distinct().count() > 1) {
            throw new IllegalArgumentException("all evals must be estimated under the same assumption: "
                    + new TreeMap<>(byEval)
                            .values().stream().map(InflationResult::assumption).toList());
        }
        return new SharesOf(byEval, level).shares();
    }
}
