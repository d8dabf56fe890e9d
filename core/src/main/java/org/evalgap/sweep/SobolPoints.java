package org.evalgap.sweep;

import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * The sequence of Sobol' under a digital shift: the 52 binary digits of every coordinate are added modulo 2 to random ones,
 * the same for all points of an axis. That keeps every equidistribution of digits, makes each point uniform, and spares the
 * cube's corner, where the sequence starts.
 */
final class SobolPoints implements PointSet {
    private static final int DIGITS = 52;
    private static final int MOST_AXES = 1000;

    private final SobolSequenceGenerator sequence;
    private final long[] shift;

    SobolPoints(int axes, long points, long seed) {
        if (axes > MOST_AXES || points > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a Sobol' design has at most " + MOST_AXES
                    + " axes and 2147483647 points: " + axes + " axes, " + points + " points; use latin-hypercube");
        }
        sequence = new SobolSequenceGenerator(axes);
        shift = new long[axes];
        for (int a = 0; a < axes; a++) {
            shift[a] = RandomStream.of(seed, 0, Purpose.DESIGN, 0, 0, a).bits(0) >>> (Long.SIZE - DIGITS);
        }
    }

    @Override
    public synchronized void point(long index, double[] out) {
        double[] point = sequence.skipTo(Math.toIntExact(index));
        for (int a = 0; a < shift.length; a++) {
            long digits = (long) (point[a] * 0x1p52) ^ shift[a];
            out[a] = (digits + 0.5) * 0x1p-52;
        }
    }
}
