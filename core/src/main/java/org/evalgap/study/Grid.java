package org.evalgap.study;

/** Points along an axis. */
final class Grid {
    private Grid() {}

    /** Equal steps from one end to the other, both included. */
    static double[] linear(double from, double to, int points) {
        double[] grid = new double[points];
        for (int i = 0; i < points; i++) {
            // The weights of the ends, so that both are hit exactly.
            grid[i] = (from * (points - 1 - i) + to * i) / (points - 1);
        }
        return grid;
    }

    /** Equal ratios from one end to the other, both above 0 and included. */
    static double[] geometric(double from, double to, int points) {
        double[] grid = new double[points];
        for (int i = 0; i < points; i++) {
            grid[i] = from * StrictMath.pow(to / from, (double) i / (points - 1));
        }
        grid[points - 1] = to;
        return grid;
    }
}
