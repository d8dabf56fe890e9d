package org.evalgap.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    @Test
    void theSameArgumentsGiveTheSameBitsAndAnyOtherGivesOthers() {
        long first = RandomStream.of(1, 2, Purpose.PUBLIC_POSITION, 3, 4, 5).bits(6);
        assertThat(RandomStream.of(1, 2, Purpose.PUBLIC_POSITION, 3, 4, 5).bits(6))
                .isEqualTo(first);
        Set<Long> seen = new HashSet<>();
        seen.add(first);
        assertThat(seen.add(
                        RandomStream.of(2, 2, Purpose.PUBLIC_POSITION, 3, 4, 5).bits(6)))
                .isTrue();
        assertThat(seen.add(
                        RandomStream.of(1, 3, Purpose.PUBLIC_POSITION, 3, 4, 5).bits(6)))
                .isTrue();
        assertThat(seen.add(
                        RandomStream.of(1, 2, Purpose.FRESH_POSITION, 3, 4, 5).bits(6)))
                .isTrue();
        assertThat(seen.add(
                        RandomStream.of(1, 2, Purpose.PUBLIC_POSITION, 4, 4, 5).bits(6)))
                .isTrue();
        assertThat(seen.add(
                        RandomStream.of(1, 2, Purpose.PUBLIC_POSITION, 3, 5, 5).bits(6)))
                .isTrue();
        assertThat(seen.add(
                        RandomStream.of(1, 2, Purpose.PUBLIC_POSITION, 3, 4, 6).bits(6)))
                .isTrue();
        assertThat(seen.add(
                        RandomStream.of(1, 2, Purpose.PUBLIC_POSITION, 3, 4, 5).bits(7)))
                .isTrue();
        assertThat(seen.add(RandomStream.of(1, 2, Purpose.PUBLIC_POSITION, 3, 4, 5)
                        .substream(6)
                        .bits(6)))
                .isTrue();
    }

    /** Regression: these bits are published results; a change here is a line under "Changed results". */
    @Test
    void bitsAreFrozen() {
        assertThat(RandomStream.of(1, 0, Purpose.PUBLIC_POSITION).bits(0)).isEqualTo(FROZEN_BITS);
        assertThat(RandomStream.of(1, 0, Purpose.PUBLIC_POSITION).normal(0)).isEqualTo(FROZEN_NORMAL);
    }

    private static final long FROZEN_BITS = -6145779576255413209L;
    private static final double FROZEN_NORMAL = 0.43119476944443286;

    @Test
    void arraysHoldTheSameBitsAsSingleDraws() {
        RandomStream stream = RandomStream.of(7, 0, Purpose.WORK_POSITION);
        double[] normals = new double[2 * 1024 + 21];
        stream.normals(normals, normals.length);
        double[] uniforms = new double[2 * 1024 + 21];
        stream.uniforms(uniforms, uniforms.length);
        for (int i = 0; i < normals.length; i++) {
            assertThat(normals[i]).isEqualTo(stream.normal(i));
            assertThat(uniforms[i]).isEqualTo(stream.uniform(i));
        }
    }

    @Test
    void arraysOfASubstreamHoldItsBits() {
        RandomStream stream = RandomStream.of(7, 0, Purpose.OWN_LESSON);
        double[] normals = new double[300];
        stream.normals(41, normals, normals.length);
        double[] uniforms = new double[300];
        stream.uniforms(41, 1L << 33, uniforms, uniforms.length);
        for (int i = 0; i < normals.length; i++) {
            assertThat(normals[i]).isEqualTo(stream.substream(41).normal(i));
            assertThat(uniforms[i]).isEqualTo(stream.substream(41).uniform((1L << 33) + i));
        }
    }

    /** Oracle: the inverse distribution function of Commons Statistics, in the centre and down both tails. */
    @Test
    void normalQuantileAgreesWithCommonsStatistics() {
        RandomStream stream = RandomStream.of(3, 0, Purpose.STUDY);
        for (int i = 0; i < 20_000; i++) {
            double p = stream.uniform(2L * i);
            double scaled = i % 4 == 0 ? p * Math.pow(10, -15 * stream.uniform(2L * i + 1)) : p;
            double expected = NORMAL.inverseCumulativeProbability(scaled);
            assertThat(NormalQuantile.of(scaled)).isCloseTo(expected, within(2e-14 * (1e-2 + Math.abs(expected))));
        }
        assertThat(NormalQuantile.of(0x1p-53)).isCloseTo(-8.209536151601387, within(1e-13));
        assertThat(NormalQuantile.of(1 - 0x1p-53)).isCloseTo(8.209536151601387, within(1e-13));
    }

    /** One Kolmogorov–Smirnov test at level 1e-4 each for 2 sequences: fails by chance once in 5,000 seeds; the seed is fixed. */
    @Test
    void drawsFollowTheirDistributions() {
        RandomStream stream = RandomStream.of(11, 5, Purpose.WORK_DIFFICULTY);
        double[] normals = new double[20_000];
        stream.normals(normals, normals.length);
        KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
        assertThat(test.kolmogorovSmirnovTest(
                        new org.apache.commons.math3.distribution.NormalDistribution(null, 0, 1), normals))
                .isGreaterThan(1e-4);
        double[] uniforms = new double[20_000];
        stream.uniforms(uniforms, uniforms.length);
        assertThat(test.kolmogorovSmirnovTest(
                        new org.apache.commons.math3.distribution.UniformRealDistribution(null, 0, 1), uniforms))
                .isGreaterThan(1e-4);
        assertThat(Arrays.stream(uniforms).allMatch(u -> u > 0 && u < 1)).isTrue();
    }

    /** Correlation of neighbouring streams, 5 standard errors: fails by chance about once in 10⁵ seeds for 20 pairs. */
    @Test
    void neighbouringStreamsAreUncorrelated() {
        int n = 20_000;
        for (int pair = 0; pair < 20; pair++) {
            double[] a = new double[n];
            double[] b = new double[n];
            RandomStream.of(1, pair, Purpose.PUBLIC_POSITION).normals(a, n);
            RandomStream.of(1, pair + 1, Purpose.PUBLIC_POSITION).normals(b, n);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += a[i] * b[i];
            }
            assertThat(Math.abs(sum) / Math.sqrt(n)).isLessThan(5);
        }
    }
}
