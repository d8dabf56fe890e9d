package org.evalgap.internal.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.evalgap.internal.kernel.Points;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSet;
import org.evalgap.task.TaskSource;
import org.junit.jupiter.api.Test;

/** Draws from task sources. A statistical test at level 1e-4 fails by chance once in 10,000 seeds; seeds are fixed. */
class TaskDrawTest {
    private static final double LEVEL = 1e-4;
    private static final double[] WEIGHTS = {1, 0, 2, 3, 0, 4};

    private final TaskDraw draw = new TaskDraw();

    /** Task i lies at i and has difficulty 10 i. */
    private static TaskSet numbered(double... weights) {
        TaskSet.Builder builder = TaskSet.builder(1);
        for (int i = 0; i < weights.length; i++) {
            builder.add(new double[] {i}, 10 * i, null, weights[i], "t" + i);
        }
        return builder.build();
    }

    private Points[] eval(TaskSource source, long replicate, int n, int fresh) {
        Points[] out = {new Points(), new Points()};
        draw.drawEval(source, 7, replicate, n, fresh, out[0], out[1]);
        return out;
    }

    /**
     * The smallest exponential keys draw one after another in proportion to what is left (Efraimidis, Spirakis 2006): the pair
     * i, j comes with v_i/V · v_j/(V − v_i) + v_j/V · v_i/(V − v_j), and the deal puts either first with probability ½.
     */
    @Test
    void evalItemsAreDrawnWithoutReplacementByWeightAndDealtAtRandom() {
        double total = 10;
        double[] expected = new double[36];
        long[] seen = new long[36];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                double v = WEIGHTS[i];
                double w = WEIGHTS[j];
                expected[6 * i + j] = i == j ? 0 : (v / total * w / (total - v) + w / total * v / (total - w)) / 2;
            }
        }
        TaskSet set = numbered(WEIGHTS);
        for (int replicate = 0; replicate < 20_000; replicate++) {
            Points[] drawn = eval(set, replicate, 1, 1);
            seen[6 * (int) drawn[0].position[0][0] + (int) drawn[1].position[0][0]]++;
        }
        int[] possible = java.util.stream.IntStream.range(0, 36)
                .filter(k -> expected[k] > 0)
                .toArray();
        assertThat(Arrays.stream(possible).mapToLong(k -> seen[k]).sum()).isEqualTo(20_000);
        assertThat(new ChiSquareTest()
                        .chiSquareTest(
                                Arrays.stream(possible)
                                        .mapToDouble(k -> expected[k])
                                        .toArray(),
                                Arrays.stream(possible).mapToLong(k -> seen[k]).toArray()))
                .isGreaterThan(LEVEL);
    }

    @Test
    void noItemIsDrawnTwiceAndDrawnItemsHaveEqualWeight() {
        for (int replicate = 0; replicate < 200; replicate++) {
            Points[] drawn = eval(numbered(5, 1, 0, 0.1, 7, 3, 1e-12), replicate, 2, 4);
            Set<Double> seen = new HashSet<>();
            for (Points points : drawn) {
                assertThat(points.weight).isNull();
                for (int i = 0; i < points.size(); i++) {
                    assertThat(seen.add(points.position[0][i])).isTrue();
                    assertThat(points.difficulty[i]).isEqualTo(10 * points.position[0][i]);
                }
            }
            assertThat(seen).doesNotContain(2.0);
        }
    }

    /** −ln u / v overflows for the smallest weights: they still come before weight 0. */
    @Test
    void weightZeroIsNeverDrawnEvenBesideTheSmallestWeights() {
        for (int replicate = 0; replicate < 50; replicate++) {
            Points[] drawn = eval(numbered(0, 0, 1e-320, 1, Double.MIN_VALUE), replicate, 1, 2);
            assertThat(List.of(drawn[0].position[0][0], drawn[1].position[0][0], drawn[1].position[0][1]))
                    .containsExactlyInAnyOrder(2.0, 3.0, 4.0);
        }
    }

    @Test
    void tooFewItemsAreRefusedWithBothNumbers() {
        assertThatThrownBy(() -> eval(numbered(WEIGHTS), 0, 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("publicItems + freshItems = 5")
                .hasMessageContaining("weight above 0: 4");
    }

    @Test
    void workAndDesignersDrawWithReplacementByWeight() {
        int n = 20_000;
        TaskSet set = numbered(WEIGHTS);
        Points work = new Points();
        draw.drawWork(set, 7, 0, n, work);
        Points imagined = new Points();
        imagined.resize(n, 1);
        draw.drawDesigner(set, 7, 0, 1, 2, imagined);
        for (Points points : List.of(work, imagined)) {
            long[] seen = new long[6];
            for (int i = 0; i < n; i++) {
                seen[(int) points.position[0][i]]++;
            }
            assertThat(seen[1]).isZero();
            assertThat(seen[4]).isZero();
            assertThat(new ChiSquareTest()
                            .chiSquareTest(
                                    new double[] {.1, .2, .3, .4}, new long[] {seen[0], seen[2], seen[3], seen[5]}))
                    .isGreaterThan(LEVEL);
        }
        assertThat(work.position[0]).isNotEqualTo(imagined.position[0]);
    }

    @Test
    void aMissingFormatIsThatOfThePlace() {
        TaskSet set = TaskSet.builder(1)
                .add(new double[] {0}, 0, null, 1, "none")
                .add(new double[] {1}, 0, 0, 1, "plain")
                .add(new double[] {2}, 0, 1, 1, "eval")
                .build();
        Points[] drawn = eval(set, 3, 1, 2);
        for (Points points : drawn) {
            for (int i = 0; i < points.size(); i++) {
                assertThat(points.format[i]).isEqualTo(points.position[0][i] == 1 ? 0 : 1);
            }
        }
        Points work = new Points();
        draw.drawWork(set, 7, 0, 100, work);
        for (int i = 0; i < 100; i++) {
            assertThat(work.format[i]).isEqualTo(work.position[0][i] == 2 ? 1 : 0);
        }
    }

    private static final GaussianMixture MIXTURE = GaussianMixture.of(List.of(
            new GaussianMixture.Component(1, new double[] {-100, 0}, 0.5, -3, 0.2),
            new GaussianMixture.Component(2, new double[] {0, 50}, 2, 0, 1),
            new GaussianMixture.Component(5, new double[] {100, 7}, 1, 4, 0)));

    /** One χ² and eight Kolmogorov–Smirnov tests: fails by chance once in 1,100 seeds. */
    @Test
    void mixturesDrawComponentsByWeightAndTasksFromThem() {
        int n = 16_000;
        Points work = new Points();
        draw.drawWork(MIXTURE, 11, 0, n, work);
        long[] seen = new long[3];
        double[][][] standard = new double[3][3][n];
        for (int i = 0; i < n; i++) {
            int c = (int) Math.round(work.position[0][i] / 100) + 1;
            GaussianMixture.Component component = MIXTURE.components().get(c);
            int k = (int) seen[c]++;
            standard[c][0][k] = (work.position[0][i] - component.mean()[0]) / component.spread();
            standard[c][1][k] = (work.position[1][i] - component.mean()[1]) / component.spread();
            standard[c][2][k] = component.difficultySpread() == 0
                    ? work.difficulty[i]
                    : (work.difficulty[i] - component.difficultyMean()) / component.difficultySpread();
        }
        assertThat(new ChiSquareTest().chiSquareTest(new double[] {1, 2, 5}, seen))
                .isGreaterThan(LEVEL);
        KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
        var normal = new org.apache.commons.math3.distribution.NormalDistribution(null, 0, 1);
        for (int c = 0; c < 3; c++) {
            for (int what = 0; what < 3; what++) {
                double[] sample = Arrays.copyOf(standard[c][what], (int) seen[c]);
                if (c == 2 && what == 2) {
                    assertThat(sample).containsOnly(4.0);
                } else {
                    assertThat(test.kolmogorovSmirnovTest(normal, sample)).isGreaterThan(LEVEL);
                }
            }
        }
    }

    @Test
    void growingASetKeepsTheFirstTasksToTheBit() {
        for (TaskSource source :
                List.of(MIXTURE, GaussianMixture.single(new double[] {1, 2}, 0.3, 0, 1), numbered2(WEIGHTS))) {
            Points few = new Points();
            Points many = new Points();
            draw.drawWork(source, 5, 2, 9, few);
            draw.drawWork(source, 5, 2, 1021, many);
            assertFirst(few, many);
            few.resize(9, 2);
            many.resize(1021, 2);
            draw.drawDesigner(source, 5, 2, 0, 0, few);
            draw.drawDesigner(source, 5, 2, 0, 0, many);
            assertFirst(few, many);
        }
        Points[] small = eval(MIXTURE, 1, 9, 7);
        Points[] large = eval(MIXTURE, 1, 207, 63);
        assertFirst(small[0], large[0]);
        assertFirst(small[1], large[1]);
    }

    private static TaskSet numbered2(double... weights) {
        TaskSet.Builder builder = TaskSet.builder(2);
        for (int i = 0; i < weights.length; i++) {
            builder.add(new double[] {i, -i}, i, null, weights[i], "t" + i);
        }
        return builder.build();
    }

    private static void assertFirst(Points few, Points many) {
        int n = few.size();
        for (int d = 0; d < few.dimension(); d++) {
            assertThat(Arrays.copyOf(few.position[d], n)).isEqualTo(Arrays.copyOf(many.position[d], n));
        }
        assertThat(Arrays.copyOf(few.difficulty, n)).isEqualTo(Arrays.copyOf(many.difficulty, n));
        assertThat(Arrays.copyOf(few.format, n)).isEqualTo(Arrays.copyOf(many.format, n));
    }

    /** Twin: the first end above u times the total, by a plain scan. */
    @Test
    void pickingInvertsTheDistributionFunction() {
        double[] ends = {0, 1, 1, 3, 3, 3, 6, 6};
        for (int k = 0; k <= 1200; k++) {
            double u = Math.min((k + 0.5) / 1200, 1 - 0x1p-53);
            int expected = 0;
            while (!(ends[expected] > u * 6)) {
                expected++;
            }
            assertThat(TaskDraw.pick(ends, u)).isEqualTo(expected).isIn(1, 3, 6);
        }
        // u·total may round to the total: never a tail of weight 0.
        assertThat(TaskDraw.pick(new double[] {0.1, 0.3, 0.3}, Math.nextDown(1.0)))
                .isEqualTo(1);
    }
}
