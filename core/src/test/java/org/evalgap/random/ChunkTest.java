package org.evalgap.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTest {
    private static final long LAST = (1L << 52) - 1;
    private static final long INCREMENT = 0x9E3779B97F4A7C15L;

    /** Both ends, the middle, and where the central region ends on either side: draws by chance hardly ever meet them. */
    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, 1L << 10, 337769972052786L, 337769972052787L, 337769972052788L, (1L << 51) - 1, 1L << 51})
    void everyRegionHasTheQuantileOfItsUniform(long cell) {
        assertThat(firstOf(cell)).isEqualTo(NormalQuantile.of((cell + 0.5) * 0x1p-52));
        assertThat(firstOf(LAST - cell)).isEqualTo(-firstOf(cell));
    }

    /** 0.425 · 2⁵² is 1,914,029,841,632,460.8, so the 1,914,029,841,632,461st cell above ½ is the last whose middle lies below. */
    @Test
    void theCentralRegionEndsAtTheLastCellWhoseMiddleItHolds() {
        long last = (1L << 51) + 1_914_029_841_632_460L;
        long[] outside = new long[2];
        Chunk.outside(new long[] {last, last + 1}, outside, 2);
        assertThat(outside).containsExactly(0, 1);
        assertThat((last + 0.5) * 0x1p-52 - 0.5).isLessThanOrEqualTo(NormalQuantile.CENTRAL);
        assertThat((last + 1.5) * 0x1p-52 - 0.5).isGreaterThan(NormalQuantile.CENTRAL);
    }

    /** The first number of a chunk whose state was chosen so that the hash falls into the cell. */
    private static double firstOf(long cell) {
        double[] out = {0, Double.NaN, 0};
        new Chunk().normals(unmix(cell << 12) - INCREMENT, INCREMENT, out, 1, 2);
        assertThat(out).startsWith(0).endsWith(0);
        return out[1];
    }

    /** The inverse of SplitMix64's finaliser: factors by their inverses modulo 2⁶⁴, shifted sums by repeating them. */
    private static long unmix(long hash) {
        long x = hash ^ (hash >>> 31) ^ (hash >>> 62);
        long y = x * inverse(RandomStream.SECOND);
        y = y ^ (y >>> 27) ^ (y >>> 54);
        long z = y * inverse(RandomStream.FIRST);
        return z ^ (z >>> 30) ^ (z >>> 60);
    }

    /** Newton's iteration doubles the correct bits of an odd number's inverse: 3, 6, 12, 24, 48, 96. */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
