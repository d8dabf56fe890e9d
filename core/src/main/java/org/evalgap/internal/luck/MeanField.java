package org.evalgap.internal.luck;

import java.util.Arrays;
import org.evalgap.internal.kernel.Drive;
import org.evalgap.learner.RewardRule;

/**
 * Training where every environment feels, instead of its neighbours, what they are on average: a few ordinary differential
 * equations, of environments that designers imagined and of those that share their item with so many others, by difficulty.
 *
 * <p>It gives each environment a weight that is a function of its difficulty and of the size of its cluster alone. That makes the
 * expectation of whatever is linear in these weights known, however far the weights are from those of the flow: how near they come
 * decides how much luck is recognised, and not whether it is recognised rightly. So the integration is coarse, and may stop early.
 */
final class MeanField {
    /** Logits that a step may move. */
    private static final double LONGEST = 0.25;

    private static final int MOST_STEPS = 120;

    /** Sizes of clusters that are integrated; between them weights of clusters are straight lines. */
    private static final int SIZES = 8;

    private static final double TAIL = 1e-5;
    private static final int NODES = NormalGrid.NODES;

    private final Setting setting;
    private final MeanKernel mean;
    private final int[] sizes;

    /** How many environments are of each kind: imagined, and inspired in a cluster of each size. */
    private final double[] number;

    /** By kind and node of difficulty. */
    private final double[] weight;

    private final double[] start;
    private final double[] logits;
    private final double[] rate;
    private final double[] change;

    /** Gains of fresh items and at work. */
    final double freshGain;

    final double workGain;

    MeanField(Setting setting, MeanKernel mean, Clusters clusters) {
        this.setting = setting;
        this.mean = mean;
        sizes = sizes(clusters);
        number = number(clusters);
        weight = new double[number.length * NODES];
        start = new double[weight.length];
        logits = new double[weight.length];
        rate = new double[weight.length];
        change = new double[weight.length];
        flow();
        double imagined = number[0] * NormalGrid.meanOfTable(weight, 0);
        double inspired = inspired(weight);
        freshGain = mean.evalImagined * imagined + mean.evalInspired * inspired;
        workGain = mean.workImagined * imagined + mean.workInspired * inspired;
    }

    private static int[] sizes(Clusters clusters) {
        int low = Math.max(1, clusters.quantile(TAIL, false));
        int high = Math.max(low, clusters.quantile(TAIL, true));
        int count = Math.min(SIZES, high - low + 1);
        int[] sizes = new int[count];
        for (int i = 0; i < count; i++) {
            sizes[i] = count == 1 ? low : low + (int) Math.round((double) i * (high - low) / (count - 1));
        }
        return sizes;
    }

    private double[] number(Clusters clusters) {
        double[] count = new double[sizes.length + 1];
        count[0] = setting.designed();
        for (int c = Math.max(1, clusters.least()); c <= clusters.most(); c++) {
            double environments = setting.design().publicItems() * clusters.share(c) * c;
            int i = place(c);
            double f = between(c, i);
            count[i + 1] += (1 - f) * environments;
            count[Math.min(i + 2, sizes.length)] += f * environments;
        }
        return count;
    }

    /** The last size that is not above a cluster's. */
    private int place(int c) {
        int i = 0;
        while (i + 1 < sizes.length && sizes[i + 1] <= c) {
            i++;
        }
        return i;
    }

    private double between(int c, int i) {
        if (i + 1 == sizes.length || c < sizes[i]) {
            return 0;
        }
        return (double) (c - sizes[i]) / (sizes[i + 1] - sizes[i]);
    }

    private double inspired(double[] of) {
        double sum = 0;
        for (int k = 1; k < number.length; k++) {
            sum = Math.fma(number[k], NormalGrid.meanOfTable(of, k * NODES), sum);
        }
        return sum;
    }

    private void flow() {
        double competence = setting.exams().competence();
        for (int i = 0; i < start.length; i++) {
            var source = i < NODES ? setting.imagined() : setting.eval();
            start[i] = competence - source.difficultyMean() + source.difficultySpread() * NormalGrid.node(i % NODES);
        }
        System.arraycopy(start, 0, logits, 0, start.length);
        RewardRule rule = setting.training().rule();
        Drive drive = new Drive(rule.critic(), rule.advantageNormalization(), rule.klPenalty(), rule.horizon())
                .judging(rule.ownValue());
        double slowest = longest(rule);
        double[] middle = new double[start.length];
        double time = 0;
        for (int step = 0; step < MOST_STEPS && time < 1; step++) {
            move(drive, logits);
            double fastest = Arrays.stream(change).map(Math::abs).max().orElse(0);
            double dt = Math.min(Math.min(1 - time, slowest), LONGEST / Math.max(fastest, LONGEST));
            advance(logits, dt / 2, change, middle);
            move(drive, middle);
            advance(logits, dt, change, logits);
            advance(weight, dt, rate, weight);
            time += dt;
        }
    }

    /** How long a step may be where a penalty pulls back. */
    private double longest(RewardRule rule) {
        double rows = 1
                + number[0] * Math.max(mean.imagined, mean.mixed)
                + setting.design().environments() * Math.max(mean.inspired, mean.mixed)
                + sizes[sizes.length - 1] * mean.siblings;
        double pull = rule.klPenalty()
                / 4
                * setting.training().budget()
                / setting.design().environments()
                * rows;
        return 1 / Math.max(1, pull);
    }

    /** Rates of weights and changes of logits where logits are these. */
    private void move(Drive drive, double[] at) {
        double compute = setting.training().budget() / setting.design().environments();
        drive.evaluate(at, start, compute, rate, at.length);
        double imagined = number[0] * NormalGrid.meanOfTable(rate, 0);
        double inspired = inspired(rate);
        double onImagined = mean.imagined * imagined + mean.mixed * inspired;
        double onInspired = mean.mixed * imagined + mean.inspired * inspired;
        for (int i = 0; i < at.length; i++) {
            int kind = i / NODES;
            double self = kind == 0 ? 1 : 1 + setting.kernel().formatLearning() + (sizes[kind - 1] - 1) * mean.siblings;
            change[i] = self * rate[i] + (kind == 0 ? onImagined : onInspired);
        }
    }

    private static void advance(double[] x, double dt, double[] by, double[] out) {
        for (int i = 0; i < x.length; i++) {
            out[i] = Math.fma(dt, by[i], x[i]);
        }
    }

    /** The weight of an environment that a designer imagined, by how easy it is: the normal variable is minus that of its difficulty. */
    double[] imagined() {
        return Arrays.copyOf(weight, NODES);
    }

    /** The weight of an environment whose item inspired so many, by how easy the item is. */
    double[] inspired(int c) {
        int i = place(c);
        double f = between(c, i);
        int j = Math.min(i + 1, sizes.length - 1);
        double[] table = new double[NODES];
        for (int k = 0; k < NODES; k++) {
            double low = sizes[i] * weight[(i + 1) * NODES + k];
            double high = sizes[j] * weight[(j + 1) * NODES + k];
            table[k] = f == 0 ? low / sizes[i] : ((1 - f) * low + f * high) / c;
        }
        return table;
    }
}
