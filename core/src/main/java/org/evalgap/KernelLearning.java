package org.evalgap;

import java.util.Arrays;
import org.evalgap.internal.kernel.Divergence;
import org.evalgap.internal.kernel.Gains;
import org.evalgap.internal.kernel.Gram;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.kernel.Scoring;
import org.evalgap.internal.kernel.Success;
import org.evalgap.internal.lab.Exercise;
import org.evalgap.learner.GeneralizationKernel;
import org.evalgap.learner.Trainer;
import org.jspecify.annotations.Nullable;

/**
 * The model's own learner: a weight an environment, gains K w. Learners who agree up to the kernel share one Gram matrix and
 * one pass over it, and all sides one pass over a panel.
 */
final class KernelLearning implements Learning {
    private final Lab lab;
    private final Scoring scoring;
    private final boolean single;
    private final Points environments;
    private final Gram gram = new Gram();
    private final Gains gains = new Gains();
    private final Underway underway = new Underway();

    /** How many environments, from the first one on, will stay for further rounds. */
    private int settled;

    private Exercise[] exercises = new Exercise[0];
    private double[][] untrained = new double[0][];
    private double[][] weights = untrained;
    private double[] start = new double[0];
    private double[] logits = start;
    private double[] decision = start;

    /** Weights by side; learners who are trained in one go have an exercise each, moments of one learner share the first. */
    private double[][] shown = weights;

    private int sides;

    /** Weights that are shown beside those of the sides, of nobody who was trained. */
    private double[][] beside = weights;

    private int companions;
    private double[][] all = weights;
    private boolean together;
    private boolean forgetting;
    private double[] divergence = start;

    private @Nullable Scenario related;
    private long relatedDesign;
    private @Nullable Trainer trainer;
    private Trainer.@Nullable Training training;

    /**
     * Learners of a lab.
     *
     * @param single whether single gains are looked at, and not only scores
     */
    KernelLearning(Lab lab, Scoring scoring, boolean single) {
        this.lab = lab;
        this.scoring = scoring;
        this.single = single;
        this.environments = lab.environments;
    }

    /** Whether the learners of two scenarios can be trained in one go, if they share their environments. */
    static boolean trainsTogether(Scenario a, Scenario b) {
        return a.get(Word.LEARNER).equals("kernel")
                && b.get(Word.LEARNER).equals("kernel")
                && sameKernel(a, b)
                && a.trainer() == b.trainer();
    }

    private static boolean sameKernel(Scenario a, Scenario b) {
        return a.sharesWith(b, Stage.KERNEL) && fine(a) == fine(b);
    }

    /** Under a penalty environments that are alike push against each other: digits matter that near kernels lose otherwise. */
    private static boolean fine(Scenario s) {
        return s.klPenalty() > 0;
    }

    @Override
    public void train(Scenario[] scenarios, int first, int count) {
        Scenario s = scenarios[first];
        reserve(count, environments.size());
        if (related == null || relatedDesign != lab.design() || !sameKernel(related, s)) {
            relate(s, 0);
            related = s;
            relatedDesign = lab.design();
        }
        settled = 0;
        forgetting = false;
        for (int r = 0; r < count; r++) {
            enrol(scenarios[first + r], r, 0, 0, 0);
            forgetting |= scenarios[first + r].narrowing() != 0;
        }
        training(s).trainTogether(exercises, weights, count);
        show(weights, count, true);
    }

    @Override
    public void begin(Scenario s) {
        related = null;
        settled = 0;
        forgetting = s.narrowing() != 0;
        reserve(1, s.environments());
    }

    @Override
    public void train(Scenario s, int round, int candidate, int from, int parts) {
        int m = environments.size();
        settled = from;
        System.arraycopy(start, 0, weights[0], 0, from);
        relate(s, from);
        enrol(s, 0, from, round, candidate);
        underway.open(parts, m, weights[0].length);
        training(s).train(exercises[0], weights[0], underway);
        underway.close(weights[0]);
        show(weights, 1, false);
    }

    @Override
    public void keep() {
        underway.keep();
    }

    @Override
    public void settle(Scenario s, int from, boolean last) {
        int m = environments.size();
        double[] end = underway.kept()[underway.sides() - 1];
        if (!last) {
            relate(s, from);
            Success.logits(s.competence(), environments.difficulty, untrained[0], m);
        }
        System.arraycopy(end, 0, start, 0, m);
        settled = m < s.environments() ? m : from;
        show(underway.kept(), underway.sides(), false);
    }

    private void show(double[][] ofSides, int count, boolean each) {
        shown = ofSides;
        sides = count;
        companions = 0;
        together = each;
        if (divergence.length < count) {
            divergence = new double[count];
        }
        Arrays.fill(divergence, 0, count, Double.NaN);
    }

    private void reserve(int count, int m) {
        if (exercises.length >= count && logits.length >= m) {
            return;
        }
        int learners = Math.max(count, exercises.length);
        int room = Math.max(m, logits.length);
        exercises = new Exercise[learners];
        untrained = new double[learners][];
        weights = new double[learners][];
        for (int r = 0; r < learners; r++) {
            exercises[r] = new Exercise(gram);
            untrained[r] = new double[room + 4];
            weights[r] = new double[room];
        }
        start = new double[room];
        logits = new double[room];
        decision = new double[room + 4];
    }

    private void relate(Scenario s, int from) {
        gram.fine(fine(s));
        gram.fill(environments, from, s.breadth(), s.memorization(), s.memorizationScale(), s.formatLearning());
    }

