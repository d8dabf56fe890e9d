package org.evalgap.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the points of a plan lie, and what its axes are called. */
class PlanPointsTest {
    private static final EnvironmentDesigner OWN = new EnvironmentDesigner() {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            throw new IllegalStateException("nobody trains here");
        }
    };

    private static SweepPlan between(Parameter parameter, double from, double to, Scale scale) {
        return SweepPlan.builder()
                .vary(Axis.between(parameter, from, to, scale))
                .design(Design.SOBOL, 4)
                .build();
    }

    /** Four whole numbers have a quarter of the way each, up or down; on a logarithmic scale the nearest is taken. */
    @ParameterizedTest
    @CsvSource({
        "2, 5, LINEAR, 0.001, 2",
        "2, 5, LINEAR, 0.249, 2",
        "2, 5, LINEAR, 0.251, 3",
        "2, 5, LINEAR, 0.999, 5",
        "5, 2, LINEAR, 0.001, 5",
        "5, 2, LINEAR, 0.251, 4",
        "5, 2, LINEAR, 0.999, 2",
        "1, 16, LOG, 0.5, 4",
        "1, 16, LOG, 0.3, 2",
        "16, 1, LOG, 0.25, 8"
    })
    void wholeNumbersOfARangeHaveEqualParts(double from, double to, Scale scale, double coordinate, int rounds) {
        assertThat(between(Parameter.ROUNDS, from, to, scale)
                        .scenarioAt(coordinate)
                        .rounds())
                .isEqualTo(rounds);
    }

    @Test
    void numbersOfARangeLieAtTheirShareOfTheWay() {
        assertThat(between(Parameter.BREADTH, 1, 3, Scale.LINEAR)
                        .scenarioAt(0.25)
                        .breadth())
                .isEqualTo(1.5);
        assertThat(between(Parameter.BREADTH, 3, 1, Scale.LINEAR)
                        .scenarioAt(0.25)
                        .breadth())
                .isEqualTo(2.5);
        assertThat(between(Parameter.BREADTH, 1, 4, Scale.LOG).scenarioAt(0.5).breadth())
                .isEqualTo(2);
    }

    @Test
    void aRangeHasFivePartsThatAreCalledByTheirEnds() {
        SweepPlan plan = between(Parameter.BREADTH, 1, 2, Scale.LINEAR);
        Axis axis = plan.axes().get(0);
        assertThat(axis.parameter()).contains(Parameter.BREADTH);
        assertThat(axis.continuous()).isTrue();
        assertThat(IntStream.range(0, axis.levels()).mapToObj(axis::label))
                .containsExactly("1 … 1.2", "1.2 … 1.4", "1.4 … 1.6", "1.6 … 1.8", "1.8 … 2");
        for (int i = 0; i < 4; i++) {
            double share = plan.point(i).scenario().breadth() - 1;
            assertThat(plan.levels(i)).containsExactly((int) (share * 5));
        }
    }

    /** Coordinates that a design may have are those of the open cube, one an axis. */
    @Test
    void coordinatesChooseLevelsAndChoicesByTheirShare() {
        SweepPlan plan = SweepPlan.builder()
                .vary(Parameter.BUDGET, 8, 64)
                .vary(Axis.choices(
                        "lab",
                        List.of(
                                new Axis.Choice("a", s -> s.withBreadth(2)),
                                new Axis.Choice("b", s -> s.withBreadth(3)),
                                new Axis.Choice("c", s -> s.withBreadth(5)))))
                .build();
        Scenario base = plan.scenario();
        assertThat(base).isEqualTo(Scenario.withDefaults());
        assertThat(plan.scenarioAt(0.49, 0.34)).isEqualTo(base.withBudget(8).withBreadth(3));
        assertThat(plan.scenarioAt(0.5, 0.99)).isEqualTo(base.withBudget(64).withBreadth(5));
        assertThat(plan.scenarioAt(Math.nextDown(1.0), Double.MIN_VALUE))
                .isEqualTo(base.withBudget(64).withBreadth(2));
        assertThatThrownBy(() -> plan.scenarioAt(0.5)).hasMessage("coordinates must be one an axis, 2: 1");
        for (double outside : new double[] {0, 1, -0.5, Double.NaN}) {
            assertThatThrownBy(() -> plan.scenarioAt(0.5, outside))
                    .hasMessage("coordinates must be in (0, 1): " + outside);
        }
        assertThatThrownBy(() -> plan.point(-1)).hasMessage("point must be in [0, 6): -1");
        assertThatThrownBy(() -> plan.point(6)).hasMessage("point must be in [0, 6): 6");
    }

    @Test
    void ownDesignersAreFoundInTheScenarioAndInChoices() {
        assertThat(SweepPlan.builder().build().hasOwnDesigner()).isFalse();
        assertThat(SweepPlan.builder()
                        .scenario(Scenario.withDefaults().withEnvironmentDesigner(OWN))
                        .build()
                        .hasOwnDesigner())
                .isTrue();
        Axis.Choice plain = new Axis.Choice("plain", s -> s.withRounds(2));
        Axis.Choice impossible = new Axis.Choice("impossible", s -> s.withRounds(-1));
        Axis.Choice own = new Axis.Choice("own", s -> s.withEnvironmentDesigner(OWN));
        assertThat(SweepPlan.builder()
                        .vary(Axis.choices("lab", List.of(plain, impossible, own)))
                        .build()
                        .hasOwnDesigner())
                .isTrue();
        assertThat(SweepPlan.builder()
                        .vary(Axis.choices("lab", List.of(plain, impossible)))
                        .vary(Parameter.BUDGET, 1, 2)
                        .build()
                        .hasOwnDesigner())
                .isFalse();
    }

    /** A grid of 10⁹ points, none of which can contradict itself for what is varied, is not looked through. */
    @Test
    void onlyAxesThatDecideAreLookedThrough() {
        SweepPlan plan = SweepPlan.builder()
                .vary(Axis.range(Parameter.BUDGET, 1, 2, 1000, Scale.LINEAR))
                .vary(Axis.range(Parameter.BREADTH, 1, 2, 1000, Scale.LINEAR))
                .vary(Axis.range(Parameter.EVAL_SPREAD, 1, 2, 1000, Scale.LINEAR))
                .build();
        assertThat(plan.requireConsistent().size()).isEqualTo(1_000_000_000L);
        SweepPlan choices = SweepPlan.builder()
                .scenario(Scenario.withDefaults().withEnvironments(8))
                .vary(Axis.choices(
                        "lab", List.of(new Axis.Choice("a", s -> s), new Axis.Choice("b", s -> s.withRounds(9)))))
                .build();
        assertThatThrownBy(choices::requireConsistent).hasMessageStartingWith("point 1 of the plan: ");
    }

    /** Every method hands the builder on, and a grid takes the place of another design. */
    @Test
    void aBuilderIsHandedOnFromStepToStep() {
        PublishedFigure figure = new PublishedFigure("all", Measure.PEAK_TIME, 0.5, 0.1, 4, "somebody");
        Precision precision = Precision.of(Map.of("peakTime", 0.1), 40);
        SweepPlan plan = SweepPlan.builder()
                .name("chain")
                .scenario(Scenario.withDefaults().withBreadth(2))
                .vary(Parameter.BUDGET, 1, 2)
                .design(Design.SOBOL, 1)
                .grid()
                .replicates(40)
                .precision(precision)
                .seed(9)
                .measures(Set.of(MeasureGroup.TRAJECTORY))
                .reference(List.of(figure))
                .baseline(Map.of("budget", 2))
                .build();
        assertThat(plan.name()).isEqualTo("chain");
        assertThat(plan.design()).isEqualTo(Design.GRID);
        assertThat(plan.size()).isEqualTo(2);
        assertThat(plan.replicates()).isEqualTo(40);
        assertThat(plan.mostReplicates()).isEqualTo(40);
        assertThat(plan.precision()).contains(precision);
        assertThat(plan.seed()).isEqualTo(9);
        assertThat(plan.reference()).containsExactly(figure);
        assertThat(plan.baseline(0)).hasValue(1);
        assertThat(figure.standardError()).isEqualTo(0.05);
        assertThatThrownBy(() -> SweepPlan.builder().precision(precision).build())
                .hasMessage("the precision of peakTime needs the measures trajectory");
        assertThatThrownBy(() -> SweepPlan.builder()
                        .measures(Set.of(MeasureGroup.TRAJECTORY))
                        .precision(precision)
                        .replicates(41)
                        .build())
                .hasMessageContaining("mostReplicates = 40 must be at least the replicates");
        assertThatThrownBy(() -> SweepPlan.builder().name(" ")).hasMessageContaining("must not be blank");
        assertThatThrownBy(() -> SweepPlan.builder().design(Design.GRID, 1)).hasMessageContaining("leave points out");
        assertThatThrownBy(() -> SweepPlan.builder().design(Design.SOBOL, 0))
                .hasMessage("points must be at least 1: 0");
    }

    @Test
    void aBaselineIsALevelAsANumberOrAsItsText() {
        for (Object level : List.of(0.125, "0.125", "1.25e-1")) {
            assertThat(baseline(level)).isEqualTo(1);
        }
        assertThat(baseline("0.333333")).as("a level's label, to six digits").isEqualTo(2);
        assertThat(baseline(1.0 / 3)).isEqualTo(2);
        for (Object none : List.of(0.3333331, "an eighth", "", 0)) {
            assertThatThrownBy(() -> baseline(none))
                    .hasMessage("baseline.breadth: breadth must be one of its levels, 4, 0.125, 0.333333: " + none);
        }
    }

    @Test
    void aBaselineOfChoicesIsALabel() {
        Map<String, UnaryOperator<Scenario>> labs = new LinkedHashMap<>();
        labs.put("1", s -> s.withBreadth(1));
        labs.put("2", s -> s.withBreadth(2));
        Axis axis = Axis.choices("lab", labs);
        assertThat(axis).hasToString("lab");
        SweepPlan plan =
                SweepPlan.builder().vary(axis).baseline(Map.of("lab", "2")).build();
        assertThat(plan.baseline(0)).hasValue(1);
        assertThat(plan.point(1).scenario().breadth()).isEqualTo(2);
        assertThatThrownBy(() -> SweepPlan.builder()
                        .vary(axis)
                        .baseline(Map.of("lab", 3))
                        .build())
                .hasMessage("baseline.lab: lab must be one of its levels, 1, 2: 3");
    }

    private static long baseline(Object level) {
        return SweepPlan.builder()
                .vary(Parameter.BREADTH, 4, 0.125, 1.0 / 3)
                .baseline(Map.of("breadth", level))
                .build()
                .baseline(0)
                .orElseThrow();
    }

    @Test
    void rangesThatCannotBeDividedAreRefused() {
        assertThat(Axis.range(Parameter.ROUNDS, 1, 2, 2, Scale.LINEAR).levels()).isEqualTo(2);
        assertThatThrownBy(() -> Axis.range(Parameter.ROUNDS, 1, 2, 1, Scale.LINEAR))
                .hasMessageContaining("must be 2 to 10000: 1; set the parameter instead of varying it");
        assertThatThrownBy(() -> Axis.between(Parameter.SHIFT, 2, 0, Scale.LOG))
                .hasMessageContaining("must lie above 0: from 2 to 0");
        assertThatThrownBy(() -> Axis.between(Parameter.SHIFT, 0, 2, Scale.LOG))
                .hasMessageContaining("must lie above 0: from 0 to 2");
        assertThatThrownBy(() -> Axis.between(Parameter.BREADTH, -1, 2, Scale.LINEAR))
                .hasMessageContaining("breadth must be");
        assertThatThrownBy(() -> Axis.between(Parameter.BREADTH, 1, -2, Scale.LINEAR))
                .hasMessageContaining("breadth must be");
        for (Design design : List.of(Design.SOBOL, Design.LATIN_HYPERCUBE)) {
            assertThatThrownBy(() -> design.pointSet(1, 0, 1)).hasMessage("a design needs an axis and a point: 1, 0");
        }
        assertThatThrownBy(() -> Design.SOBOL.pointSet(1, 1L << 31, 1)).hasMessageContaining("use latin-hypercube");
        assertThat(Design.SOBOL.pointSet(1000, Integer.MAX_VALUE, 1)).isNotNull();
        PointSet three = Design.LATIN_HYPERCUBE.pointSet(1, 3, 1);
        for (long outside : new long[] {-1, 3}) {
            assertThatThrownBy(() -> three.point(outside, new double[1]))
                    .hasMessage("point must be in [0, 3): " + outside);
        }
    }
}
