package org.evalgap.random;

import org.evalgap.internal.kernel.Log;

/**
 * Standard normal numbers of a stream, a chunk at a time, the same bits as {@link RandomStream#normal} one by one.
 *
 * <p>Each loop is so short that C2 vectorises it on JDK 17 too, but for those that list, gather and look at the bits of a double:
 * a hash in one loop takes five times as long as in these two.
 */
final class Chunk {
    /** Numbers a chunk; what belongs to them stays in the first-level cache. */
    static final int SIZE = 1024;

    /** Loops over tails go on to whole vectors: the rest of a vectorised loop would cost more than what is computed in vain. */
    private static final int LANES = 32;

    /** Half of the cells that tile (0, 1). */
    private static final long HALF = 1L << 51;

    /** Cells on either side of ½ that the central region of the normal quantile reaches. */
    private static final long CENTRAL_CELLS = (long) (0x1p52 * NormalQuantile.CENTRAL);

    private static final long[] STEPS = steps();

    private final long[] half = new long[SIZE];
    private final long[] cell = new long[SIZE];
    private final long[] outside = new long[SIZE];
    private final int[] index = new int[SIZE + 1];
    private final double[] mantissa = new double[SIZE + LANES];
    private final double[] exponent = new double[SIZE + LANES];
    private final double[] quantile = new double[SIZE + LANES];

    private static long[] steps() {
        long[] steps = new long[SIZE];
        for (int i = 0; i < SIZE; i++) {
            steps[i] = i + 1;
        }
        return steps;
    }

    /** Writes numbers {@code [start, end)} of an array from a stream's state before the first of them; at most {@link #SIZE}. */
    void normals(long state, long increment, double[] out, int start, int end) {
        int n = end - start;
        hashBegin(STEPS, state, increment, half, n);
        hashEnd(half, cell, n);
        outside(cell, outside, n);
        int count = uniformsAndTails(out, start, n);
        logarithms(out, count);
        int lanes = (count + LANES - 1) / LANES * LANES;
        Log.negative(mantissa, exponent, quantile, lanes);
        NormalQuantile.nearTail(quantile, lanes);
        signs(out, count);
        // The centre's formula goes over all, and the tails are written over it: no branch to mispredict.
        NormalQuantile.central(out, start, end);
        for (int k = 0; k < count; k++) {
            out[index[k]] = quantile[k];
        }
    }

    private static void hashBegin(long[] steps, long state, long increment, long[] out, int n) {
        for (int i = 0; i < n; i++) {
            long z = state + steps[i] * increment;
            out[i] = (z ^ (z >>> 30)) * RandomStream.FIRST;
        }
    }

    private static void hashEnd(long[] half, long[] cell, int n) {
        for (int i = 0; i < n; i++) {
            long y = half[i];
            long x = (y ^ (y >>> 27)) * RandomStream.SECOND;
            cell[i] = (x ^ (x >>> 31)) >>> 12;
        }
    }

    /** One where a cell lies outside the central region, zero elsewhere. */
    static void outside(long[] cell, long[] outside, int n) {
        for (int i = 0; i < n; i++) {
            long c = cell[i] - HALF;
            outside[i] = (CENTRAL_CELLS - (c ^ (c >> 63))) >>> 63;
        }
    }

    /** Writes uniforms and lists those outside the central region; returns how many they are. */
    private int uniformsAndTails(double[] out, int start, int n) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            // 1 + cell/2⁵² by its bits; what is taken from it leaves (cell + ½)/2⁵² exactly, without a conversion.
            out[start + i] = Double.longBitsToDouble(0x3FF0000000000000L | cell[i]) - (1 - 0x1p-53);
            index[count] = start + i;
            count += (int) outside[i];
        }
        return count;
    }

    /** Takes the probabilities of the tails apart for their logarithms. */
    private void logarithms(double[] out, int count) {
        for (int k = 0; k < count; k++) {
            double p = out[index[k]];
            long bits = Double.doubleToRawLongBits(Math.min(p, 1 - p));
            long power = Log.exponent(bits);
            mantissa[k] = Double.longBitsToDouble(bits - (power << 52));
            // The integer as a double by its bits: a conversion waits for the one before it on JDK 17.
            exponent[k] = Double.longBitsToDouble(0x4338000000000000L + power) - 0x1.8p52;
        }
    }

    private void signs(double[] out, int count) {
        for (int k = 0; k < count; k++) {
            double p = out[index[k]];
            double z = quantile[k];
            if (z > NormalQuantile.NEAR_BOUND) {
                z = NormalQuantile.upperTail(Math.min(p, 1 - p));
            }
            quantile[k] = Math.copySign(z, p - 0.5);
        }
    }
}