    /** Sets up one learner's training, with untrained weights where it has none yet. */
    private void enrol(Scenario s, int side, int known, int round, int candidate) {
        int m = environments.size();
        Success.logits(s.competence(), environments.difficulty, untrained[side], m);
        Exercise exercise = exercises[side];
        exercise.set(untrained[side], m, s.rewardRule(), s.budget() / s.rounds() / m);
        exercise.sampling(s.updates(), s.episodesPerUpdate());
        exercise.precision(averages(s) ? Exercise.AVERAGED : Exercise.FINE);
        exercise.at(lab.seed(), lab.replicate(), round, candidate);
        Arrays.fill(weights[side], known, weights[side].length, 0);
    }

    /** Few tasks do not average the errors of single gains out, and environments that move alike err alike. */
    private boolean averages(Scenario s) {
        int fewest = Math.min(s.publicItems(), Math.min(s.freshItems(), s.workTasks()));
        return !single
                && fewest >= 100
                && environments.size() >= 64
                && s.environmentHorizon() == 1
                && s.klPenalty() == 0;
    }

    private Trainer.Training training(Scenario s) {
        if (training == null || trainer != s.trainer()) {
            trainer = s.trainer();
            training = trainer.begin();
        }
        return training;
    }

    @Override
    public int sides() {
        return sides;
    }

    @Override
    public void meet(Scenario s, Panel panel) {
        panel.start(null);
    }

    /** Makes room for weights whose gains are wanted beside those of the sides, as sides behind the last one; until sides change. */
    double[][] accompany(int count) {
        int m = environments.size();
        if (beside.length < count || beside[0].length < m) {
            beside = new double[Math.max(count, beside.length)][m];
        }
        companions = count;
        all = Arrays.copyOf(shown, sides + count);
        System.arraycopy(beside, 0, all, sides, count);
        return beside;
    }

    @Override
    public void teach(Scenario s, Panel panel) {
        int count = sides + companions;
        compute(s, panel, companions == 0 ? shown : all, panel.gains(count), count);
    }

    @Override
    public void teach(Scenario s, Panel panel, int side) {
        double[][] gain = {panel.gains(side + 1)[side]};
        compute(s, panel, new double[][] {side < sides ? shown[side] : all[side]}, gain, 1);
    }

    /** Gains without the parts of format and forgetting. */
    private void compute(Scenario s, Panel panel, double[][] from, double[][] to, int count) {
        GeneralizationKernel kernel = s.kernel();
        panel.kept.settle(settled);
        gains.fine(fine(s));
        gains.compute(
                panel.tasks,
                environments,
                kernel.breadth(),
                kernel.memorization(),
                kernel.memorizationScale(),
                from,
                to,
                count,
                forgetting ? panel.nearest() : null,
                panel.kept);
    }

    @Override
    public double finish(Scenario s, Panel panel, int side, boolean apart) {
        panel.forget(side, s.breadth(), s.narrowing() == 0 ? 0 : s.narrowing() * divergence(side));
        double share = formatShare(s, shown[side]);
        double without = Double.NaN;
        if (share != 0 && apart && panel.tasks.size() > 0) {
            without = panel.score(panel.after(s.competence(), side), s.evalHorizon(), s.guessRate());
        }
        panel.addFormat(side, share);
        return without;
    }

    /** f Σ φ_k w_k, in ascending order of k. */
    private double formatShare(Scenario s, double[] w) {
        if (s.formatLearning() == 0) {
            return 0;
        }
        double share = 0;
        for (int k = 0; k < environments.size(); k++) {
            share = Math.fma(environments.format[k], w[k], share);
        }
        return s.formatLearning() * share;
    }

    @Override
    public double divergence(int side) {
        if (Double.isNaN(divergence[side])) {
            exercise(side).logits(shown[side], logits);
            divergence[side] = Divergence.mean(logits, exercise(side).untrained(), decision, environments.size());
        }
        return divergence[side];
    }

    private Exercise exercise(int side) {
        return exercises[together ? side : 0];
    }

    @Override
    public double success(Scenario s, int side, boolean trained) {
        int m = environments.size();
        if (trained) {
            exercise(side).logits(shown[side], logits);
        } else {
            System.arraycopy(exercise(side).untrained(), 0, logits, 0, m);
        }
        Success.decision(logits, 0, decision, m);
        return scoring.score(decision, s.environmentHorizon(), 0, environments.weight, m);
    }

    /** The weight of each environment. */
    double[] weights(int side) {
        return Arrays.copyOf(shown[side], environments.size());
    }

    /** Weights underway in a round's training, of the candidate at work and of the one kept so far. */
    private static final class Underway implements Trainer.Snapshots {
        private double[][] current = new double[1][0];
        private double[][] best = new double[1][0];
        private int parts;
        private int environments;

        /**
         * Opens a training.
         *
         * @param count into how many parts it is divided; 0 if only its end is wanted
         * @param m environments
         * @param room environments that there will be
         */
        void open(int count, int m, int room) {
            parts = count;
            environments = m;
            if (current.length != sides() || current[0].length < m) {
                current = new double[sides()][room];
                best = new double[sides()][room];
            }
        }

        @Override
        public int count() {
            return parts;
        }

        @Override
        public void take(int k, double[] weights) {
            System.arraycopy(weights, 0, current[k - 1], 0, environments);
        }

        /** Takes the weights at the end. */
        void close(double[] weights) {
            System.arraycopy(weights, 0, current[sides() - 1], 0, environments);
        }

        /** Keeps the training at work as the best so far. */
        void keep() {
            double[][] swap = best;
            best = current;
            current = swap;
        }

        /** How many moments there are, the end included. */
        int sides() {
            return Math.max(1, parts);
        }

        /** Weights of the training kept, by moment. */
        double[][] kept() {
            return best;
        }
    }
}
