package org.evalgap.learner;

import org.evalgap.internal.kernel.Drive;
import org.evalgap.internal.kernel.Gram;
import org.evalgap.internal.kernel.Problem;

/** The arrays of a training problem: the engine's own, or a copy where somebody put a problem of their own before them. */
final class Workings extends Problem {
    /** No environments. */
    static final Problem NONE = new Workings();

    private Workings() {
        super(new Gram());
    }

    private Workings(TrainingProblem problem, Gram gram) {
        super(gram);
        int m = problem.environments();
        double[] untrained = new double[m];
        double[][] rows = gram.rows();
        for (int j = 0; j < m; j++) {
            untrained[j] = problem.untrained(j);
            for (int k = 0; k < m; k++) {
                rows[j][k] = problem.gram(j, k);
            }
        }
        RewardRule rule = problem.rule();
        Drive drive = new Drive(rule.critic(), rule.advantageNormalization(), rule.klPenalty(), rule.horizon())
                .judging(rule.ownValue());
        set(untrained, m, drive, problem.length());
    }

    static Problem of(TrainingProblem problem) {
        return problem instanceof Problem own ? own : new Workings(problem, Gram.empty(problem.environments()));
    }
}
