package org.evalgap.internal.audit;

import java.util.Arrays;
import java.util.Objects;
import org.evalgap.Scenario;
import org.evalgap.internal.audit.Influences.Units;
import org.evalgap.internal.audit.ScoredSet.Gain;
import org.evalgap.internal.kernel.FlowTrace;
import org.evalgap.internal.kernel.Success;
import org.evalgap.internal.kernel.Vectors;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.task.MisfitException;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives of measures by the shares of environments. Every measure is, to first order, a combination of {@value #BASES}
 * functions: the four scores, the fresh score without its format, the divergence, and success on the environments.
 */
public final class Sensitivity {
    /** How many functions measures are combined of. */
    public static final int BASES = 7;

    /** How many of them are scores; the others do not depend on items. */
    public static final int SCORES = 5;

    private static final int WITHOUT_FORMAT = 4;
    private static final int DIVERGENCE = 5;
    private static final int SUCCESS = 6;

    private final Block environments;
    private final @Nullable ScoredSet[] sets;
    private final @Nullable Gain[] gains;
    private final Course course;
    private final Grades grades;
    private final Scenario s;
    private final int m;
    private final double[] divergenceSlope;

    /**
     * Derivatives at a training.
     *
     * @param environments what was trained on
     * @param sets public items, fresh items, work
     * @param gains what training gave them
     * @param course the training
     * @param grades how it was judged
     * @param s learner, training, scoring
     */
    public Sensitivity(
            Block environments,
            @Nullable ScoredSet[] sets,
            @Nullable Gain[] gains,
            Course course,
            Grades grades,
            Scenario s) {
        this.environments = environments;
        this.sets = sets;
        this.gains = gains;
        this.course = course;
        this.grades = grades;
        this.s = s;
        m = environments.size();
        divergenceSlope = divergenceSlope();
    }

    /** ∂K̄L/∂u_j = (a_j/M) q (1 − q) (u − u₀). */
    private double[] divergenceSlope() {
        double[] slope = decisionSlope();
        for (int j = 0; j < m; j++) {
            slope[j] = course.shares()[j] / m * slope[j] * (course.logits()[j] - course.untrained()[j]);
        }
        return slope;
    }

    private double[] decisionSlope() {
        double[] q = new double[m];
        double[] lost = new double[m];
        double[] opposite = new double[m];
        for (int j = 0; j < m; j++) {
            opposite[j] = -course.logits()[j];
        }
        Success.decision(course.logits(), 0, q, m);
        Success.decision(opposite, 0, lost, m);
        for (int j = 0; j < m; j++) {
            q[j] = q[j] * lost[j];
        }
        return q;
    }

    /** Which functions have a value; the others are not traced. */
    boolean known(int base) {
        if (base < Score.count()) {
            return grades.marks(Score.values()[base]) != null;
        }
        return base != WITHOUT_FORMAT || grades.withoutFormat() != null;
    }

    /**
     * Derivatives of combinations by shares, the others' unchanged.
     *
     * @param combinations factors of the functions, by combination
     * @param weights weights of the items, by set
     * @param listener who hears of steps
     * @return ∂/∂a_j by combination
     */
    public double[][] gradients(double[][] combinations, double[][] weights, FlowTrace.Listener listener) {
        int sides = combinations.length;
        Seeds seeds = new Seeds(sides);
        for (int set = Grades.PUBLIC; set <= Grades.WORK; set++) {
            seed(set, combinations, weights, seeds);
        }
        double[] success = successSlope();
        for (int r = 0; r < sides; r++) {
            seeds.byDivergence[r] += combinations[r][DIVERGENCE];
            Vectors.addScaled(seeds.byDivergence[r], divergenceSlope, seeds.byLogit[r], m);
            Vectors.addScaled(combinations[r][SUCCESS], success, seeds.byLogit[r], m);
        }
        return traced(seeds, listener);
    }

    /** Derivatives of functions by weights, logits and the divergence at the end. */
    private final class Seeds {
        final int sides;
        final double[][] byWeight;
        final double[][] byLogit;
        final double[] byDivergence;

        Seeds(int sides) {
            this.sides = sides;
            byWeight = new double[sides][m];
            byLogit = new double[sides][m];
            byDivergence = new double[sides];
        }

        /** Adds functions of the gains of a set: what they move by with each, and with the share of the format. */
        void add(ScoredSet scored, Gain gain, double[][] values, double[] byFormat) {
            double[][] pulled = new double[sides][m];
            scored.strip().pull(values, pulled);
            for (int r = 0; r < sides; r++) {
                Vectors.addScaled(1, pulled[r], byWeight[r], m);
                Vectors.addScaled(byFormat[r], environments.format(), byWeight[r], m);
                byDivergence[r] -= s.narrowing() * dot(values[r], gain.unknown());
            }
        }
    }

    private double[][] traced(Seeds seeds, FlowTrace.Listener listener) {
        FlowTrace trace = course.trace();
        if (trace == null) {
            throw new MisfitException("klPenalty times budget makes this training too stiff for influence;"
                    + " lower klPenalty or the budget, or leave influence out");
        }
        double[][] out = new double[seeds.sides][m];
        trace.gradient(seeds.byWeight, seeds.byLogit, seeds.sides, out, listener);
        for (int r = 0; r < seeds.sides; r++) {
            addDirect(seeds.byDivergence[r], out[r]);
        }
        return out;
    }

    /**
     * Derivatives of what units of items bring into a score: of Σ v p over a unit's items, not divided by any sum of weights.
     *
     * @param base one of the functions that are scores
     * @param units units of the items of its set
     * @param from the first unit
     * @param to after the last unit
     * @param weight weights v of the items of its set
     * @param listener who hears of steps
     * @return ∂/∂a_j by unit, from the first on; zeros where the score is not known
     */
    public double[][] byUnit(int base, Units units, int from, int to, double[] weight, FlowTrace.Listener listener) {
        int set = setOf(base);
        ScoredSet scored = sets[set];
        Gain gain = gains[set];
        if (!known(base) || scored == null || gain == null) {
            return new double[to - from][m];
        }
        double total = Vectors.sum(weight, weight.length);
        double[] slopes = marks(base).slopes(weight);
        double[][] values = new double[to - from][weight.length];
        double[] byFormat = new double[to - from];
        for (int i = 0; i < weight.length; i++) {
            int r = units.of()[i] - from;
            if (r >= 0 && r < values.length) {
                values[r][i] = slopes[i] * total;
                double format = base == WITHOUT_FORMAT
                        ? 0
                        : s.formatLearning() * scored.block().format()[i];
                byFormat[r] = Math.fma(values[r][i], format, byFormat[r]);
            }
        }
        Seeds seeds = new Seeds(to - from);
        seeds.add(scored, gain, values, byFormat);
        for (int r = 0; r < seeds.sides; r++) {
            Vectors.addScaled(seeds.byDivergence[r], divergenceSlope, seeds.byLogit[r], m);
        }
        return traced(seeds, listener);
    }

    /**
     * What scores lose where an environment is left out to which some items lay nearest: what was known through it is forgotten.
     * Influence does not see it, since an environment of the smallest share still counts as near.
     *
     * @param weights weights of the items, by set
     * @return losses by function and environment; zeros where nothing is forgotten
     */
    public double[][] forgotten(double[][] weights) {
        double[][] lost = new double[BASES][m];
        for (int base = 0; base < SCORES; base++) {
            double[] of = lost[base];
            forget(base, weights, (i, j, loss) -> of[j] += loss);
        }
        return lost;
    }

    /**
     * The same by units of items: what Σ v p over a unit's items loses, not divided by any sum of weights.
     *
     * @param units units of items, by set
     * @param weights weights v of the items, by set
     * @return losses by function, unit and environment; zeros where nothing is forgotten
     */
    public double[][][] forgotten(Units[] units, double[][] weights) {
        double[][][] lost = new double[SCORES][][];
        for (int base = 0; base < SCORES; base++) {
            int set = setOf(base);
            double[][] of = new double[units[set].count()][m];
            double total = Vectors.sum(weights[set], weights[set].length);
            forget(base, weights, (i, j, loss) -> of[units[set].of()[i]][j] += loss * total);
            lost[base] = of;
        }
        return lost;
    }

    /** Hears what a score loses by an item where the environment nearest to it is left out. */
    private interface Loss {
        void of(int item, int environment, double loss);
    }

    private void forget(int base, double[][] weights, Loss listener) {
        ScoredSet scored = sets[setOf(base)];
        if (s.narrowing() == 0 || !known(base) || scored == null) {
            return;
        }
        Strip.Two near = scored.strip().nearestTwo(course.shares());
        double[] fall = new double[near.who().length];
        double loss = s.narrowing() * course.divergence();
        for (int i = 0; i < fall.length; i++) {
            fall[i] = loss * (closeness(near.first()[i]) - closeness(near.second()[i]));
        }
        double[] losses = marks(base).losses(fall, weights[setOf(base)]);
        for (int i = 0; i < fall.length; i++) {
            listener.of(i, near.who()[i], losses[i]);
        }
    }

    private double closeness(double squared) {
        return StrictMath.exp(-squared * (0.5 / (s.breadth() * s.breadth())));
    }

    private Marks marks(int base) {
        return Objects.requireNonNull(
                base == WITHOUT_FORMAT ? grades.withoutFormat() : grades.marks(Score.values()[base]));
    }

    /** K̄L = Σ a KL/Σ a depends on shares in itself too. */
    private void addDirect(double factor, double[] out) {
        for (int j = 0; j < m; j++) {
            out[j] += factor * (course.divergences()[j] - course.divergence()) / m;
        }
    }

    private void seed(int set, double[][] combinations, double[][] weights, Seeds seeds) {
        ScoredSet scored = sets[set];
        Gain gain = gains[set];
        if (scored == null || gain == null) {
            return;
        }
        int n = scored.block().size();
        double[][] values = new double[combinations.length][n];
        double[] byFormat = new double[combinations.length];
        for (int base = 0; base <= WITHOUT_FORMAT; base++) {
            if (!known(base) || setOf(base) != set) {
                continue;
            }
            double[] slopes = marks(base).slopes(weights[set]);
            double format =
                    base == WITHOUT_FORMAT ? 0 : dot(slopes, scored.block().format());
            for (int r = 0; r < combinations.length; r++) {
                Vectors.addScaled(combinations[r][base], slopes, values[r], n);
                byFormat[r] += combinations[r][base] * format * s.formatLearning();
            }
        }
        seeds.add(scored, gain, values, byFormat);
    }

    /**
     * Which set a function is of.
     *
     * @param base one of the functions that are scores
     * @return public items, fresh items or work, from 0
     */
    public static int setOf(int base) {
        // Asked in inner loops: by ordinal, as Grades does it of a score.
        return base == WITHOUT_FORMAT ? Grades.FRESH : Math.min(base, Grades.WORK);
    }

    private static double dot(double[] x, double[] y) {
        return Vectors.dot(x, y, new double[x.length], x.length);
    }

    private double[] successSlope() {
        double[] q = new double[m];
        double[] power = new double[m];
        double[] lost = decisionSlope();
        Success.decision(course.logits(), 0, q, m);
        Success.task(q, s.environmentHorizon(), 0, power, m);
        double total = Vectors.sum(environments.weight(), m);
        for (int j = 0; j < m; j++) {
            double failure = q[j] == 0 ? 1 : lost[j] / q[j];
            power[j] = environments.weight()[j] / total * s.environmentHorizon() * power[j] * failure;
        }
        return power;
    }

    /**
     * Factors of the functions in a measure, to first order.
     *
     * @param measure which
     * @param values values of the measures
     * @param weights weights of the items, by set
     * @return factors; NaN all where the measure has no derivative
     */
    public double[] combination(Measure measure, double[] values, double[][] weights) {
        double[] factors = new double[BASES];
        switch (measure) {
            case PUBLIC_SCORE, FRESH_SCORE, WORK_SCORE, IMPACT_SCORE -> add(factors, scoreOf(measure), 1);
            case INFLATION -> difference(factors, Score.PUBLIC, Score.FRESH);
            case DISTRIBUTION_GAP -> difference(factors, Score.FRESH, Score.WORK);
            case RELIABILITY_GAP -> difference(factors, Score.WORK, Score.IMPACT);
            case DISCONNECT -> difference(factors, Score.PUBLIC, Score.IMPACT);
            case FORMAT_GAP -> {
                if (grades.withoutFormat() != null) {
                    add(factors, Score.FRESH, 1);
                    factors[WITHOUT_FORMAT] = -1;
                }
            }
            case PUBLIC_ABILITY, FRESH_ABILITY, WORK_ABILITY, IMPACT_ABILITY ->
                ability(factors, scoreOf(measure), 1, values, weights);
            case INFLATION_LOGITS -> abilities(factors, Score.PUBLIC, Score.FRESH, values, weights);
            case DISTRIBUTION_GAP_LOGITS -> abilities(factors, Score.FRESH, Score.WORK, values, weights);
            case RELIABILITY_GAP_LOGITS -> abilities(factors, Score.WORK, Score.IMPACT, values, weights);
            case DISCONNECT_LOGITS -> abilities(factors, Score.PUBLIC, Score.IMPACT, values, weights);
            case TRANSFER -> {
                double onPublic = Score.PUBLIC.gain(values);
                add(factors, Score.WORK, 1 / onPublic);
                add(factors, Score.PUBLIC, -Score.WORK.gain(values) / (onPublic * onPublic));
            }
            case POLICY_DIVERGENCE -> factors[DIVERGENCE] = 1;
            case ENVIRONMENT_SUCCESS -> factors[SUCCESS] = 1;
            case PUBLIC_SCORE_BEFORE, FRESH_SCORE_BEFORE, WORK_SCORE_BEFORE, IMPACT_SCORE_BEFORE -> {}
            default -> Arrays.fill(factors, Double.NaN);
        }
        if (Double.isNaN(values[measure.ordinal()])) {
            Arrays.fill(factors, Double.NaN);
        }
        return factors;
    }

    private static Score scoreOf(Measure measure) {
        return Arrays.stream(Score.values())
                .filter(score -> score.after() == measure || score.ability() == measure)
                .findFirst()
                .orElseThrow();
    }

    private static void add(double[] factors, Score score, double factor) {
        factors[score.ordinal()] += factor;
    }

    private static void difference(double[] factors, Score above, Score below) {
        add(factors, above, 1);
        add(factors, below, -1);
    }

    private void abilities(double[] factors, Score above, Score below, double[] values, double[][] weights) {
        ability(factors, above, 1, values, weights);
        ability(factors, below, -1, values, weights);
    }

    private void ability(double[] factors, Score score, double sign, double[] values, double[][] weights) {
        Marks marks = grades.marks(score);
        if (marks != null) {
            double ability = values[score.ability().ordinal()];
            add(factors, score, sign * marks.abilitySlope(weights[Grades.setOf(score)], ability));
        }
    }
}
