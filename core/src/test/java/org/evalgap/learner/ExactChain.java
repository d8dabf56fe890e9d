package org.evalgap.learner;

import java.util.Arrays;

/**
 * The expected logits of one environment after sampled training, without sampling: V_s(u) = Σ_k P(k successes of E) V_{s+1}(u
 * after k), V_S(u) = u, backwards from the end, with V_s as a polynomial through Chebyshev points of the interval that can be
 * reached in s updates. Written from the model's text alone.
 */
final class ExactChain {
    private static final int NODES = 24;
    private static final double[] UNIT = new double[NODES];
    private static final double[] WEIGHT = new double[NODES];

    static {
        for (int i = 0; i < NODES; i++) {
            double angle = Math.PI * (2 * i + 1) / (2.0 * NODES);
            UNIT[i] = Math.cos(angle);
            WEIGHT[i] = (i % 2 == 0 ? 1 : -1) * Math.sin(angle);
        }
    }

    private final double untrained;
    private final RewardRule rule;
    private final double step;
    private final int updates;
    private final int episodes;

    ExactChain(double untrained, RewardRule rule, double length, int updates, int episodes) {
        this.untrained = untrained;
        this.rule = rule;
        this.step = length / updates;
        this.updates = updates;
        this.episodes = episodes;
    }

    double expectedLogits() {
        double[][] reach = new double[updates + 1][];
        reach[0] = new double[] {untrained - 1e-3, untrained + 1e-3};
        for (int s = 0; s < updates; s++) {
            reach[s + 1] = image(reach[s]);
        }
        double[] value = nodes(reach[updates]);
        for (int s = updates - 1; s >= 0; s--) {
            double[] from = nodes(reach[s]);
            double[] earlier = new double[NODES];
            for (int i = 0; i < NODES; i++) {
                double success = Math.pow(sigma(from[i]), rule.horizon());
                for (int k = 0; k <= episodes; k++) {
                    earlier[i] += probability(success, k) * at(reach[s + 1], value, next(from[i], k));
                }
            }
            value = earlier;
        }
        return at(reach[0], value, untrained);
    }

    private double[] image(double[] interval) {
        double[] image = {interval[0], interval[1]};
        for (int i = 0; i <= 4; i++) {
            double u = interval[0] + (interval[1] - interval[0]) * i / 4;
            for (int k = 0; k <= episodes; k++) {
                image[0] = Math.min(image[0], next(u, k) - 1e-4);
                image[1] = Math.max(image[1], next(u, k) + 1e-4);
            }
        }
        return image;
    }

    private static double sigma(double u) {
        return 1 / (1 + Math.exp(-u));
    }

    private double probability(double success, int k) {
        double coefficient = 1;
        for (int i = 0; i < k; i++) {
            coefficient = coefficient * (episodes - i) / (i + 1);
        }
        return coefficient * Math.pow(success, k) * Math.pow(1 - success, episodes - k);
    }

    /** One environment alone: K = 1, so the logits move as the weight. */
    private double next(double u, int k) {
        int h = rule.horizon();
        double rho = rule.critic();
        double q = sigma(u);
        double success = Math.pow(q, h);
        double normalized = Math.pow(success * (1 - success), -rule.advantageNormalization() / 2);
        double advantage = (1 - rho) * k * h * (1 - q) * normalized / episodes + rho * (episodes - k) * q / episodes;
        double cost = (1 - rho) * h + rho * (1 - success) / (1 - q);
        return u + step * (advantage / cost - rule.klPenalty() * q * (1 - q) * (u - untrained));
    }

    private static double[] nodes(double[] interval) {
        double[] x = new double[NODES];
        Arrays.setAll(x, i -> (interval[0] + interval[1]) / 2 + (interval[1] - interval[0]) / 2 * UNIT[i]);
        return x;
    }

    /** Barycentric interpolation (Berrut and Trefethen 2004, doi:10.1137/S0036144502417715, eq. 4.2 and 5.3). */
    private static double at(double[] interval, double[] value, double u) {
        double x = (u - (interval[0] + interval[1]) / 2) / ((interval[1] - interval[0]) / 2);
        double above = 0;
        double below = 0;
        for (int i = 0; i < NODES; i++) {
            if (x == UNIT[i]) {
                return value[i];
            }
            double weight = WEIGHT[i] / (x - UNIT[i]);
            above += weight * value[i];
            below += weight;
        }
        return above / below;
    }
}
