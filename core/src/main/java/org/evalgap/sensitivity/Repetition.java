package org.evalgap.sensitivity;

import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.sweep.Design;
import org.evalgap.sweep.PointSet;

/** One of the independent designs that a sample is made of: its own digital shift, and its own replicates. */
final class Repetition {
    /** How many there are: one fewer is the degrees of freedom of the intervals. */
    static final int COUNT = 16;

    private static final int SHIFT = 2;
    private static final int LUCK = 3;

    private final int inputs;
    private final PointSet points;

    /** The seed of its replicates. */
    final long seed;

    Repetition(int inputs, int stars, long seed, int index) {
        this.inputs = inputs;
        this.points = Design.SOBOL.pointSet(2 * inputs, stars, derived(seed, index, SHIFT));
        this.seed = derived(seed, index, LUCK);
    }

    private static long derived(long seed, int index, int use) {
        return RandomStream.of(seed, index, Purpose.DESIGN, use, 0, 0).bits(0);
    }

    /** The points of consecutive stars: A, then A with one coordinate of B each, then B. */
    double[][] stars(int first, int count) {
        double[][] out = new double[count * (inputs + 2)][];
        double[] both = new double[2 * inputs];
        for (int s = 0; s < count; s++) {
            points.point(first + s, both);
            int at = s * (inputs + 2);
            for (int c = 0; c < inputs + 2; c++) {
                out[at + c] = new double[inputs];
                System.arraycopy(both, c == inputs + 1 ? inputs : 0, out[at + c], 0, inputs);
            }
            for (int i = 0; i < inputs; i++) {
                out[at + 1 + i][i] = both[inputs + i];
            }
        }
        return out;
    }
}
