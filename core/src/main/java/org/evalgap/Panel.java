package org.evalgap;

import org.evalgap.internal.kernel.Gains;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.kernel.Scoring;
import org.evalgap.internal.kernel.Success;
import org.evalgap.learner.GeneralizationKernel;

/**
 * One set of items or tasks and how several learners do on it, who differ in nothing but what training gave them. Buffers are
 * kept from run to run.
 */
final class Panel {
    final Points tasks = new Points();
    private final Gains gains = new Gains();
    private final Scoring scoring;

    private double[][] gain = new double[0][];
    private double[] untrained = new double[0];
    private double[] logits = untrained;
    private double[] decision = untrained;
    private double[] nearest = untrained;

    Panel(Scoring scoring) {
        this.scoring = scoring;
    }

    private void reserve(int sides) {
        int n = tasks.size();
        if (gain.length < sides || gain[0].length < n) {
            gain = new double[Math.max(sides, gain.length)][];
            for (int r = 0; r < gain.length; r++) {
                gain[r] = new double[n + 4];
            }
        }
        if (untrained.length < n) {
            untrained = new double[n + 4];
            logits = new double[n + 8];
            decision = new double[n + 12];
            nearest = new double[n + 16];
        }
    }

    /** Computes gains, without format and forgetting, of several vectors of weights. */
    void learn(Points environments, GeneralizationKernel kernel, double[][] weights, int sides, boolean forgetting) {
        reserve(sides);
        gains.compute(
                tasks,
                environments,
                kernel.breadth(),
                kernel.memorization(),
                kernel.memorizationScale(),
                weights,
                gain,
                sides,
                forgetting ? nearest : null);
    }

    /** Makes gains effective: takes what is forgotten, in logits where nothing was trained. */
    void forget(int side, double breadth, double loss) {
        if (loss != 0) {
            Gains.forget(nearest, breadth, loss, gain[side], tasks.size());
        }
    }

    void addFormat(int side, double share) {
        if (share != 0) {
            Gains.addFormat(tasks.format, share, gain[side], tasks.size());
        }
    }

    double[] gain(int side) {
        return gain[side];
    }

    /** Success on one decision before any training. */
    double[] before(double competence) {
        reserve(1);
        Success.logits(competence, tasks.difficulty, untrained, tasks.size());
        Success.decision(untrained, 0, decision, tasks.size());
        return decision;
    }

    /** Success on one decision of the learner of a side. */
    double[] after(double competence, int side) {
        reserve(1);
        Success.logits(competence, tasks.difficulty, untrained, tasks.size());
        sum(untrained, gain[side], logits, tasks.size());
        Success.decision(logits, 0, decision, tasks.size());
        return decision;
    }

    private static void sum(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] + b[i];
        }
    }

    double score(double[] q, int horizon, double guess) {
        return scoring.score(q, horizon, guess, tasks.weight, tasks.size());
    }

    /** Valid after {@link #before} or {@link #after}, whose untrained logits it uses. */
    double ability(int horizon, double guess, double before, double after) {
        return scoring.ability(untrained, horizon, guess, tasks.weight, tasks.size(), before, after);
    }

    /** True success on each item, guesses included, written to an array. */
    void success(double[] q, int horizon, double guess, double[] out) {
        Success.task(q, horizon, guess, out, tasks.size());
    }
}
