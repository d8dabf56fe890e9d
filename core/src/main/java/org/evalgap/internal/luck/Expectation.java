package org.evalgap.internal.luck;

import java.util.Arrays;
import org.evalgap.task.GaussianMixture;
import org.jspecify.annotations.Nullable;

/**
 * What is to be expected of draws: of scores before training, and, where positions and picks are normal and blind, of the scores
 * that the {@link MeanField} forecasts and of what gains under its weights add to them.
 *
 * <p>With g(z) = Σ_j K(z, x_j) w_j for weights that depend on difficulty and cluster alone, and a slope s that does so too,
 * E[s(z) g(z)] is a sum of products of one-dimensional means: the position of z is independent of everything but its own cluster,
 * of which c environments with a weight of their own stand around it, and M − c others do not.
 */
final class Expectation {
    /** Larger ranges of clusters are not summed up. */
    private static final int MOST_SIZES = 512;

    private final Setting setting;
    private final Clusters clusters;
    private final MeanKernel kernel;
    private final Chance chance = new Chance();
    private final NormalGrid ofEval;

    /** Weights of an environment by how easy it is: imagined, and in a cluster of each size that happens. */
    private final double[] imagined;

    private final double[][] inspired;

    /** Mean weights: imagined, and a cluster of each size as a whole. */
    private final double meanImagined;

    private final double[] meanCluster;

    final double freshGain;
    final double workGain;

    /** The lift that would be forecast to raise public items as much as all that they learn. */
    final double publicLift;

    /** Means over public, fresh and work tasks, and over work as jobs. */
    final double[] forecast = new double[4];

    /** Means of slope × (gain − forecast gain). */
    final double[] field = new double[4];

    /** Mean slopes of success in the logits; of public items under the lift. */
    final double[] slope = new double[4];

    /** The mean success of public items under the lift. */
    final double lifted;

    private Expectation(Setting setting, Clusters clusters) {
        this.setting = setting;
        this.clusters = clusters;
        kernel = new MeanKernel(setting);
        MeanField meanField = new MeanField(setting, kernel, clusters);
        freshGain = meanField.freshGain;
        workGain = meanField.workGain;
        imagined = meanField.imagined();
        meanImagined = NormalGrid.meanOfTable(imagined, 0);
        inspired = new double[clusters.most() + 1][];
        meanCluster = new double[inspired.length];
        for (int c = 1; c < inspired.length; c++) {
            inspired[c] = c < clusters.least() ? new double[0] : meanField.inspired(c);
            meanCluster[c] = inspired[c].length == 0 ? 0 : c * NormalGrid.meanOfTable(inspired[c], 0);
        }
        ofEval = new NormalGrid(setting.eval().difficultySpread());
        expectPublic();
        expectFresh();
        expectWork();
        publicLift = lift();
        lifted = publicAt(publicLift);
        slope[0] = ofEval.mean(chance.slope());
    }

    /** The expectation; null where it is not known. */
    static @Nullable Expectation of(Setting setting) {
        if (!setting.isNormal()) {
            return null;
        }
        Clusters clusters = Clusters.of(setting.design().environments(), setting.chance());
        if (clusters.most() - clusters.least() > MOST_SIZES) {
            return null;
        }
        Expectation made = new Expectation(setting, clusters);
        return made.isFinite() ? made : null;
    }

    private boolean isFinite() {
        return Double.isFinite(freshGain + workGain + publicLift + lifted)
                && Arrays.stream(forecast).allMatch(Double::isFinite)
                && Arrays.stream(field).allMatch(Double::isFinite);
    }

    /** The weight of an environment that is {@code z} deviations easier than those of its source, from a cluster of so many; 0: of none. */
    double weight(int cluster, double z) {
        return NormalGrid.at(cluster == 0 ? imagined : inspired[known(cluster)], z);
    }

    /** What a public item is forecast to gain that inspired so many environments. */
    double publicGain(int cluster, double z) {
        return cluster == 0 ? freshGain : freshGain + kernel.own * cluster * weight(cluster, z);
    }

