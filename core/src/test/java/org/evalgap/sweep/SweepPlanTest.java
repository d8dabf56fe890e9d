package org.evalgap.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.learner.SampledTrainer;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.reading.EntryException;
import org.evalgap.sweep.run.SweepColumns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SweepPlanTest {
    private static List<Scenario> scenarios(SweepPlan plan) {
        return LongStream.range(0, plan.size())
                .mapToObj(i -> plan.point(i).scenario())
                .toList();
    }

    /** A map that keeps the order of its entries, unlike {@code Map.of}. */
    private static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }

    @Test
    void aPlanWithoutEntriesIsTheDefaultAlone() {
        SweepPlan plan = SweepPlan.from(Map.of());
        assertThat(scenarios(plan)).containsExactly(Scenario.withDefaults());
        assertThat(plan.replicates()).isEqualTo(1);
        assertThat(plan.measures()).containsExactly(MeasureGroup.SCORES);
    }

    @Test
    void aGridHasEveryCombinationWithTheLastAxisFastest() {
        SweepPlan plan = SweepPlan.from(map(
                "name",
                "grid",
                "scenario",
                map("breadth", 2.0, "environments", 64L),
                "vary",
                map("budget", List.of(8, 64), "inspiration", map("from", 0, "to", 1, "steps", 3L)),
                "replicates",
                4L,
                "seed",
                -9L,
                "measures",
                List.of("trajectory")));
        Scenario base = Scenario.withDefaults().withBreadth(2).withEnvironments(64);
        List<Scenario> expected = new ArrayList<>();
        for (double budget : new double[] {8, 64}) {
            for (double inspiration : new double[] {0, 0.5, 1}) {
                expected.add(base.withBudget(budget).withInspiration(inspiration));
            }
        }
        assertThat(scenarios(plan)).isEqualTo(expected);
        assertThat(plan.levels(4)).containsExactly(1, 1);
        assertThat(plan.name()).isEqualTo("grid");
        assertThat(plan.seed()).isEqualTo(-9);
        assertThat(plan.measures()).containsExactlyInAnyOrder(MeasureGroup.SCORES, MeasureGroup.TRAJECTORY);
    }

    @Test
    void stepsOfRangesAreRoundNumbersWithExactEnds() {
        assertThat(values(Axis.range(Parameter.INSPIRATION, 0, 0.7, 8, Scale.LINEAR)))
                .containsExactly(0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);
        assertThat(values(Axis.range(Parameter.BUDGET, 0.1, 1000, 5, Scale.LOG)))
                .containsExactly(0.1, 1, 10, 100, 1000);
        assertThat(values(Axis.range(Parameter.ENVIRONMENTS, 1, 64, 4, Scale.LOG)))
                .containsExactly(1, 4, 16, 64);
        assertThat(values(Axis.range(Parameter.BREADTH, 3, 1, 3, Scale.LINEAR))).containsExactly(3, 2, 1);
        assertThatThrownBy(() -> Axis.range(Parameter.ENVIRONMENTS, 1, 4, 9, Scale.LINEAR))
                .hasMessageContaining("use fewer");
    }

    private static double[] values(Axis axis) {
        SweepPlan plan = SweepPlan.builder().vary(axis).build();
        return scenarios(plan).stream()
                .mapToDouble(s -> s.get(axis.parameter().orElseThrow()))
                .toArray();
    }

    @Test
    void chosenPointsSpreadEvenlyOnTheScaleOfEachAxis() {
        SweepPlan plan = SweepPlan.from(map(
                "vary",
                map(
                        "budget", map("from", 1, "to", 10000, "scale", "log"),
                        "rounds", map("from", 2, "to", 5),
                        "memorization", List.of(0, 0.9)),
                "design",
                "sobol",
                "points",
                256L));
        List<Scenario> scenarios = scenarios(plan);
        // A Sobol' sequence of 2ᵏ points fills each quarter and each half equally.
        for (double decade : new double[] {1, 10, 100, 1000}) {
            assertThat(scenarios)
                    .filteredOn(s -> s.budget() >= decade && s.budget() < 10 * decade)
                    .hasSize(64);
        }
        for (int rounds = 2; rounds <= 5; rounds++) {
            int r = rounds;
            assertThat(scenarios).filteredOn(s -> s.rounds() == r).hasSize(64);
        }
        assertThat(scenarios).filteredOn(s -> s.memorization() == 0.9).hasSize(128);
    }

    @Test
    void aMapOfSettingsVariesParametersTogether() {
        SweepPlan plan = SweepPlan.from(map(
                "scenario", map("environments", 32L),
                "vary",
                        map(
                                "lab",
                                map(
                                        "one", map("candidates", 1L, "budget", 4096L),
                                        "four", map("candidates", 4L, "budget", 1024L, "trainer", "sampled")),
                                "rounds",
                                List.of(1, 2))));
        Scenario base = Scenario.withDefaults().withEnvironments(32);
        Scenario one = base.withBudget(4096);
        Scenario four = base.withCandidates(4).withTrainer(SampledTrainer.INSTANCE);
        assertThat(scenarios(plan)).containsExactly(one, one.withRounds(2), four, four.withRounds(2));
        assertThat(plan.point(2).choices()).containsExactly("four");
        plan = SweepPlan.from(map(
                "vary",
                map("preset", List.of("narrow"), "lab", map("one", map("candidates", 2L)), "breadth", List.of(3))));
        assertThat(scenarios(plan))
                .containsExactly(Preset.NARROW.scenario().withCandidates(2).withBreadth(3));
    }

    @Test
    void presetsKeepWhatTheScenarioSaysAndOtherAxesWin() {
        SweepPlan plan = SweepPlan.from(map(
                "scenario", map("environments", 32L),
                "vary", map("budget", List.of(7, 8), "preset", List.of("narrow", "broad"))));
        Scenario narrow = Preset.NARROW.scenario().withEnvironments(32);
        Scenario broad = Preset.BROAD.scenario().withEnvironments(32);
        assertThat(scenarios(plan))
                .containsExactly(narrow.withBudget(7), broad.withBudget(7), narrow.withBudget(8), broad.withBudget(8));
        assertThat(plan.point(3).choices()).containsExactly("broad");
        assertThat(scenarios(SweepPlan.from(map("scenario", "broad")))).containsExactly(Preset.BROAD.scenario());
    }

    @Test
    void publishedFiguresAreRead() {
        SweepPlan plan = SweepPlan.from(map(
                "reference",
                map(
                        "source",
                        "somebody 2024",
                        "figures",
                        List.of(map(
                                "name", "all", "measure", "inflation", "mean", 0.021, "sd", 0.025, "count", 63L)))));
        assertThat(plan.reference())
                .containsExactly(new PublishedFigure("all", Measure.INFLATION, 0.021, 0.025, 63, "somebody 2024"));
    }

    static Stream<Arguments> badPlans() {
        return Stream.of(
                Arguments.of(map("varry", map()), "varry", "did you mean \"vary\"?"),
                Arguments.of(map("vary", map("breadht", List.of(1))), "vary.breadht", "did you mean \"breadth\"?"),
                Arguments.of(map("vary", map("breadth", List.of())), "vary.breadth", "the axis is empty"),
                Arguments.of(map("vary", map("breadth", 3)), "vary.breadth", "must be a list of values or a range"),
                Arguments.of(
                        map("vary", map("breadth", List.of(1, 2, "wide"))), "vary.breadth[2]", "breadth must be in"),
                Arguments.of(map("vary", map("breadth", List.of(1, 2, 1))), "vary.breadth", "twice"),
                Arguments.of(map("vary", map("inspiration", List.of(0, 1.2))), "vary.inspiration[1]", "1.2"),
                Arguments.of(
                        map("vary", map("breadth", map("from", 1, "to", 2))), "vary.breadth", "a grid needs steps"),
                Arguments.of(
                        map("vary", map("breadth", map("from", 1, "to", 2, "steps", 1L))),
                        "vary.breadth.steps",
                        "at least 2: 1"),
                Arguments.of(
                        map("vary", map("breadth", map("from", 1, "to", 2, "steps", 1_000_000L))),
                        "vary.breadth.steps",
                        "at most 10000: 1000000"),
                Arguments.of(
                        map("vary", map("breadth", List.of(1, 2)), "baseline", map("breatdh", 1)),
                        "baseline.breatdh",
                        "did you mean \"breadth\"?"),
                Arguments.of(
                        map("vary", map("breadth", List.of(1, 2)), "baseline", map("breadth", 3)),
                        "baseline.breadth",
                        "one of its levels, 1, 2: 3"),
                Arguments.of(
                        map("vary", map("replicates", map("few", map("breadth", 1)))),
                        "vary.replicates",
                        "needs a name that no other column of results has: \"replicates\""),
                Arguments.of(
                        map("vary", map("breadth", map("from", 1, "to", 2, "stops", 3L))),
                        "vary.breadth.stops",
                        "did you mean \"steps\"?"),
                Arguments.of(
                        map("vary", map("shift", map("from", 0, "to", 2, "steps", 3L, "scale", "log"))),
                        "vary.shift",
                        "must lie above 0"),
                Arguments.of(
                        map("vary", map("shift", map("from", 1, "to", 2, "steps", 3L, "scale", "cubic"))),
                        "vary.shift.scale",
                        "must be linear or log"),
                Arguments.of(map("vary", map("preset", List.of("narow"))), "vary.preset[0]", "did you mean \"narrow\""),
                Arguments.of(
                        map("scenario", "broad", "vary", map("preset", List.of("narrow"))),
                        "vary.preset",
                        "both set by scenario and varied"),
                Arguments.of(map("scenario", map("inspiration", "much")), "scenario.inspiration", "\"much\""),
                Arguments.of(map("replicates", 0L), "replicates", "at least 1: 0"),
                Arguments.of(map("replicates", 2.5), "replicates", "a whole number, at least 1: 2.5"),
                Arguments.of(map("seed", "x"), "seed", "must be a whole number: \"x\""),
                Arguments.of(
                        map("vary", map("lab", map("one", map("budgte", 1L)))),
                        "vary.lab.one.budgte",
                        "did you mean \"budget\"?"),
                Arguments.of(
                        map("vary", map("lab", map("one", map("budget", -1L)))),
                        "vary.lab.one.budget",
                        "budget must be in"),
                Arguments.of(
                        map("vary", map("lab", map("one", map("budget", 1L)), "budget", List.of(2))),
                        "vary.lab.one.budget",
                        "varied by another axis"),
                Arguments.of(
                        map("vary", map("a", map("x", map("budget", 1L)), "b", map("y", map("budget", 1L)))),
                        "vary.b.y.budget",
                        "varied by another axis"),
                Arguments.of(
                        map("vary", map("lab", map("one", map("preset", "broad")))),
                        "vary.lab.one.preset",
                        "vary preset"),
                Arguments.of(
                        map("vary", map("trainer", List.of("flow"), "preset", List.of("broad"))),
                        "vary.preset",
                        "move it above"),
                Arguments.of(map("design", "soboll"), "design", "did you mean \"sobol\"?"),
                Arguments.of(map("design", "sobol"), "design", "sobol needs points"),
                Arguments.of(map("points", 3L), "points", "leave points out"),
                Arguments.of(map("design", "sobol", "points", 0L), "points", "at least 1: 0"),
                Arguments.of(map("design", "sobol", "points", 8L), "", "needs an axis"),
                Arguments.of(map("measures", List.of("score")), "measures[0]", "unknown measures \"score\""),
                Arguments.of(map("reference", map("figures", List.of())), "reference.source", "must be a text"),
                Arguments.of(
                        map(
                                "reference",
                                map("source", "s", "figures", List.of(map("name", "n", "measure", "inflatoin")))),
                        "reference.figures[0].measure",
                        "did you mean \"inflation\"?"));
    }

    @ParameterizedTest
    @MethodSource("badPlans")
    void badEntriesAreRefusedWithTheirPath(Map<String, ?> plan, String path, String problem) {
        EntryException error = catchThrowableOfType(EntryException.class, () -> SweepPlan.from(plan));
        assertThat(error).as("%s", plan).isNotNull();
        assertThat(error.path()).isEqualTo(path);
        assertThat(error.problem()).contains(problem);
    }

    @Test
    void buildersRefuseWhatMakesNoPlan() {
        assertThatThrownBy(() -> Axis.of(Parameter.BREADTH)).hasMessageContaining("is empty; give at least one value");
        assertThatThrownBy(() -> Axis.of(Parameter.BREADTH, Double.NaN)).hasMessageContaining("breadth must be");
        assertThatThrownBy(() -> Axis.between(Parameter.BREADTH, 1, 1, Scale.LINEAR))
                .hasMessageContaining("starts and ends");
        assertThatThrownBy(() -> Axis.choices("breadth", List.of(new Axis.Choice("a", s -> s))))
                .hasMessageContaining("no other column of results has: \"breadth\"");
        assertThatThrownBy(() -> SweepPlan.builder().vary(Parameter.BREADTH, 1).vary(Parameter.BREADTH, 2))
                .hasMessageContaining("occurs twice");
        assertThatThrownBy(() -> SweepPlan.builder()
                        .vary(Axis.between(Parameter.BREADTH, 1, 2, Scale.LINEAR))
                        .build())
                .hasMessageContaining("a grid needs steps");
        assertThatThrownBy(() -> SweepPlan.builder().replicates(0)).hasMessage("replicates must be at least 1: 0");
        assertThatThrownBy(() -> SweepPlan.builder().build().point(1)).hasMessage("point must be in [0, 1): 1");
    }

    /** Every column of every plan but those that an axis may stand for, and its like in capitals, as databases take it. */
    @Test
    void noAxisOfChoicesIsCalledLikeAColumnOfResults() {
        List<Axis.Choice> choices = List.of(new Axis.Choice("a", s -> s));
        List<String> names = new ArrayList<>(SweepColumns.of(List.of(), false, EnumSet.allOf(MeasureGroup.class))
                .names());
        assertThat(names.remove("trainer")).isTrue();
        for (Word word : Word.values()) {
            assertThat(names.remove(word.label())).isTrue();
        }
        for (String name : names) {
            for (String like : List.of(name, name.toUpperCase(Locale.ROOT))) {
                assertThatThrownBy(() -> Axis.choices(like, choices))
                        .hasMessageContaining("no other column of results has: \"" + like + "\"");
            }
        }
        assertThat(Axis.choices("trainer", choices).name()).isEqualTo("trainer");
        assertThat(Axis.choices("designer", choices).name()).isEqualTo("designer");
        assertThatThrownBy(() -> Axis.choices(" ", choices)).hasMessageContaining("needs a name");
        assertThatThrownBy(() ->
                        SweepPlan.builder().vary(Axis.choices("lab", choices)).vary(Axis.choices("Lab", choices)))
                .hasMessageContaining("occurs twice");
    }

    /** With a look at every pair these 10,000 and 50,000 values took 50 million and 1,250 million comparisons. */
    @Test
    @Timeout(5)
    void manyValuesAreCheckedInOneGo() {
        assertThat(Axis.range(Parameter.BUDGET, 1, 10_000, Axis.MOST_STEPS, Scale.LINEAR)
                        .levels())
                .isEqualTo(10_000);
        assertThatThrownBy(() -> Axis.range(Parameter.BUDGET, 1, 10_000, Axis.MOST_STEPS + 1, Scale.LINEAR))
                .hasMessageContaining("steps of budget must be 2 to 10000: 10001; use fewer");
        double[] many = new double[50_000];
        Arrays.setAll(many, i -> 1 + i * 1e-3);
        assertThat(Axis.of(Parameter.BUDGET, many).levels()).isEqualTo(50_000);
        assertThatThrownBy(() -> Axis.of(Parameter.SHIFT, 0.0, 1, -0.0)).hasMessageContaining("twice");
    }

    @Test
    void plansWithCellsThatContradictThemselvesAreFoundBeforehand() {
        SweepPlan plan = SweepPlan.builder()
                .vary(Parameter.ENVIRONMENTS, 256, 8)
                .vary(Parameter.ROUNDS, 1, 16)
                .build();
        assertThatThrownBy(plan::requireConsistent)
                .hasMessageContaining("point 3 of the plan")
                .hasMessageContaining("rounds must be at most environments = 8: 16");
        assertThat(SweepPlan.builder()
                        .vary(Parameter.ROUNDS, 1, 16)
                        .build()
                        .requireConsistent()
                        .size())
                .isEqualTo(2);
    }
}
