package org.evalgap.internal.audit;

import java.util.Arrays;
import org.evalgap.Scenario;
import org.evalgap.internal.audit.ScoredSet.Gain;
import org.evalgap.internal.kernel.Scoring;
import org.evalgap.internal.kernel.Success;
import org.evalgap.internal.kernel.Vectors;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.jspecify.annotations.Nullable;

/** All measures of a training on up to three sets, for any weights of their items. */
public final class Grades {
    /** Sets, in this order; fresh items and work may be missing. */
    static final int PUBLIC = 0;

    static final int FRESH = 1;
    static final int WORK = 2;

    private final @Nullable Marks[] marks = new Marks[Score.count()];
    private final @Nullable Marks withoutFormat;
    private final double divergence;
    private final double environmentSuccess;

    /**
     * Scores a training.
     *
     * @param sets public items, fresh items, work; the latter two may be null
     * @param gains what training gave them
     * @param course the training
     * @param environments what was trained on
     * @param s how it is judged
     */
    public Grades(@Nullable ScoredSet[] sets, @Nullable Gain[] gains, Course course, Block environments, Scenario s) {
        for (Score score : Score.values()) {
            int set = setOf(score);
            ScoredSet scored = sets[set];
            Gain gain = gains[set];
            if (scored != null && gain != null) {
                int horizon = score == Score.IMPACT ? s.workHorizon() : s.evalHorizon();
                double guess = set == WORK ? 0 : s.guessRate();
                marks[score.ordinal()] = new Marks(scored.untrained(), gain.total(), horizon, guess);
            }
        }
        ScoredSet fresh = sets[FRESH];
        Gain gain = gains[FRESH];
        withoutFormat = fresh == null || gain == null || gain.formatShare() == 0
                ? null
                : new Marks(fresh.untrained(), gain.withoutFormat(), s.evalHorizon(), s.guessRate());
        divergence = course.divergence();
        environmentSuccess = success(course, environments, s);
    }

    private double success(Course course, Block environments, Scenario s) {
        int m = environments.size();
        double[] q = new double[m];
        Success.decision(course.logits(), 0, q, m);
        return new Scoring().score(q, s.environmentHorizon(), 0, environments.weight(), m);
    }

    /** Which set a score is of. */
    static int setOf(Score score) {
        return Math.min(score.ordinal(), WORK);
    }

    @Nullable
    Marks marks(Score score) {
        return marks[score.ordinal()];
    }

    @Nullable
    Marks withoutFormat() {
        return withoutFormat;
    }

    /**
     * The measures. Several threads may ask at a time.
     *
     * @param weights weights of the items, by set
     * @return a value a measure by ordinal; NaN where a set is missing or an audit does not know the measure
     */
    public double[] values(double[][] weights) {
        double[] values = new double[Measure.count()];
        Arrays.fill(values, Double.NaN);
        Scoring scoring = new Scoring();
        for (Score score : Score.values()) {
            Marks of = marks[score.ordinal()];
            if (of != null) {
                double[] weight = weights[setOf(score)];
                values[score.before().ordinal()] = of.before(weight);
                values[score.after().ordinal()] = of.after(weight);
                values[score.ability().ordinal()] = of.ability(weight, scoring);
            }
        }
        set(values, Measure.POLICY_DIVERGENCE, divergence);
        set(values, Measure.ENVIRONMENT_SUCCESS, environmentSuccess);
        double fresh = at(values, Measure.FRESH_SCORE);
        boolean apart = withoutFormat != null;
        set(values, Measure.FORMAT_GAP, apart ? fresh - withoutFormat.after(weights[FRESH]) : fresh * 0);
        gaps(values);
        return values;
    }

    private static void gaps(double[] values) {
        double onPublic = Score.PUBLIC.gain(values);
        double onFresh = Score.FRESH.gain(values);
        double onWork = Score.WORK.gain(values);
        double onImpact = Score.IMPACT.gain(values);
        set(values, Measure.INFLATION, onPublic - onFresh);
        set(values, Measure.DISTRIBUTION_GAP, onFresh - onWork);
        set(values, Measure.RELIABILITY_GAP, onWork - onImpact);
        set(values, Measure.DISCONNECT, onPublic - onImpact);
        between(values, Measure.INFLATION_LOGITS, Measure.PUBLIC_ABILITY, Measure.FRESH_ABILITY);
        between(values, Measure.DISTRIBUTION_GAP_LOGITS, Measure.FRESH_ABILITY, Measure.WORK_ABILITY);
        between(values, Measure.RELIABILITY_GAP_LOGITS, Measure.WORK_ABILITY, Measure.IMPACT_ABILITY);
        between(values, Measure.DISCONNECT_LOGITS, Measure.PUBLIC_ABILITY, Measure.IMPACT_ABILITY);
        set(values, Measure.TRANSFER, onPublic == 0 ? Double.NaN : onWork / onPublic);
    }

    private static void between(double[] values, Measure gap, Measure above, Measure below) {
        set(values, gap, at(values, above) - at(values, below));
    }

    private static double at(double[] values, Measure measure) {
        return values[measure.ordinal()];
    }

    private static void set(double[] values, Measure measure, double value) {
        values[measure.ordinal()] = value;
    }

    /** Mean of an array by weights. */
    static double mean(double[] x, double[] weight) {
        return Vectors.dot(x, weight, new double[x.length], x.length) / Vectors.sum(weight, x.length);
    }
}
