package org.evalgap.estimate.honesty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ScoreSet;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * A world that is not drawn from the estimator's prior. Abilities are N(0, 1) within ±2.5, clean public success above chance is
 * Φ(a + bη + family + own), a ~ N(0, 0.03²), b ~ N(1, 0.03²) unless said; inflation is a number of points.
 *
 * @param label name of the world
 * @param share share of the models that are no references that are inflated, drawn one by one, in {@code [0, 1]}
 * @param least least inflation of those, share of items
 * @param greatest greatest inflation of those; uniform between both, at most nine tenths of what a clean model fails
 * @param noise standard deviation of a model's own departure at ability 0, in probit
 * @param growth that grows as e to the power of this a unit of ability below 0
 * @param familyDeviation standard deviation of a family's common departure, in probit
 * @param slope mean of b
 */
public record OutsideWorld(
        String label,
        double share,
        double least,
        double greatest,
        double noise,
        double growth,
        double familyDeviation,
        double slope) {
    /** All models that are no references have 5 points. */
    public static final OutsideWorld EVEN = new OutsideWorld("all others +5", 1, 0.05, 0.05, 0, 0, 0, 1);

    /** All models that are no references have 10 points. */
    public static final OutsideWorld EVEN_TEN = new OutsideWorld("all others +10", 1, 0.1, 0.1, 0, 0, 0, 1);

    /** A quarter is inflated by 2 to 15 points. */
    public static final OutsideWorld QUARTER = new OutsideWorld("a quarter +2 to 15", 0.25, 0.02, 0.15, 0.03, 0, 0, 1);

    /** Half of the models have 5 points. */
    public static final OutsideWorld HALF = new OutsideWorld("half +5", 0.5, 0.05, 0.05, 0.03, 0, 0, 1);

    /** Scores of weak models scatter more; a quarter is inflated. */
    public static final OutsideWorld WEAK_NOISE =
            new OutsideWorld("noisy weak models", 0.25, 0.02, 0.15, 0.06, 0.6, 0, 1);

    /** The eval suits some families more than others; a quarter of the models is inflated. */
    public static final OutsideWorld FAMILIES = new OutsideWorld("shift by family", 0.25, 0.02, 0.15, 0.03, 0, 0.1, 1);

    /** Public items hardly tell models apart; a quarter is inflated. */
    public static final OutsideWorld FLAT = new OutsideWorld("slope 0.47", 0.25, 0.02, 0.15, 0.03, 0, 0, 0.47);

    /** Nobody is inflated. */
    public static final OutsideWorld CLEAN = new OutsideWorld("nobody inflated", 0, 0, 0, 0.03, 0, 0, 1);

    /** A tenth of the models has 7 to 10 points, and evals suit all models alike: what is left is the draw of items. */
    public static final OutsideWorld TENTH = new OutsideWorld("a tenth +7 to 10", 0.1, 0.07, 0.1, 0.01, 0, 0, 1);

    private static final double SPREAD = 0.03;
    private static final double FARTHEST = 2.5;

    /**
     * The worlds that an assumption is asked about by {@code evalgap check-intervals}.
     *
     * @param assumption what is assumed
     * @return all constants but {@link #TENTH}; for {@code robust} not those in which all are inflated alike, which it calls a shift
     */
    public static List<OutsideWorld> of(ShiftAssumption assumption) {
        List<OutsideWorld> all = List.of(EVEN, EVEN_TEN, QUARTER, HALF, WEAK_NOISE, FAMILIES, FLAT, CLEAN);
        return assumption == ShiftAssumption.ROBUST ? all.subList(2, all.size()) : all;
    }

    SimulatedTable draw(IntervalCheckSpec spec, int table) {
        RandomStream stream = stream(spec, table);
        Successes truth = successes(spec, table);
        List<ModelScores> scores = new ArrayList<>();
        for (int i = 0; i < truth.fresh().length; i++) {
            RandomStream own = stream.substream(1000L + i);
            scores.add(ModelScores.of(
                            "model-" + i,
                            answers(own.substream(1), truth.onPublic()[i], spec.publicItems(), spec.guess()),
                            answers(own.substream(2), truth.fresh()[i], spec.freshItems(), spec.guess()))
                    .withFamily("family-" + i / spec.familySize())
                    .withReference(i >= spec.models()));
        }
        return new SimulatedTable(
                scores, Arrays.stream(truth.inflation()).boxed().toList());
    }

    private static RandomStream stream(IntervalCheckSpec spec, int table) {
        return RandomStream.of(spec.seed(), table, Purpose.ESTIMATE).substream(6);
    }

    /** The truth of a table. */
    Successes successes(IntervalCheckSpec spec, int table) {
        RandomStream stream = stream(spec, table);
        double a = SPREAD * stream.normal(0);
        double b = slope + SPREAD * stream.normal(1);
        int references = spec.assumption() == ShiftAssumption.REFERENCE ? spec.references() : 0;
        int n = spec.models() + references;
        double[] onPublic = new double[n];
        double[] fresh = new double[n];
        double[] inflation = new double[n];
        for (int i = 0; i < n; i++) {
            RandomStream own = stream.substream(1000L + i);
            int family = i / spec.familySize();
            double ability = Math.min(Math.max(own.normal(0), -FARTHEST), FARTHEST);
            double common =
                    familyDeviation * stream.substream(500_000L + family).normal(0);
            double departure = noise * StrictMath.exp(-growth * ability) * own.normal(1);
            double clean = success(spec, a + b * ability + common + departure);
            boolean inflated = i < spec.models() && own.uniform(20) < share;
            inflation[i] = inflated ? Math.min(least + (greatest - least) * own.uniform(21), 0.9 * (1 - clean)) : 0;
            onPublic[i] = clean + inflation[i];
            fresh[i] = success(spec, ability);
        }
        return new Successes(onPublic, fresh, inflation);
    }

    private static double success(IntervalCheckSpec spec, double probit) {
        return spec.guess() + (1 - spec.guess()) * Normal.cdf(probit);
    }

    private static ScoreSet answers(RandomStream stream, double success, int items, double guess) {
        int right = 0;
        for (int j = 0; j < items; j++) {
            right += stream.uniform(j) < success ? 1 : 0;
        }
        return ScoreSet.of(right, items).withGuess(guess);
    }
}
