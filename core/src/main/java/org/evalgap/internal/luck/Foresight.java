package org.evalgap.internal.luck;

import java.util.Arrays;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSet;
import org.evalgap.task.TaskSource;
import org.jspecify.annotations.Nullable;

/** What is to be expected of the draws of one scenario, as far as it is known. Immutable. */
public final class Foresight {
    final Setting setting;

    /** Of the four scores before training; NaN where it is not known. */
    final double[] before;

    /** Of what training gains; null where it is not known. */
    final @Nullable Expectation gains;

    /**
     * Looks ahead.
     *
     * @param setting the scenario
     * @param untrained whether a learner before training has no more than its competence
     * @param trained whether gains are those of the kernel, from environments that are designed as usual and picked blindly
     */
    public Foresight(Setting setting, boolean untrained, boolean trained) {
        this.setting = setting;
        before = untrained ? before(setting) : unknown();
        gains = trained && untrained ? Expectation.of(setting) : null;
    }

    private static double[] unknown() {
        double[] unknown = new double[4];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }

    private static double[] before(Setting s) {
        Setting.Exams exams = s.exams();
        double onEval = mean(s.world().eval(), exams, exams.evalHorizon(), exams.guessRate(), true);
        double onWork = mean(s.world().work(), exams, exams.evalHorizon(), 0, false);
        double onJobs = mean(s.world().work(), exams, exams.workHorizon(), 0, false);
        return new double[] {onEval, onEval, onWork, onJobs};
    }

    /** The expected score; of a set that is drawn without replacement it is known where all weights are equal. */
    private static double mean(TaskSource source, Setting.Exams exams, int horizon, double guess, boolean once) {
        if (source instanceof TaskSet set) {
            return meanOfSet(set, exams, horizon, guess, once);
        }
        GaussianMixture mixture = (GaussianMixture) source;
        if (!Setting.isNarrow(mixture.components())) {
            return Double.NaN;
        }
        double sum = 0;
        double weights = 0;
        for (GaussianMixture.Component c : mixture.components()) {
            NormalGrid grid = new NormalGrid(c.difficultySpread());
            Chance chance = new Chance();
            double[] logits = chance.logits(grid.size());
            for (int i = 0; i < grid.size(); i++) {
                logits[i] = Math.fma(c.difficultySpread(), grid.z(i), exams.competence() - c.difficultyMean());
            }
            chance.look(horizon, guess);
            sum += c.weight() * grid.mean(chance.success());
            weights += c.weight();
        }
        return sum / weights;
    }

    private static double meanOfSet(TaskSet set, Setting.Exams exams, int horizon, double guess, boolean once) {
        Chance chance = new Chance();
        double[] logits = chance.logits(set.size());
        double any = 0;
        for (int i = 0; i < set.size(); i++) {
            logits[i] = exams.competence() - set.difficulty(i);
            any = Math.max(any, set.weight(i));
        }
        chance.look(horizon, guess);
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < set.size(); i++) {
            if (once && set.weight(i) != 0 && set.weight(i) != any) {
                return Double.NaN;
            }
            sum = Math.fma(set.weight(i), chance.success()[i], sum);
            weights += set.weight(i);
        }
        return sum / weights;
    }

    /**
     * Whether gains are foreseen, and weights of environments so wanted.
     *
     * @return true if {@link LuckMeter#weigh} may be called
     */
    public boolean foreseesGains() {
        return gains != null;
    }
}
