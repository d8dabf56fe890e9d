package org.evalgap.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.random.Purpose;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSet;
import org.evalgap.task.TaskSource;
import org.junit.jupiter.api.Test;

/**
 * What a designer of one's own can do with its brief, through the simulator. A statistical test at level 1e-4 fails by chance
 * once in 10,000 seeds; the seed is fixed.
 */
class DesignBriefTest {
    private static final double LEVEL = 1e-4;

    private static final Scenario PLANE = Scenario.withDefaults()
            .withDimension(2)
            .withEnvironments(12)
            .withPublicItems(10)
            .withFreshItems(10)
            .withWorkTasks(10);

    /** Something that is done with a brief and a sheet. */
    private interface Deed {
        void with(DesignBrief brief, EnvironmentSheet sheet);
    }

    /** Designs as usual, after something else was done. */
    private record After(String name, Deed deed) implements EnvironmentDesigner {
        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            deed.with(brief, sheet);
            InspiredDesigner.INSTANCE.design(brief, sheet);
        }
    }

    private static void design(Scenario scenario, long replicate, Deed deed) {
        Simulator.ofScores().simulate(scenario.withEnvironmentDesigner(new After("after", deed)), 5, replicate);
    }

    /** Two Kolmogorov–Smirnov tests of positions, one of difficulties; 5,000 numbers each. */
    @Test
    void itDrawsFromWhatIsImaginedOnStreamsOfItsOwn() {
        Scenario s = PLANE.withImagined(GaussianMixture.single(new double[] {3, -1}, 0.5, 2, 0.25));
        design(s, 0, (brief, sheet) -> {
            assertThat(brief.dimension()).isEqualTo(2);
            assertThat(brief.imagined()).isEqualTo(s.world().imagined());
            TaskSet many = brief.draw(brief.imagined(), brief.stream(1), 5000);
            double[][] numbers = new double[3][5000];
            for (int i = 0; i < 5000; i++) {
                numbers[0][i] = (many.position(i, 0) - 3) / 0.5;
                numbers[1][i] = (many.position(i, 1) + 1) / 0.5;
                numbers[2][i] = (many.difficulty(i) - 2) / 0.25;
                assertThat(many.format(i, 1)).isZero();
                assertThat(many.weight(i)).isEqualTo(1);
            }
            for (double[] sample : numbers) {
                assertThat(new KolmogorovSmirnovTest()
                                .kolmogorovSmirnovTest(new NormalDistribution(null, 0, 1), sample))
                        .isGreaterThan(LEVEL);
            }
            TaskSet few = brief.draw(brief.imagined(), brief.stream(1), 7);
            for (int i = 0; i < 7; i++) {
                assertThat(few.position(i)).isEqualTo(many.position(i));
            }
        });
    }

    /** Weights 0, 1, 2, 3 as frequencies: a χ² test of 6,000 draws; formats go with their tasks. */
    @Test
    void itDrawsFromExplicitSetsByWeight() {
        TaskSet.Builder set = TaskSet.builder(2);
        for (int i = 0; i < 4; i++) {
            set.add(new double[] {i, 0}, i, i % 2, i, "t" + i);
        }
        TaskSource source = set.build();
        design(PLANE, 0, (brief, sheet) -> {
            TaskSet drawn = brief.draw(source, brief.stream(3), 6000);
            long[] seen = new long[4];
            for (int i = 0; i < drawn.size(); i++) {
                int task = (int) drawn.position(i, 0);
                seen[task]++;
                assertThat(drawn.format(i, -1)).isEqualTo(task % 2);
            }
            assertThat(seen[0]).isZero();
            assertThat(new ChiSquareTest().chiSquareTest(new double[] {1, 2, 3}, Arrays.copyOfRange(seen, 1, 4)))
                    .isGreaterThan(LEVEL);
        });
    }

    @Test
    void itsStreamsAreItsOwn() {
        List<Long> bits = new ArrayList<>();
        Deed collect = (brief, sheet) -> {
            for (int number = 0; number < 30; number++) {
                bits.add(brief.stream(number).bits(0));
            }
            for (Purpose purpose : Purpose.values()) {
                bits.add(brief.stream(purpose, 0).bits(0));
            }
        };
        design(PLANE.withRounds(2).withCandidates(2), 0, collect);
        design(PLANE, 1, collect);
        assertThat(bits).hasSize(5 * (30 + Purpose.values().length)).doesNotHaveDuplicates();
        List<Long> first = List.copyOf(bits);
        bits.clear();
        design(PLANE, 0, collect);
        assertThat(bits).isEqualTo(first.subList(0, bits.size()));
    }

    /** Somebody who makes every environment of the model's designer a logit harder. */
    private record Harder(EnvironmentSheet sheet) implements EnvironmentSheet {
        @Override
        public int from() {
            return sheet.from();
        }

        @Override
        public int to() {
            return sheet.to();
        }

        @Override
        public void write(int j, double[] position, double difficulty, int format) {
            sheet.write(j, position, difficulty + 1, format);
        }
    }

    /** Harder by a logit and more competent by a logit is the same training: exactly, as differences of whole numbers are. */
    @Test
    void aSheetCanBePutBeforeTheEnginesOwn() {
        EnvironmentDesigner harder = new EnvironmentDesigner() {
            @Override
            public String name() {
                return "harder";
            }

            @Override
            public void design(DesignBrief brief, EnvironmentSheet sheet) {
                brief.designAsUsual(new Harder(sheet));
            }
        };
        Scenario s = PLANE.withRounds(3).withDifficultySpread(0);
        var usual = Simulator.ofEverything().simulate(s, 2, 0);
        var made = Simulator.ofEverything().simulate(s.withEnvironmentDesigner(harder), 2, 0);
        var easier = Simulator.ofEverything().simulate(s.withDifficultyMean(-1).withEnvironmentDesigner(harder), 2, 0);
        assertThat(made.get(org.evalgap.measure.Measure.POLICY_DIVERGENCE))
                .isNotEqualTo(usual.get(org.evalgap.measure.Measure.POLICY_DIVERGENCE));
        assertThat(easier.get(org.evalgap.measure.Measure.POLICY_DIVERGENCE))
                .isEqualTo(usual.get(org.evalgap.measure.Measure.POLICY_DIVERGENCE));
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        TaskSource line = GaussianMixture.single(new double[] {0}, 1, 0, 1);
        design(PLANE, 0, (brief, sheet) -> {
            assertThatThrownBy(() -> brief.draw(brief.imagined(), brief.stream(0), 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tasks must be at least 1: 0");
            assertThatThrownBy(() -> brief.draw(line, brief.stream(0), 5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("= 2: 1");
        });
    }
}
