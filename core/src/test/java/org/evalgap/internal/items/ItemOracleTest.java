package org.evalgap.internal.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.internal.likelihood.Counts;
import org.junit.jupiter.api.Test;

/**
 * Fits of sixty items against SciPy: the likelihood with difficulties integrated out by 120 Gauss–Hermite nodes, its maximum by
 * BFGS and Nelder–Mead, and its information after Louis (1982): the expected one of answers to items of known difficulty, less the
 * variance of their scores. Answers are whole, half and missing; every three items are a cluster.
 */
class ItemOracleTest {
    private static final int ITEMS = 60;

    /** Differences of SciPy and grids of the fit leave less than this. */
    private static final Offset<Double> FIT = within(2e-4);

    private static double answer(int model, int item, double ability, double luck, double difficulty) {
        if ((3 * model + item) % 10 == 0) {
            return Double.NaN;
        }
        double right = ability + luck * Math.sin(7.1 * model + 3.7 * item + model * item) > difficulty ? 1 : 0;
        return model < 4 && (model + 2 * item) % 9 == 0 ? 0.5 : right;
    }

    private static double[][] alone() {
        double[][] out = new double[4][ITEMS];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < ITEMS; j++) {
                out[i][j] = answer(i, j, -0.4 + 0.5 * i, 1.5, 1.2 * Math.sin(2.3 * j));
            }
        }
        return out;
    }

    /** Items of a cluster are as difficult as each other. The fifth model fails two items only. */
    private static double[][] clustered(int models) {
        double[] abilities = {-0.4, 0.1, 0.6, 0.3, 2.6};
        double[][] out = new double[models][ITEMS];
        for (int i = 0; i < models; i++) {
            for (int j = 0; j < ITEMS; j++) {
                out[i][j] = answer(i, j, abilities[i], 0.8, 1.6 * Math.sin(2.3 * (j / 3)));
                if (i == 4 && (j == 31 || j == 50)) {
                    out[i][j] = 0;
                }
            }
        }
        return out;
    }

    private static int[] clusters() {
        int[] out = new int[ITEMS];
        Arrays.setAll(out, j -> j / 3);
        return out;
    }

    private static void check(ItemModel fit, double sigma, double[] probits, double[][] covariance) {
        assertThat(fit.moved).isLessThan(1e-4);
        assertThat(fit.sigma).isCloseTo(sigma, within(2e-3));
        double[][] found = ItemCovariance.of(fit);
        for (int i = 0; i < probits.length; i++) {
            assertThat(fit.probit(i)).as("model %s", i).isCloseTo(probits[i], FIT);
            for (int l = 0; l <= i; l++) {
                assertThat(found[i][l]).as("%s and %s", i, l).isCloseTo(covariance[i][l], within(2e-5));
                assertThat(found[l][i]).isCloseTo(found[i][l], within(1e-15));
            }
        }
    }

    @Test
    void levelsAndTheirCovarianceAreThoseOfTheLikelihood() {
        check(
                new ItemModel(new ItemMatrix(alone(), clusters(), 0)),
                0.43363,
                new double[] {-0.23419, 0.10369, 0.40622, 0.49625},
                new double[][] {
                    {0.0153116},
                    {-0.0025903, 0.0157079},
                    {-0.0007804, 0.0034515, 0.0474435},
                    {-0.0006992, -0.0024284, -0.0020928, 0.0275287}
                });
    }

    @Test
    void chanceIsTakenOutOfThem() {
        check(
                new ItemModel(new ItemMatrix(alone(), clusters(), 0.2)),
                0.58470,
                new double[] {-0.63149, -0.18878, 0.17558, 0.28780},
                new double[][] {
                    {0.0336787},
                    {-0.0069163, 0.0250864},
                    {-0.0009073, 0.0042655, 0.0643135},
                    {-0.0005759, -0.0031193, -0.0021073, 0.0361753}
                });
    }

    /** Dates are the items' numbers: a line and a parabola. */
    @Test
    void difficultyDriftsAsTheLikelihoodHasIt() {
        double[][] all = Drift.columns(dates());
        ItemModel fit = new ItemModel(new ItemMatrix(alone(), clusters(), 0), new double[][] {all[0], all[1]}, 400);
        check(fit, 0.42255, new double[] {-0.23173, 0.10501, 0.41128, 0.50121}, new double[][] {
            {0.0155372},
            {-0.0040177, 0.0133073},
            {-0.0015873, 0.0011107, 0.0449425},
            {-0.0002886, -0.0035358, -0.0030293, 0.0289155}
        });
        assertThat(fit.beta).containsExactly(new double[] {0.25232, -0.21297}, within(2e-3));
        assertThat(fit.centre(0)).isCloseTo(fit.beta[0] * all[0][0] + fit.beta[1] * all[1][0], within(1e-14));
    }

    /** By hand: (right + ½)/(items + 1) without chance, half an item from both ends; what a first round moves follows from both fits. */
    @Test
    void fitsStartAtEachModelsOwnProbit() {
        double[][] all = alone();
        all[3] = new double[ITEMS];
        ItemMatrix data = new ItemMatrix(all, clusters(), 0.2);
        double[][] none = new double[0][];
        ItemModel start = new ItemModel(data, none, 0);
        for (int i = 0; i < 3; i++) {
            double right = Arrays.stream(all[i]).filter(y -> y >= 0).sum();
            double above = ((right + 0.5) / 55 - 0.2) / 0.8;
            assertThat(Normal.cdf(start.probit(i))).isCloseTo(above, within(1e-12));
        }
        assertThat(Normal.cdf(start.probit(3))).isCloseTo(0.5 / 61, within(1e-12));
        ItemModel once = new ItemModel(data, none, 1);
        double most = Math.abs(share(once.sigma) - share(0.8));
        for (int i = 0; i < 4; i++) {
            most = Math.max(most, 0.8 * Math.abs(Normal.cdf(once.probit(i)) - Normal.cdf(start.probit(i))));
        }
        assertThat(once.moved).isCloseTo(most, within(1e-14));
    }

    private static double share(double sigma) {
        return sigma * sigma / (1 + sigma * sigma);
    }

    /** Five deviations either way in steps of 1/√(0.8·models), the deviation of a difficulty that all have answered: ⌈5·√80⌉ = 45 of them. */
    @Test
    void nodesLieAsCloseAsDifficultiesAreKnown() {
        double[][] all = new double[100][ITEMS];
        ItemModel fit = new ItemModel(new ItemMatrix(all, clusters(), 0), new double[0][], 0);
        assertThat(fit.x).hasSize(2 * 45 + 1);
        assertThat(fit.x[0]).isEqualTo(-5);
        assertThat(fit.x[45]).isZero();
        assertThat(fit.x[90]).isEqualTo(5);
        assertThat(new ItemModel(new ItemMatrix(alone(), clusters(), 0), new double[0][], 0).x)
                .hasSize(41);
    }

    /** The likelihood of all right, or all wrong, has no maximum: a success ends 3.8 deviations out. */
    @Test
    void whoIsAlwaysRightEndsAtTheFarthestLevel() {
        double[][] all = alone();
        Arrays.fill(all[0], 0);
        Arrays.fill(all[3], 1);
        ItemModel fit = new ItemModel(new ItemMatrix(all, clusters(), 0));
        assertThat(fit.probit(0)).isCloseTo(-3.8, within(1e-3));
        assertThat(fit.probit(3)).isCloseTo(3.8, within(1e-3));
    }

    private static double[] dates() {
        double[] out = new double[ITEMS];
        Arrays.setAll(out, j -> j);
        return out;
    }

    private static void check(ItemReduction found, double shared, double correlation, double[] right, double[] items) {
        assertThat(found.sharedVariance()).isCloseTo(shared, within(2e-3 * shared));
        assertThat(found.correlation()).isCloseTo(correlation, within(1e-3));
        Counts[] counts = found.counts();
        for (int i = 0; i < counts.length; i++) {
            assertThat(counts[i].items()).as("model %s", i).isCloseTo(items[i], within(6e-3 * items[i]));
            assertThat(counts[i].right() / counts[i].items()).isCloseTo(right[i] / items[i], FIT);
        }
    }

    /** The fifth model's own noise cannot be told from two failures: it has a middle one of the others, and its mean. */
    @Test
    void scoresStandForAsManyItemsAsTellAsMuchOfOneModel() {
        check(
                new ItemReduction(new ItemMatrix(clustered(5), clusters(), 0)),
                0.0359180,
                0.654670,
                new double[] {82.8562, 52.6218, 43.3578, 35.6430, 108.1130},
                new double[] {193.6204, 112.2712, 60.8690, 64.2842, 112.2712});
        check(
                new ItemReduction(new ItemMatrix(clustered(5), clusters(), 0.15)),
                0.0618451,
                0.696295,
                new double[] {45.1518, 42.1847, 65.5842, 36.3191, 88.7225},
                new double[] {104.6067, 87.5068, 92.1349, 63.8176, 92.1349});
    }

    /** Cutoffs are at items 18, 26, 34 and 42; the noise of differences is that before, less that after. */
    @Test
    void halvesBeforeAndAfterACutoffAreFittedTogether() {
        double[][] halves = new double[8][];
        for (int i = 0; i < 4; i++) {
            halves[i] = clustered(4)[i];
            halves[4 + i] = halves[i].clone();
            int cutoff = 18 + 8 * i;
            Arrays.fill(halves[i], cutoff, ITEMS, Double.NaN);
            Arrays.fill(halves[4 + i], 0, cutoff, Double.NaN);
        }
        double[][] line = {Drift.columns(dates())[0]};
        List<ItemReduction> both = ItemReduction.beforeAndAfter(new ItemMatrix(halves, clusters(), 0), line);
        check(both.get(0), 0.0095209, 0.344662, new double[] {15.3411, 23.5627, 17.6879, 47.0199}, new double[] {
            33.2518, 53.7803, 26.8996, 91.1108
        });
        check(both.get(1), 0.0367901, 0.428724, new double[] {62.7747, 65.8365, 16.7199, 12.0771}, new double[] {
            150.5040, 137.5634, 21.7500, 19.0671
        });
        assertThat(both.get(0).moved()).isEqualTo(both.get(1).moved()).isLessThan(1e-4);
    }
}
