package org.evalgap.internal.kernel;

/** Distances and the kernel's two exponentials, one task against many: for whoever asks who taught what. */
public final class KernelParts {
    private KernelParts() {}

    /**
     * Squared distances of one task to all tasks of a block.
     *
     * @param one coordinates of the task
     * @param many the block
     * @param out where they go; length at least the block's size
     */
    public static void squaredDistances(double[] one, Points many, double[] out) {
        int n = many.size();
        java.util.Arrays.fill(out, 0, n, 0);
        for (int d = 0; d < many.dimension(); d++) {
            addSquares(one[d], many.position[d], out, n);
        }
    }

    private static void addSquares(double x, double[] axis, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double difference = axis[i] - x;
            out[i] = Math.fma(difference, difference, out[i]);
        }
    }

    /**
     * Writes factor·exp(−d²/2a²), good to 3e-12.
     *
     * @param squared d²
     * @param width a
     * @param factor factor
     * @param out where to; length at least {@code n}
     * @param n how many
     */
    public static void decay(double[] squared, double width, double factor, double[] out, int n) {
        double unit = 0.5 / (width * width) * Exp.Decay.UNIT;
        for (int i = 0; i < n; i++) {
            out[i] = factor * Exp.Decay.any(unit * squared[i]);
        }
    }
}
