package org.evalgap.internal.posterior;

/** A product grid of shifts (c, b) and nodes of the noise with the log posterior weight of every node, up to a constant. */
final class ShiftGrid {
    private final ShiftBox box;
    private final int noises;
    private final int centres;
    private final int slopes;
    final double[] weight;

    ShiftGrid(ShiftBox box, int noises, int centres, int slopes) {
        this.box = box;
        this.noises = noises;
        this.centres = centres;
        this.slopes = slopes;
        this.weight = new double[noises * centres * slopes];
    }

    int size() {
        return weight.length;
    }

    int tau(int node) {
        return node / (centres * slopes);
    }

    /** Number of a node's shift, the same for every τ. */
    int shift(int node) {
        return node % (centres * slopes);
    }

    int centres() {
        return centres;
    }

    int slopes() {
        return slopes;
    }

    /** Index of a node by its places among centres, slopes and τ. */
    int node(int centre, int slope, int tau) {
        return (tau * slopes + slope) * centres + centre;
    }

    double slopeOf(int place) {
        return box.slopeAt(position(place, slopes));
    }

    double interceptOf(int centre, int slope) {
        return box.interceptAt(position(centre, centres), position(slope, slopes));
    }

    double slope(int node) {
        return box.slopeAt(y(node));
    }

    double intercept(int node) {
        return box.interceptAt(x(node), y(node));
    }

    private double x(int node) {
        return position(node % centres, centres);
    }

    private double y(int node) {
        return position(node / centres % slopes, slopes);
    }

    private static double position(int i, int n) {
        return 2.0 * i / (n - 1) - 1;
    }

    /** Replaces log weights by weights of sum 1. */
    void normalise() {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double w : weight) {
            greatest = Math.max(greatest, w);
        }
        double sum = 0;
        for (int i = 0; i < weight.length; i++) {
            weight[i] = StrictMath.exp(weight[i] - greatest);
            sum += weight[i];
        }
        for (int i = 0; i < weight.length; i++) {
            weight[i] /= sum;
        }
    }

    /** Total weight of each τ. */
    double[] noiseWeights() {
        double[] out = new double[noises];
        for (int i = 0; i < weight.length; i++) {
            out[tau(i)] += weight[i];
        }
        return out;
    }

    /**
     * The box for the next grid: around the mean, several standard deviations wide, tilted as c depends on b. Where one
     * node holds all the weight, one spacing wide; where weight sits on an edge, wider.
     */
    ShiftBox next(double deviations) {
        double meanSlope = 0;
        double meanCentre = 0;
        for (int i = 0; i < weight.length; i++) {
            meanSlope += weight[i] * slope(i);
            meanCentre += weight[i] * centre(i);
        }
        double bb = 0;
        double cb = 0;
        double cc = 0;
        for (int i = 0; i < weight.length; i++) {
            double b = slope(i) - meanSlope;
            double c = centre(i) - meanCentre;
            bb += weight[i] * b * b;
            cb += weight[i] * c * b;
            cc += weight[i] * c * c;
        }
        double slopeSpacing = 2 * box.halfSlope() / (slopes - 1);
        double centreSpacing = 2 * box.halfCentre() / (centres - 1);
        boolean narrow = bb < 0.1 * slopeSpacing * slopeSpacing;
        double tilt = narrow ? box.tilt() : cb / bb;
        double residual = narrow ? cc : Math.max(cc - cb * cb / bb, 0);
        return new ShiftBox(
                box.pivot(),
                meanCentre,
                tilt,
                meanSlope,
                Math.max(deviations * Math.sqrt(residual), 1.5 * centreSpacing),
                Math.max(deviations * Math.sqrt(bb), 1.5 * slopeSpacing));
    }

    private double centre(int node) {
        return box.centreAt(x(node), y(node));
    }

    /** Whether this grid's nodes are where the weight is: its box at most {@code slack} times as wide as the next one. */
    boolean settled(ShiftBox next, double slack) {
        return close(next.halfCentre(), box.halfCentre(), slack)
                && close(next.halfSlope(), box.halfSlope(), slack)
                && Math.abs(next.centre() - box.centre()) < 0.25 * box.halfCentre()
                && Math.abs(next.slope() - box.slope()) < 0.25 * box.halfSlope();
    }

    private static boolean close(double next, double now, double slack) {
        return slack * next > now && next < 1.2 * now;
    }
}
