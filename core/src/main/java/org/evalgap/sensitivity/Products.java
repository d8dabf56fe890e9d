package org.evalgap.sensitivity;

/**
 * What one repetition says of an output: mean products over its stars, with noise taken out.
 *
 * <p>All of these are quadratic forms Q of the function's values. With n replicates y₁ … y_n of every point, the mean M of the
 * replicates and what is left over e_r = y_r − M, the pairs of different replicates have the mean form
 *
 * <p>Q(M) − Σ_r Q(e_r) / (n (n − 1)),
 *
 * <p>which is free of bias whether the luck of a replicate is the same at all points, different at each, or anything between: a
 * product of two different replicates has the product of two noise-free functions as its mean.
 */
final class Products {
    /** Forms: the variance, the chance product of A and B, then by input the products of B with AB, and the squares of A less AB. */
    static final int VARIANCE = 0;

    static final int CHANCE = 1;
    static final int FIRST = 2;

    /** A standard deviation of so small a share of the mean is rounding. */
    private static final double ROUNDING = 1e-12;

    final double mean;

    /** The variance of the noise in a mean of replicates, as far as it differs between points. */
    final double noise;

    private final double[] forms;

    /**
     * From values.
     *
     * @param values by replicate and point: A, AB₁ … AB_d, B of each star
     * @param inputs d
     */
    Products(double[][] values, int inputs) {
        int n = values.length;
        double[] means = means(values);
        forms = new double[FIRST + 2 * inputs];
        mean = add(means, inputs, 1, forms);
        double noisy = 0;
        if (n > 1) {
            double share = 1.0 / n / (n - 1);
            double[] rest = new double[means.length];
            double before = forms[VARIANCE];
            for (double[] replicate : values) {
                for (int p = 0; p < rest.length; p++) {
                    rest[p] = replicate[p] - means[p];
                }
                add(rest, inputs, -share, forms);
            }
            noisy = before - forms[VARIANCE];
        }
        noise = noisy;
    }

    private static double[] means(double[][] values) {
        double[] means = new double[values[0].length];
        for (int p = 0; p < means.length; p++) {
            double sum = 0;
            for (double[] replicate : values) {
                sum += replicate[p];
            }
            means[p] = sum / values.length;
        }
        return means;
    }

    /** Adds the forms of a function's values, times a factor; returns the mean over A and B. */
    private static double add(double[] f, int inputs, double factor, double[] forms) {
        int star = inputs + 2;
        int stars = f.length / star;
        double centre = 0;
        for (int s = 0; s < f.length; s += star) {
            centre += f[s] + f[s + star - 1];
        }
        centre /= 2.0 * stars;
        double[] sums = new double[forms.length];
        for (int s = 0; s < f.length; s += star) {
            double a = f[s] - centre;
            double b = f[s + star - 1] - centre;
            sums[VARIANCE] += (a * a + b * b) / 2;
            sums[CHANCE] += a * b;
            for (int i = 0; i < inputs; i++) {
                double ab = f[s + 1 + i] - centre;
                sums[FIRST + i] += b * ab;
                sums[FIRST + inputs + i] += (a - ab) * (a - ab) / 2;
            }
        }
        boolean constant = !(sums[VARIANCE] / stars > ROUNDING * ROUNDING * centre * centre);
        for (int q = 0; q < forms.length && !constant; q++) {
            forms[q] += factor * sums[q] / stars;
        }
        return centre;
    }

    double form(int which) {
        return forms[which];
    }
}
