package org.evalgap.learner;

import org.evalgap.internal.kernel.Gram;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.lab.Exercise;

/** Small training problems. */
final class Problems {
    private Problems() {}

    /** Environments on a line that all learn from each other. */
    static Exercise coupled(double[] untrained, RewardRule rule, double length) {
        return of(untrained, rule, length, 0.7, 1);
    }

    /** Environments so far apart that each learns alone. */
    static Exercise isolated(int count, double untrained, RewardRule rule, double length) {
        double[] logits = new double[count];
        java.util.Arrays.fill(logits, untrained);
        return of(logits, rule, length, 1000, 1e-2);
    }

    private static Exercise of(
            double[] untrained, RewardRule rule, double length, double apart, double memorizationScale) {
        int m = untrained.length;
        Points points = new Points();
        points.resize(m, 1);
        for (int j = 0; j < m; j++) {
            points.position[0][j] = apart * j;
        }
        Gram gram = new Gram();
        gram.fill(points, 0, 1, apart > 10 ? 1 : 0.3, memorizationScale, 0);
        Exercise problem = new Exercise(gram);
        problem.set(untrained, m, rule, length);
        problem.at(1, 0, 0, 0);
        return problem;
    }

    /** Weights after training. */
    static double[] trained(Trainer trainer, Exercise problem) {
        double[] weights = new double[problem.environments()];
        trainer.begin().train(problem, weights, Trainer.Snapshots.NONE);
        return weights;
    }
}
