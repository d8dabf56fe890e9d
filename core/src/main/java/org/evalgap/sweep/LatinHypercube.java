package org.evalgap.sweep;

import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * A Latin hypercube that grows by doubling. N = b·2ᵏ with b odd. The first b points take the b equal cells of every axis in
 * an order of the axis' own; each doubling from m to 2m points halves all cells, which leaves m halves empty, and deals them
 * to the m new points in an order of the axis' own: a new point takes the half beside an old one.
 *
 * <p>A coordinate is (cell + fraction) / b. A cell's halvings are the leading binary digits of the fraction, so the half
 * beside an old point differs from it in one digit; the digits after that one are the new point's own.
 */
final class LatinHypercube implements PointSet {
    private static final int DIGITS = 40;

    /** Enough for every order of four points to be equally frequent within the test's resolution. */
    private static final int ROUNDS = 6;

    private final long base;
    private final long points;
    private final long seed;

    LatinHypercube(long points, long seed) {
        this.points = points;
        this.base = points >> Long.numberOfTrailingZeros(points);
        this.seed = seed;
    }

    @Override
    public void point(long index, double[] out) {
        if (index < 0 || index >= points) {
            throw new IllegalArgumentException("point must be in [0, " + points + "): " + index);
        }
        for (int a = 0; a < out.length; a++) {
            out[a] = coordinate(RandomStream.of(seed, 0, Purpose.DESIGN, 1, 0, a), index);
        }
    }

    private double coordinate(RandomStream axis, long index) {
        long first = index;
        for (int k = doublings(first); k > 0; k = doublings(first)) {
            first = beside(axis, first, k);
        }
        long cell = permuted(first, base, axis.substream(-1));
        return (cell + (digits(axis, index) + 0.5) * (1.0 / (1L << DIGITS))) / base;
    }

    /** In which doubling a point comes, counted from 1; 0 for the first b. */
    private int doublings(long i) {
        return Long.SIZE - Long.numberOfLeadingZeros(i / base);
    }

    /** The older point beside which the point of a doubling lies. */
    private long beside(RandomStream axis, long i, int doubling) {
        long older = base << (doubling - 1);
        return permuted(i - older, older, axis.substream(doubling));
    }

    /** The binary digits of a point's fraction. */
    private long digits(RandomStream axis, long i) {
        long own = axis.substream(0).bits(i) >>> (Long.SIZE - DIGITS);
        int k = doublings(i);
        if (k == 0) {
            return own;
        }
        int free = DIGITS - k;
        long shared = (digits(axis, beside(axis, i, k)) >>> free ^ 1) << free;
        return shared | own & ((1L << free) - 1);
    }

    /**
     * Where a number goes in a random permutation of 0 … n − 1, without an array: rounds of steps that each permute the
     * next power of two, repeated while the result lies beyond n.
     */
    private static long permuted(long i, long n, RandomStream keys) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(n - 1);
        if (bits == 0) {
            return i;
        }
        long mask = (1L << bits) - 1;
        long x = i;
        do {
            for (int round = 0; round < ROUNDS; round++) {
                x = x * (keys.bits(2L * round) | 1) + keys.bits(2L * round + 1) & mask;
                x ^= x >>> (bits + 1) / 2;
            }
        } while (x >= n);
        return x;
    }
}
