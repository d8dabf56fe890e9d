package org.evalgap.internal.audit;

import java.util.Arrays;
import org.evalgap.Scenario;
import org.evalgap.internal.kernel.Divergence;
import org.evalgap.internal.kernel.Drive;
import org.evalgap.internal.kernel.FlowTrace;
import org.evalgap.internal.kernel.ImplicitFlow;
import org.evalgap.internal.kernel.Success;
import org.evalgap.internal.kernel.Vectors;
import org.evalgap.learner.RewardRule;
import org.evalgap.task.MisfitException;
import org.jspecify.annotations.Nullable;

/** Training on environments with shares, from nothing to its end, and how far it moved the policy. */
public final class Course {
    /** As in the engine's flow: beyond this rate factorising is cheaper than explicit steps. */
    private static final double STIFF = 1e4;

    /** As in the engine's flow: explicit steps under a penalty grow to the limit of stability, and are held to less. */
    private static final double PENALIZED = 0.03;

    private final double[] shares;
    private final double[] untrained;
    private final double[] weights;
    private final double[] logits;
    private final double[] divergences;
    private final double divergence;
    private final @Nullable FlowTrace trace;

    /**
     * Trains.
     *
     * @param relations of the environments
     * @param environments what is trained on
     * @param shares a, of sum M
     * @param s learner and training
     * @param listener who hears of steps
     */
    public Course(Relations relations, Block environments, double[] shares, Scenario s, FlowTrace.Listener listener) {
        int m = environments.size();
        this.shares = shares;
        untrained = new double[m];
        Success.logits(s.competence(), environments.difficulty(), untrained, m);
        RewardRule rule = s.rewardRule();
        Drive drive = new Drive(rule.critic(), rule.advantageNormalization(), rule.klPenalty(), rule.horizon())
                .judging(rule.ownValue());
        double length = s.budget() / m;
        double pull =
                rule.klPenalty() / 4 * length * Arrays.stream(shares).max().orElse(1);
        boolean stiff = pull > 0 && pull * relations.largestRowSum() > STIFF;
        if (stiff) {
            trace = null;
            weights = implicitly(relations, drive.withShares(shares), length);
        } else {
            double error = relations.tolerance() * (rule.klPenalty() > 0 ? PENALIZED : 1);
            trace = new FlowTrace(drive, shares, untrained, m, length, error, relations, listener);
            weights = trace.weights();
        }
        logits = new double[m];
        relations.logits(untrained, weights, logits);
        divergences = new double[m];
        Divergence.each(logits, untrained, divergences, m);
        divergence = mean(m);
    }

    private double[] implicitly(Relations relations, Drive drive, double length) {
        double[][] rows = relations.rows();
        double[] w = new double[untrained.length];
        if (rows == null
                || !new ImplicitFlow()
                        .integrate(
                                drive,
                                untrained,
                                untrained,
                                w,
                                length,
                                rows,
                                untrained.length,
                                relations.tolerance())) {
            throw new MisfitException("klPenalty times budget makes this training too stiff for these"
                    + " environments; lower klPenalty or the budget, or audit fewer environments");
        }
        return w;
    }

    private double mean(int m) {
        double[] scratch = new double[m];
        for (double share : shares) {
            if (share != 1) {
                return Vectors.dot(divergences, shares, scratch, m) / Vectors.sum(shares, m);
            }
        }
        return Divergence.mean(logits, untrained, scratch, m);
    }

    /**
     * Shares of the training.
     *
     * @return a; not to be changed
     */
    public double[] shares() {
        return shares;
    }

    /**
     * What was learned.
     *
     * @return w; not to be changed
     */
    public double[] weights() {
        return weights;
    }

    /**
     * Logits before.
     *
     * @return u₀; not to be changed
     */
    double[] untrained() {
        return untrained;
    }

    /** Logits after training; not to be changed. */
    double[] logits() {
        return logits;
    }

    /**
     * How far the policy moved on each environment.
     *
     * @return nats; not to be changed
     */
    public double[] divergences() {
        return divergences;
    }

    /**
     * How far the policy moved, in the mean over shares.
     *
     * @return K̄L in nats
     */
    public double divergence() {
        return divergence;
    }

    /**
     * How it came about.
     *
     * @return the flow, or null where it was too stiff to be traced back
     */
    public @Nullable FlowTrace trace() {
        return trace;
    }
}
