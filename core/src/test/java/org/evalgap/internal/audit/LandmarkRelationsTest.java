package org.evalgap.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.evalgap.learner.GeneralizationKernel;
import org.evalgap.task.MisfitException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Landmarks against the engine's loops. */
class LandmarkRelationsTest {
    private static final GeneralizationKernel KERNEL = new GeneralizationKernel(2.5, 0.8, 0.4, 0.2);
    private static final int M = 600;

    private static Block environments;
    private static ExactRelations exact;

    @BeforeAll
    static void relations() {
        environments = BlockRelationsTest.block(M, 80, 4);
        exact = new ExactRelations(environments, KERNEL);
    }

    private static double furthest(LandmarkRelations found, int sides) {
        double[][] x = BlockRelationsTest.vectors(sides, M);
        double[][] expected = new double[sides][M];
        double[][] out = new double[sides][M];
        exact.multiply(x, expected, sides);
        found.multiply(x, out, sides);
        double largest = 0;
        for (int r = 0; r < sides; r++) {
            for (int j = 0; j < M; j++) {
                largest = Math.max(largest, Math.abs(expected[r][j] - out[r][j]));
            }
        }
        return largest;
    }

    /** Where every environment is a landmark nothing is missed but for the ridge and rounding. */
    @Test
    void withAllLandmarksNothingIsMissed() {
        assertThat(furthest(new LandmarkRelations(environments, KERNEL, 2, M), 3))
                .isLessThan(5e-3);
    }

    /** Fewer miss more, and say how much: what is said of 64 environments holds of all 600 but for a factor of four. */
    @Test
    void whatIsMissedIsMeasured() {
        double[] ones = BlockRelationsTest.vectors(1, M)[0];
        double before = Double.POSITIVE_INFINITY;
        for (int count : new int[] {20, 100, 300}) {
            LandmarkRelations found = new LandmarkRelations(environments, KERNEL, 2, count);
            double said = found.error(ones);
            assertThat(furthest(found, 1)).isBetween(said * 0.99, said * 4);
            assertThat(said).isLessThan(before);
            before = said;
        }
        // A product with numbers in (0, 1) is about 60 here.
        assertThat(before).isLessThan(0.3);
    }

    /** Every tenth row is a copy: 60 pairs, and the diagonal, are the engine's; without a broad part nothing else is there. */
    @Test
    void whatIsLearnedByHeartIsExact() {
        GeneralizationKernel memory = new GeneralizationKernel(1, 1, 0.05, 0);
        LandmarkRelations found = new LandmarkRelations(environments, memory, 2, 100);
        assertThat(found.pairs()).isEqualTo(60);
        double[][] x = BlockRelationsTest.vectors(2, M);
        double[][] out = new double[2][M];
        found.multiply(x, out, 2);
        for (int j = 0; j < M; j++) {
            double twin = j % 10 == 9 ? x[1][j - 9] : j % 10 == 0 ? x[1][j + 9] : 0;
            assertThat(out[1][j]).isCloseTo(x[1][j] + twin, within(2e-4));
        }
        assertThat(found.error(x[1])).isLessThan(3e-4);
        assertThat(found.largestRowSum()).isCloseTo(2, within(1e-4));
    }

    @Test
    void theBitsDoNotDependOnThreads() {
        double[][] x = BlockRelationsTest.vectors(3, M);
        double[][] one = new double[3][M];
        double[][] several = new double[3][M];
        new LandmarkRelations(environments, KERNEL, 1, 90).multiply(x, one, 3);
        new LandmarkRelations(environments, KERNEL, 4, 90).multiply(x, several, 3);
        assertThat(several).isDeepEqualTo(one);
    }

    /** Memory of a width that holds everything: 7,000 rows have 24 million pairs. */
    @Test
    void tooManyPairsAreRefused() {
        Block many = BlockRelationsTest.block(7000, 4, 1);
        GeneralizationKernel wide = new GeneralizationKernel(1, 1, 100, 0);
        assertThatThrownBy(() -> new LandmarkRelations(many, wide, 2))
                .isInstanceOf(MisfitException.class)
                .hasMessageContaining("memorizationScale reaches more than 20,000,000 pairs");
    }
}
