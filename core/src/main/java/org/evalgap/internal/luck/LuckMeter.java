package org.evalgap.internal.luck;

import java.util.Arrays;
import java.util.Objects;
import org.evalgap.internal.kernel.Points;
import org.evalgap.measure.Luck;
import org.evalgap.measure.Score;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.task.GaussianMixture.Component;

/**
 * Measures how lucky the draws of a replicate were: by how much scores before training, and gains as they are forecast from these
 * very draws, exceed what is to be expected. With buffers; confined to a thread.
 */
public final class LuckMeter {
    private final Chance chance = new Chance();
    private double[] inspired = new double[0];
    private double[] choice = inspired;
    private double[] surplus = inspired;
    private double[] forecast = inspired;
    private int[] item = new int[0];
    private int[] cluster = item;

    /** Nothing measured yet. */
    public LuckMeter() {}

    /**
     * Finds out which items inspired which environments: from the streams that the designer had it from, who picked blindly.
     *
     * @param foresight of a scenario whose gains are foreseen
     * @param seed the user's seed
     * @param replicate index of the replicate
     * @param rounds in how many rounds the environments were designed
     */
    public void trace(Foresight foresight, long seed, long replicate, int rounds) {
        Setting.Design design = foresight.setting.design();
        int environments = design.environments();
        int items = design.publicItems();
        reserve(environments, items);
        Arrays.fill(cluster, 0, items, 0);
        for (int round = 0; round < rounds; round++) {
            int from = (int) ((long) environments * round / rounds);
            int to = (int) ((long) environments * (round + 1) / rounds);
            RandomStream.uniforms(seed, replicate, Purpose.INSPIRATION, round, 0, 0, inspired, to);
            RandomStream.uniforms(seed, replicate, Purpose.INSPIRING_ITEM, round, 0, 0, choice, to);
            for (int j = from; j < to; j++) {
                item[j] = inspired[j] < design.inspiration() ? Math.min((int) (choice[j] * items), items - 1) : -1;
                if (item[j] >= 0) {
                    cluster[item[j]]++;
                }
            }
        }
    }

    private void reserve(int environments, int items) {
        if (inspired.length < environments) {
            inspired = new double[environments];
            choice = new double[environments];
            item = new int[environments];
        }
        if (cluster.length < items) {
            cluster = new int[items];
        }
    }

    /**
     * Weighs environments as the forecast does: by their difficulty and by how many have the same item.
     *
     * @param foresight of the scenario whose environments were {@linkplain #trace traced}
     * @param environments all of them
     * @param weight where weights go
     */
    public void weigh(Foresight foresight, Points environments, double[] weight) {
        Setting setting = foresight.setting;
        Expectation gains = Objects.requireNonNull(foresight.gains);
        Component eval = setting.eval();
        Component imagined = setting.imagined();
        for (int j = 0; j < environments.size(); j++) {
            double b = environments.difficulty[j];
            weight[j] = item[j] < 0
                    ? gains.weight(0, easiness(imagined, b))
                    : gains.weight(cluster[item[j]], easiness(eval, b));
        }
    }

    /** By how many deviations a task is easier than its source's mean. */
    private static double easiness(Component source, double difficulty) {
        return source.difficultySpread() == 0 ? 0 : (source.difficultyMean() - difficulty) / source.difficultySpread();
    }

    /**
     * Measures.
     *
     * @param foresight of the scenario whose environments were {@linkplain #trace traced} and weighed, if its gains are foreseen
     * @param tasks public, fresh and work tasks
     * @param weight weights of the environments
     * @param gain what they make the tasks gain, without the part of the format; one array a set of tasks, not used and changed if
     *     gains are not foreseen
     * @param record measures by ordinal, of which scores before training are read; luck is written behind them
     */
    public void measure(Foresight foresight, Points[] tasks, double[] weight, double[][] gain, double[] record) {
        for (Score score : Score.values()) {
            double before = record[score.before().ordinal()] - foresight.before[score.ordinal()];
            record[Luck.before(score)] = before;
            record[Luck.gain(score)] = Double.NaN;
            record[Luck.ability(score)] = Double.NaN;
        }
        Expectation gains = foresight.gains;
        if (gains != null) {
            Setting.Exams exams = foresight.setting.exams();
            double share = formatShare(foresight, weight);
            onPublic(foresight.setting, gains, tasks[0], share, gain[0], record);
            forecast(tasks[1], gains.freshGain, share, exams.competence(), gain[1]);
            note(gains, Score.FRESH, exams.evalHorizon(), exams.guessRate(), record);
            forecast(tasks[2], gains.workGain, 0, exams.competence(), gain[2]);
            note(gains, Score.WORK, exams.evalHorizon(), 0, record);
            note(gains, Score.IMPACT, exams.workHorizon(), 0, record);
        }
    }

    /** f Σ φ_k w_k: the format is that of inspired environments. */
    private double formatShare(Foresight foresight, double[] weight) {
        double share = 0;
        double f = foresight.setting.kernel().formatLearning();
        for (int j = 0; f != 0 && j < foresight.setting.design().environments(); j++) {
            share += item[j] < 0 ? 0 : weight[j];
        }
        return f * share;
    }

    /** Puts logits after a forecast gain where chances are looked at, and by how much gains exceed it beside them. */
    private void forecast(Points tasks, double expected, double share, double competence, double[] gain) {
        int n = tasks.size();
        double[] logits = chance.logits(n);
        if (surplus.length < n) {
            surplus = new double[n];
        }
        for (int i = 0; i < n; i++) {
            logits[i] = competence - tasks.difficulty[i] + expected;
            surplus[i] = gain[i] + (share - expected);
        }
    }

    /** All tasks of a set are forecast to gain alike: only what exceeds the forecast makes abilities differ. */
    private void note(Expectation gains, Score score, int horizon, double guess, double[] record) {
        int at = score.ordinal();
        chance.look(horizon, guess);
        double field = chance.meanSlope(surplus) - gains.field[at];
        double scored = chance.mean() - gains.forecast[at] + field;
        record[Luck.gain(score)] = scored - record[Luck.before(score)];
        record[Luck.ability(score)] = field / gains.slope[at];
    }

    private void onPublic(
            Setting setting, Expectation gains, Points items, double share, double[] gain, double[] record) {
        Setting.Exams exams = setting.exams();
        int n = items.size();
        forecast(items, 0, share, exams.competence(), gain);
        if (forecast.length < n) {
            forecast = new double[n];
        }
        double[] logits = chance.logits(n);
        for (int i = 0; i < n; i++) {
            forecast[i] = gains.publicGain(cluster[i], easiness(setting.eval(), items.difficulty[i]));
            logits[i] = logits[i] + forecast[i];
            surplus[i] = surplus[i] - forecast[i];
        }
        chance.look(exams.evalHorizon(), exams.guessRate());
        double scored = chance.mean() - gains.forecast[0] + chance.meanSlope(surplus) - gains.field[0];
        for (int i = 0; i < n; i++) {
            logits[i] = logits[i] - forecast[i] + gains.publicLift;
        }
        chance.look(exams.evalHorizon(), exams.guessRate());
        record[Luck.gain(Score.PUBLIC)] = scored - record[Luck.before(Score.PUBLIC)];
        record[Luck.ability(Score.PUBLIC)] = (scored - (chance.mean() - gains.lifted)) / gains.slope[0];
    }
}
