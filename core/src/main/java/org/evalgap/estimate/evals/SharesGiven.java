package org.evalgap.estimate.evals;

import java.util.Arrays;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The shares given their spreads: normal, with the models' shares integrated out one by one, so that only what all models have in common is
 * solved for: μ, the evals' shares β, and the errors c of their shifts.
 */
final class SharesGiven {
    /** Prior standard deviation of μ. */
    static final double MEAN = 0.1;

    private final GapTable table;
    private final double own;
    private final double[] precision;
    private final double[] sum;
    private final double[][] row;
    private final double[] common;
    private final RealMatrix covariance;

    /** Logarithm of the evidence, up to a constant. */
    final double logEvidence;

    SharesGiven(GapTable table, double betweenModels, double betweenEvals, double own) {
        this.table = table;
        this.own = own;
        int n = 2 * table.evals() + 1;
        double[] prior = new double[n];
        prior[0] = 1 / (MEAN * MEAN);
        for (int e = 0; e < table.evals(); e++) {
            prior[1 + e] = 1 / (betweenEvals * betweenEvals);
            prior[1 + table.evals() + e] = 1;
        }
        precision = new double[table.models()];
        sum = new double[table.models()];
        row = new double[table.models()][n];
        double[][] matrix = new double[n][n];
        double[] right = new double[n];
        double log = 0;
        double square = 0;
        Arrays.fill(precision, 1 / (betweenModels * betweenModels));
        for (GapTable.Gap g : table.cells()) {
            double w = weight(g);
            double[] h = design(g);
            precision[g.model()] += w;
            sum[g.model()] += w * g.gap();
            log += 0.5 * StrictMath.log(w);
            square += w * g.gap() * g.gap();
            for (int a = 0; a < n; a++) {
                if (h[a] != 0) {
                    row[g.model()][a] += w * h[a];
                    right[a] += w * h[a] * g.gap();
                    for (int b = 0; b < n; b++) {
                        matrix[a][b] += w * h[a] * h[b];
                    }
                }
            }
        }
        for (int m = 0; m < row.length; m++) {
            log -= 0.5 * StrictMath.log(precision[m] * betweenModels * betweenModels);
            square -= sum[m] * sum[m] / precision[m];
            for (int a = 0; a < n; a++) {
                right[a] -= row[m][a] * sum[m] / precision[m];
                for (int b = 0; b < n; b++) {
                    matrix[a][b] -= row[m][a] * row[m][b] / precision[m];
                }
            }
        }
        for (int a = 0; a < n; a++) {
            matrix[a][a] += prior[a];
            log += 0.5 * StrictMath.log(prior[a]);
        }
        CholeskyDecomposition root = new CholeskyDecomposition(MatrixUtils.createRealMatrix(matrix), 1e-8, 0);
        covariance = root.getSolver().getInverse();
        common = covariance.operate(right);
        for (int a = 0; a < n; a++) {
            log -= StrictMath.log(root.getL().getEntry(a, a));
            square -= right[a] * common[a];
        }
        logEvidence = log - 0.5 * square;
    }

    private double weight(GapTable.Gap g) {
        return 1 / (own * own + g.own());
    }

    private double[] design(GapTable.Gap g) {
        double[] h = new double[2 * table.evals() + 1];
        h[0] = 1;
        h[1 + g.eval()] = 1;
        h[1 + table.evals() + g.eval()] = g.load();
        return h;
    }

    /** Mean and variance of a model's gap on an average eval. */
    double[] ofModel(int model) {
        double[] c = new double[common.length];
        c[0] = 1;
        for (int e = 0; e < table.evals(); e++) {
            c[1 + e] = 1.0 / table.evals();
        }
        return of(c, model, 1, 0, 0);
    }

    /** Mean and variance of an average model's gap on an eval. */
    double[] ofEval(int eval) {
        double[] c = new double[common.length];
        c[0] = 1;
        c[1 + eval] = 1;
        return of(c, 0, 0, 0, 0);
    }

    /** Mean and variance of a cell's gap. */
    double[] ofCell(GapTable.Gap g) {
        // What is left is shared between γ and the error: γ takes k of it.
        double k = own * own * weight(g);
        double[] c = design(g);
        c[0] = 1 - k;
        c[1 + g.eval()] = 1 - k;
        c[1 + table.evals() + g.eval()] *= -k;
        return of(c, g.model(), 1 - k, k * g.gap(), k * g.own());
    }

    /** Of c·x + a·α of a model + a constant, with a variance of its own. */
    private double[] of(double[] c, int model, double a, double constant, double variance) {
        double mean = constant + a * sum[model] / precision[model];
        double[] all = c.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] -= a * row[model][i] / precision[model];
            mean += all[i] * common[i];
        }
        double[] through = covariance.operate(all);
        double total = variance + a * a / precision[model];
        for (int i = 0; i < all.length; i++) {
            total += all[i] * through[i];
        }
        return new double[] {mean, total};
    }
}
