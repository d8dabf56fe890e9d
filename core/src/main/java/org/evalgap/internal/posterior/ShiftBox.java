package org.evalgap.internal.posterior;

/**
 * A parallelogram of shifts: the slope b within {@code halfSlope} of {@code slope}, the shift c at the pivot's ability
 * within {@code halfCentre} of a line in b. Around the pivot c and b hardly depend on each other, and the line takes out
 * what is left, so that few nodes do.
 *
 * @param pivot ability at which c is measured: a = c + (1 − b)·pivot
 * @param centre middle of c at the middle of b
 * @param tilt change of the middle of c with b
 * @param slope middle of b
 * @param halfCentre half the range of c at each b
 * @param halfSlope half the range of b
 */
record ShiftBox(double pivot, double centre, double tilt, double slope, double halfCentre, double halfSlope) {
    /** The slope at a position in [−1, 1]. */
    double slopeAt(double y) {
        return slope + halfSlope * y;
    }

    /** The shift at the pivot for positions in [−1, 1]. */
    double centreAt(double x, double y) {
        return centre + tilt * halfSlope * y + halfCentre * x;
    }

    /** The intercept a for positions in [−1, 1]. */
    double interceptAt(double x, double y) {
        return centreAt(x, y) + (1 - slopeAt(y)) * pivot;
    }

    /** The shift at the pivot for a position in [−1, 1] at any slope. */
    double centreAtSlope(double x, double b) {
        return centre + tilt * (b - slope) + halfCentre * x;
    }
}
