package org.evalgap;

import java.util.Arrays;
import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.internal.kernel.Divergence;
import org.evalgap.internal.kernel.Gram;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.kernel.Scoring;
import org.evalgap.internal.kernel.Success;
import org.evalgap.learner.GradientFlow;
import org.evalgap.learner.Trainer;
import org.evalgap.learner.TrainingProblem;
import org.jspecify.annotations.Nullable;

/** The training environments of one thread: their design, Gram matrix and training. Buffers are kept from run to run. */
final class Lab {
    final Points environments = new Points();
    final Gram gram = new Gram();
    private final EnvironmentSheet sheet = new EnvironmentSheet(environments);

    private TrainingProblem[] problems = new TrainingProblem[0];
    private double[][] untrained = new double[0][];
    private double[][] weights = untrained;
    private double[] logits = new double[0];
    private double[] decision = logits;

    private @Nullable Trainer trainer;
    private Trainer.@Nullable Training training;

    /** Makes room for a number of learners that are trained on the same environments. */
    void reserve(int sides, int m) {
        if (problems.length >= sides && logits.length >= m) {
            return;
        }
        int count = Math.max(sides, problems.length);
        int room = Math.max(m, logits.length);
        problems = new TrainingProblem[count];
        untrained = new double[count][];
        weights = new double[count][];
        for (int r = 0; r < count; r++) {
            problems[r] = new TrainingProblem(gram);
            untrained[r] = new double[room + 4];
            weights[r] = new double[room];
        }
        logits = new double[room];
        decision = new double[room + 4];
    }

    /** Room for M environments in all, of which the first are in use. */
    void open(int m, int dimension) {
        environments.resize(m, dimension);
    }

    /** Lets the designer fill environments [from, to), which become the last ones in use. */
    void design(Scenario s, DesignBrief brief, int from, int to) {
        environments.use(to);
        s.environmentDesigner().design(brief, sheet.startingAt(from));
    }

    void fillGram(Scenario s, int from) {
        gram.fill(environments, from, s.breadth(), s.memorization(), s.memorizationScale(), s.formatLearning());
    }

    /** Sets up one learner's training, with untrained weights where it has none yet. */
    void enrol(Scenario s, int side, int known, double compute) {
        int m = environments.size();
        Success.logits(s.competence(), environments.difficulty, untrained[side], m);
        problems[side].set(untrained[side], m, s.rewardRule(), compute);
        problems[side].sampling(s.updates(), s.episodesPerUpdate());
        Arrays.fill(weights[side], known, weights[side].length, 0);
    }

    /** Goes back to another design of the environments from one on, and to what the first learner made of it. */
    void restore(Scenario s, Points design, double[] learned, int from) {
        int m = environments.size();
        environments.copy(design, from, m);
        fillGram(s, from);
        Success.logits(s.competence(), environments.difficulty, untrained[0], m);
        System.arraycopy(learned, 0, weights[0], 0, m);
    }

    /** Few tasks do not average the errors of single gains out, and environments that move alike err alike. */
    void precision(Scenario s, int side) {
        int fewest = Math.min(s.publicItems(), Math.min(s.freshItems(), s.workTasks()));
        boolean averaged =
                fewest >= 100 && environments.size() >= 64 && s.environmentHorizon() == 1 && s.klPenalty() == 0;
        problems[side].precision(averaged ? TrainingProblem.AVERAGED : TrainingProblem.FINE);
    }

    void train(Scenario s, int side, Trainer.Snapshots snapshots) {
        training(s).train(problems[side], weights[side], snapshots);
    }

    /** Trains the first learners, who share environments and Gram matrix. */
    void trainTogether(Scenario s, int sides) {
        Trainer.Training now = training(s);
        if (now instanceof GradientFlow.Flow flow) {
            flow.trainTogether(problems, weights, sides);
        } else {
            for (int r = 0; r < sides; r++) {
                now.train(problems[r], weights[r], Trainer.Snapshots.NONE);
            }
        }
    }

    private Trainer.Training training(Scenario s) {
        if (training == null || trainer != s.trainer()) {
            trainer = s.trainer();
            training = trainer.begin();
        }
        return training;
    }

    TrainingProblem problem(int side) {
        return problems[side];
    }

    double[][] weights() {
        return weights;
    }

    /** Mean KL divergence of a learner with these weights from the untrained one. */
    double divergence(int side, double[] w) {
        problems[side].logits(w, logits);
        return Divergence.mean(logits, untrained[side], decision, environments.size());
    }

    /** f Σ φ_k w_k, in ascending order of k. */
    double formatShare(Scenario s, double[] w) {
        if (s.formatLearning() == 0) {
            return 0;
        }
        double share = 0;
        for (int k = 0; k < environments.size(); k++) {
            share = Math.fma(environments.format[k], w[k], share);
        }
        return s.formatLearning() * share;
    }

    /** Success of whole episodes on the environments, before training or after it. */
    double success(Scenario s, int side, boolean trained, Scoring scoring) {
        int m = environments.size();
        if (trained) {
            problems[side].logits(weights[side], logits);
        } else {
            System.arraycopy(untrained[side], 0, logits, 0, m);
        }
        Success.decision(logits, 0, decision, m);
        return scoring.score(decision, s.environmentHorizon(), 0, environments.weight, m);
    }
}
