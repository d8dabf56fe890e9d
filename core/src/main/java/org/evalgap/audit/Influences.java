package org.evalgap.audit;

import org.evalgap.measure.Measure;

/** ∂𝓜/∂a_j of every measure, as combinations of few functions. */
final class Influences {
    private final double[][] factors;
    private final double[][] gradients;
    private final double[] shares;
    private final double[] sums;

    Influences(double[][] factors, double[][] gradients, double[] shares) {
        this.factors = factors;
        this.gradients = gradients;
        this.shares = shares;
        sums = new double[gradients.length];
        for (int base = 0; base < sums.length; base++) {
            for (int j = 0; j < shares.length; j++) {
                sums[base] += shares[j] * gradients[base][j];
            }
        }
    }

    /** ∂𝓜/∂a_j. */
    double addition(Measure measure, int j) {
        double[] f = factors[measure.ordinal()];
        double sum = 0;
        for (int base = 0; base < f.length; base++) {
            sum += f[base] * gradients[base][j];
        }
        return sum;
    }

    /** ∂𝓜/∂ log a_j, the others' shares unchanged. */
    double influence(Measure measure, int j) {
        return shares[j] * addition(measure, j);
    }

    /** The same where the others give way in proportion. */
    double atEqualCompute(Measure measure, int j) {
        double[] f = factors[measure.ordinal()];
        double total = 0;
        for (int base = 0; base < f.length; base++) {
            total += f[base] * sums[base];
        }
        return influence(measure, j) - shares[j] / shares.length * total;
    }
}
