package org.evalgap.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.evalgap.Scenario;
import org.evalgap.learner.GeneralizationKernel;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

/** Blocks of single precision against the engine's loops, whose error is 2e-11, and plain searches. */
class BlockRelationsTest {
    private static final GeneralizationKernel KERNEL = new GeneralizationKernel(1, 0.7, 0.4, 0.2);

    /** Rows of length about 1, with a copy of another row every tenth. */
    static Block block(int n, int axes, long seed) {
        RandomStream stream = RandomStream.of(seed, 0, Purpose.STUDY);
        double[][] rows = new double[n][axes];
        double[] format = new double[n];
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < axes; d++) {
                rows[i][d] = 3 + stream.normal((long) i * axes + d) / Math.sqrt(axes) * (d < 4 ? 3 : 1);
            }
            if (i % 10 == 9) {
                rows[i] = rows[i - 9].clone();
            }
            format[i] = i % 3 == 0 ? 1 : 0;
        }
        return new Block(new Given(rows), new double[n], format, format);
    }

    private record Given(double[][] given) implements Block.Rows {
        @Override
        public int size() {
            return given.length;
        }

        @Override
        public int dimension() {
            return given[0].length;
        }

        @Override
        public void row(int i, double[] out) {
            System.arraycopy(given[i], 0, out, 0, given[i].length);
        }
    }

    static double[][] vectors(int sides, int n) {
        RandomStream stream = RandomStream.of(5, 0, Purpose.STUDY);
        double[][] x = new double[sides][n];
        for (int r = 0; r < sides; r++) {
            for (int i = 0; i < n; i++) {
                x[r][i] = stream.uniform((long) r * n + i);
            }
        }
        return x;
    }

    /** Sizes around tiles of 256 and sums of 128; entries within 2e-5, sums of n within 2e-5 n/2. */
    @Test
    void productsAreThoseOfTheEngine() {
        for (int m : new int[] {1, 3, 127, 256, 257, 700}) {
            Block environments = block(m, 101, 1);
            ExactRelations exact = new ExactRelations(environments, KERNEL, false);
            BlockRelations blocks = new BlockRelations(environments, KERNEL, 2);
            for (int sides : new int[] {1, 2, 3}) {
                double[][] x = vectors(sides, m);
                double[][] expected = new double[sides][m];
                double[][] found = new double[sides][m];
                exact.multiply(x, expected, sides);
                blocks.multiply(x, found, sides);
                for (int r = 0; r < sides; r++) {
                    assertThat(found[r]).containsExactly(expected[r], within(1e-5 * m + 1e-5));
                }
            }
            assertThat(blocks.largestRowSum()).isCloseTo(exact.largestRowSum(), within(2e-5 * m));
            assertThat(BlockRelations.kernelError(environments.rows(), KERNEL)).isLessThan(2e-5);
        }
    }

    @Test
    void stripsAreThoseOfTheEngine() {
        Block environments = block(300, 101, 1);
        Block tasks = block(53, 101, 2);
        double[] w = vectors(1, 300)[0];
        double[] shares = vectors(1, 300)[0].clone();
        Arrays.fill(shares, 0, 200, 0);
        Strip exact = new ExactRelations(environments, KERNEL, false).strip(tasks);
        Strip blocks = new BlockRelations(environments, KERNEL, 2).strip(tasks);
        double[][] expected = new double[4][53];
        double[][] found = new double[4][53];
        for (double[][] out : new double[][][] {expected, found}) {
            Strip strip = out == expected ? exact : blocks;
            strip.gains(w, out[0]);
            strip.nearest(shares, out[1]);
            strip.parts(new double[][] {w}, new double[][] {out[2]}, new double[][] {out[3]});
        }
        for (int k = 0; k < 4; k++) {
            assertThat(found[k]).containsExactly(expected[k], within(2e-3));
        }
        double[][] values = vectors(2, 53);
        double[][] pulled = new double[2][300];
        double[][] same = new double[2][300];
        exact.pull(values, pulled);
        blocks.pull(values, same);
        assertThat(same[1]).containsExactly(pulled[1], within(1e-3));
        Strip.Two two = exact.nearestTwo(shares);
        assertThat(blocks.nearestTwo(shares).first()).containsExactly(two.first(), within(2e-3));
        assertThat(blocks.nearestTwo(shares).second()).containsExactly(two.second(), within(2e-3));
        assertThat(two.first()).containsExactly(expected[1], within(1e-9));
        Strip.Teachers teachers = exact.teachers(w, 3);
        Strip.Teachers alike = blocks.teachers(w, 3);
        for (int i = 0; i < 53; i++) {
            assertThat(alike.terms()[i]).containsExactly(teachers.terms()[i], within(2e-5));
            assertThat(alike.memorized()[i]).containsExactly(teachers.memorized()[i], within(2e-5));
        }
    }

    @Test
    void theBitsDoNotDependOnThreads() {
        Block environments = block(600, 70, 1);
        double[][] x = vectors(3, 600);
        double[][] one = new double[3][600];
        double[][] several = new double[3][600];
        BlockRelations alone = new BlockRelations(environments, KERNEL, 1);
        BlockRelations crowd = new BlockRelations(environments, KERNEL, 5);
        alone.multiply(x, one, 3);
        crowd.multiply(x, several, 3);
        assertThat(several).isDeepEqualTo(one);
        Block tasks = block(40, 70, 3);
        double[][] out = new double[2][40];
        alone.strip(tasks).gains(x[0], out[0]);
        crowd.strip(tasks).gains(x[0], out[1]);
        assertThat(out[1]).isEqualTo(out[0]);
    }

    /** A plain search: ties are found however rows are measured. */
    @Test
    void theNearestRowsAreThoseOfAPlainSearch() {
        Given to = (Given) block(500, 80, 1).rows();
        Given from = (Given) block(150, 80, 2).rows();
        for (Nearest found : List.of(Nearest.find(from, to, 2), Nearest.byBlocks(from, to, 2))) {
            for (int i = 0; i < from.size(); i++) {
                double least = Double.POSITIVE_INFINITY;
                for (int k = 0; k < to.size(); k++) {
                    least = Math.min(least, Distances.between(from, i, to, k));
                }
                assertThat(found.distance[i]).isCloseTo(least, within(1e-12));
                for (int k : found.rows[i]) {
                    assertThat(Distances.between(from, i, to, k)).isCloseTo(least, within(1e-12));
                }
                int first = found.rows[i][0];
                if (first % 10 == 0 && first + 9 < to.size()) {
                    assertThat(found.rows[i]).contains(first + 9);
                }
            }
        }
        assertThat(Nearest.other(to, 1).distance[9]).isZero();
    }

    /** What strips have measured leads to the same votes as measuring again, ties and pieces of 512 environments included. */
    @Test
    void votesByKnownDistancesAreThoseOfASearch() {
        Block environments = block(600, 80, 1);
        Block first = block(31, 80, 1);
        Block second = block(40, 80, 2);
        BlockRelations relations = new BlockRelations(environments, KERNEL, 2);
        Votes known = Votes.known(scored(relations, first), scored(relations, second), environments.rows(), 2);
        Votes found = Votes.count(Block.Rows.joined(first.rows(), second.rows()), environments.rows(), 1);
        assertThat(known).isNotNull();
        assertThat(known.votes()).isEqualTo(found.votes());
        for (int j = 0; j < 600; j++) {
            assertThat(known.nearest(j)).isEqualTo(found.nearest(j));
            assertThat(known.distance(j)).isCloseTo(found.distance(j), within(1e-12));
        }
        Relations exact = new ExactRelations(environments, KERNEL, false);
        assertThat(Votes.known(scored(exact, first), scored(exact, second), environments.rows(), 1))
                .isNull();
    }

    private static ScoredSet scored(Relations relations, Block tasks) {
        return new ScoredSet(tasks, relations.strip(tasks), Scenario.withDefaults());
    }
}
