package org.evalgap.internal.items;

import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.evalgap.internal.kernel.Normal;

/**
 * The covariance of models' probits that the draw of items brings: H⁻¹JH⁻¹, H the information of the item model (Louis 1982: the
 * expected one of answers to items of known difficulty, less the variance of their scores) and J the sum over clusters of what each
 * adds to the score, squared. So it holds where clusters hang together, answers are partly
 * right, or are means of attempts (Huber 1967; White 1982, doi:10.2307/1912526). From ten clusters it is a tenth too small on
 * average, and intervals of 0.95 hold 0.925.
 */
final class ItemCovariance {
    private ItemCovariance() {}

    /** In units of {@link ItemModel#probit}, σ held fixed: its error moves all models alike. Takes two clusters at least. */
    static double[][] of(ItemModel fit) {
        return sandwich(Parts.of(fit), fit.alpha.length, 1 / (1 + fit.sigma * fit.sigma));
    }

    /** The Newton step of all levels, and of the drift behind them. */
    static double[] step(ItemModel fit) {
        Parts parts = Parts.of(fit);
        double[] gradient = new double[parts.information.length];
        for (double[] g : parts.byCluster) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += g[i];
            }
        }
        return parts.bread().operate(gradient);
    }

    /** Information and scores, of levels and then of the drift. */
    private static final class Parts {
        private final ItemModel fit;
        private final double[][][] terms;
        private final double[][] information;
        private final double[][] byCluster;
        private final double[][] score;
        private final double[] mean;
        private final int[] present;

        private Parts(ItemModel fit) {
            this.fit = fit;
            int n = fit.alpha.length + fit.beta.length;
            terms = terms(fit);
            information = new double[n][n];
            byCluster = new double[fit.data.clusterCount()][n];
            score = new double[n][fit.x.length];
            mean = new double[n];
            present = new int[n];
        }

        static Parts of(ItemModel fit) {
            Parts out = new Parts(fit);
            for (int j = 0; j < fit.data.items(); j++) {
                out.add(j);
            }
            for (int i = 0; i < out.information.length; i++) {
                out.information[i][i] += 1e-6;
                for (int l = 0; l < i; l++) {
                    out.information[l][i] = out.information[i][l];
                }
            }
            return out;
        }

        private void add(int item) {
            int k = scores(item);
            double[] w = fit.weight[item];
            for (int a = 0; a < k; a++) {
                for (int b = 0; b <= a; b++) {
                    int i = present[a];
                    int l = present[b];
                    double covariance = dot(score[i], w, score[l]) - mean[i] * mean[l];
                    information[Math.max(i, l)][Math.min(i, l)] -= covariance;
                }
            }
        }

        /** Scores of all who met the item, and of the drift; returns how many. */
        private int scores(int item) {
            int k = 0;
            double[] w = fit.weight[item];
            double[] cluster = byCluster[fit.data.clusters()[item]];
            for (int i = 0; i < mean.length; i++) {
                int column = i - fit.alpha.length;
                double y = column < 0 ? fit.data.scores()[i][item] : 0;
                if (!Double.isNaN(y)) {
                    present[k++] = i;
                    information[i][i] += column < 0
                            ? own(terms[i], y, w, score[i])
                            : drift(fit, item, column, score[i], information[i]);
                    mean[i] = dot(score[i], w, null);
                    cluster[i] += mean[i];
                }
            }
            return k;
        }

        RealMatrix bread() {
            return new LUDecomposition(MatrixUtils.createRealMatrix(information))
                    .getSolver()
                    .getInverse();
        }
    }

    /** Writes the score of a column of the drift by node, adds what it tells together with columns before it; returns what it tells itself. */
    private static double drift(ItemModel fit, int item, int column, double[] score, double[] information) {
        double here = fit.drift[column][item];
        double centre = fit.centre(item);
        for (int q = 0; q < score.length; q++) {
            score[q] = here * (fit.x[q] - centre);
        }
        for (int other = 0; other < column; other++) {
            information[fit.alpha.length + other] += here * fit.drift[other][item];
        }
        return here * here;
    }

    /** By model: success, what divides the residual, and the expected information, by node. */
    private static double[][][] terms(ItemModel fit) {
        double guess = fit.data.guess();
        double[][][] out = new double[fit.alpha.length][3][fit.x.length];
        for (int i = 0; i < out.length; i++) {
            for (int q = 0; q < fit.x.length; q++) {
                double p = fit.success(i, q);
                double wrong = (1 - guess) * Normal.cdf(fit.sigma * fit.x[q] - fit.alpha[i]);
                double slope = (1 - guess) * Normal.density(fit.alpha[i] - fit.sigma * fit.x[q]);
                out[i][0][q] = p;
                out[i][1][q] = slope / Math.max(p * wrong, 1e-300);
                out[i][2][q] = out[i][1][q] * slope;
            }
        }
        return out;
    }

    /** Writes the score by node; returns the expected information over the nodes. */
    private static double own(double[][] terms, double y, double[] w, double[] score) {
        double sum = 0;
        for (int q = 0; q < w.length; q++) {
            score[q] = terms[1][q] * (y - terms[0][q]);
            sum += w[q] * terms[2][q];
        }
        return sum;
    }

    private static double dot(double[] a, double[] w, double @org.jspecify.annotations.Nullable [] b) {
        double even = 0;
        double odd = 0;
        int q = 0;
        for (; q + 1 < w.length; q += 2) {
            even += a[q] * w[q] * (b == null ? 1 : b[q]);
            odd += a[q + 1] * w[q + 1] * (b == null ? 1 : b[q + 1]);
        }
        return q < w.length ? even + odd + a[q] * w[q] * (b == null ? 1 : b[q]) : even + odd;
    }

    private static double[][] sandwich(Parts parts, int models, double scale) {
        int n = parts.information.length;
        double[][] meat = new double[n][n];
        double clusters = parts.byCluster.length;
        for (double[] g : parts.byCluster) {
            for (int i = 0; i < n; i++) {
                for (int l = 0; l < n; l++) {
                    meat[i][l] += g[i] * g[l] * clusters / (clusters - 1);
                }
            }
        }
        RealMatrix bread = parts.bread();
        return bread.multiply(MatrixUtils.createRealMatrix(meat))
                .multiply(bread)
                .scalarMultiply(scale)
                .getSubMatrix(0, models - 1, 0, models - 1)
                .getData();
    }
}