    private void expectPublic() {
        Setting.Exams exams = setting.exams();
        for (int c = clusters.least(); c <= clusters.most(); c++) {
            double[] own = c == 0 ? new double[ofEval.size()] : ofEval.along(inspired[c]);
            double[] logits = evalAfter(freshGain);
            for (int i = 0; i < own.length; i++) {
                logits[i] = Math.fma(c * kernel.own, own[i], logits[i]);
            }
            chance.look(exams.evalHorizon(), exams.guessRate());
            double others = othersOf(c) - freshGain;
            forecast[0] += clusters.share(c) * ofEval.mean(chance.success());
            // Their own part is both in the gain and in its forecast.
            field[0] += clusters.share(c) * others * ofEval.mean(chance.slope());
        }
    }

    /** The mean gain of an item from environments that it did not inspire, where it inspired so many. */
    private double othersOf(int c) {
        int left = setting.design().environments() - c;
        int items = setting.design().publicItems();
        double chance = setting.chance();
        if (left == 0) {
            return 0;
        }
        double fromDesigners = left * (1 - setting.design().inspiration()) / (1 - chance);
        double sum = kernel.evalImagined * fromDesigners * meanImagined;
        if (items > 1 && chance > 0) {
            sum += kernel.evalInspired * (items - 1) * meanOf(Clusters.of(left, chance / (1 - chance)));
        }
        return sum;
    }

    private double meanOf(Clusters law) {
        double sum = 0;
        for (int c = Math.max(1, law.least()); c <= law.most(); c++) {
            sum = Math.fma(law.share(c), cluster(c), sum);
        }
        return sum;
    }

    /** The mean weight of a whole cluster, also of one that is larger or smaller than any that happens. */
    private double cluster(int c) {
        int known = known(c);
        return c == known ? meanCluster[c] : meanCluster[known] / known * c;
    }

    /** The nearest size that happens. */
    private int known(int c) {
        return Math.max(Math.max(1, clusters.least()), Math.min(c, clusters.most()));
    }

    /** Logits of items of the eval after a gain. */
    private double[] evalAfter(double gain) {
        return logitsAfter(setting.eval(), ofEval, gain);
    }

    private double[] logitsAfter(GaussianMixture.Component source, NormalGrid grid, double gain) {
        double mean = setting.exams().competence() - source.difficultyMean() + gain;
        double[] logits = chance.logits(grid.size());
        for (int i = 0; i < grid.size(); i++) {
            logits[i] = Math.fma(source.difficultySpread(), grid.z(i), mean);
        }
        return logits;
    }

    private void expectFresh() {
        double gain = kernel.evalImagined * setting.designed() * meanImagined
                + kernel.evalInspired * setting.design().publicItems() * meanOf(clusters);
        evalAfter(freshGain);
        note(
                1,
                ofEval,
                gain - freshGain,
                setting.exams().evalHorizon(),
                setting.exams().guessRate());
    }

    private void expectWork() {
        double gain = kernel.workImagined * setting.designed() * meanImagined
                + kernel.workInspired * setting.design().publicItems() * meanOf(clusters);
        NormalGrid grid = new NormalGrid(setting.work().difficultySpread());
        logitsAfter(setting.work(), grid, workGain);
        note(2, grid, gain - workGain, setting.exams().evalHorizon(), 0);
        note(3, grid, gain - workGain, setting.exams().workHorizon(), 0);
    }

    private void note(int at, NormalGrid grid, double surplus, int horizon, double guess) {
        chance.look(horizon, guess);
        forecast[at] = grid.mean(chance.success());
        slope[at] = grid.mean(chance.slope());
        field[at] = surplus * slope[at];
    }

    private double publicAt(double lift) {
        evalAfter(lift);
        chance.look(setting.exams().evalHorizon(), setting.exams().guessRate());
        return ofEval.mean(chance.success());
    }

    /** By halving: the forecast rises with the lift, and need not be met exactly. */
    private double lift() {
        double low = 0;
        double high = 40;
        for (int i = 0; i < 24; i++) {
            double middle = low + (high - low) / 2;
            if (publicAt(middle) < forecast[0]) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
