package org.evalgap.study.frame;

/** Points along an axis. */
public final class Grid {
    private Grid() {}

    /**
     * Equal steps from one end to the other, both included.
     *
     * @param from first point
     * @param to last point
     * @param points how many, at least 2
     * @return the points
     */
    public static double[] linear(double from, double to, int points) {
        double[] grid = new double[points];
        for (int i = 0; i < points; i++) {
            // The weights of the ends, so that both are hit exactly.
            grid[i] = (from * (points - 1 - i) + to * i) / (points - 1);
        }
        return grid;
    }

    /**
     * Equal ratios from one end to the other, both included.
     *
     * @param from first point, above 0
     * @param to last point, above 0
     * @param points how many, at least 2
     * @return the points
     */
    public static double[] geometric(double from, double to, int points) {
        double[] grid = new double[points];
        for (int i = 0; i < points; i++) {
            grid[i] = from * StrictMath.pow(to / from, (double) i / (points - 1));
        }
        grid[points - 1] = to;
        return grid;
    }
}
