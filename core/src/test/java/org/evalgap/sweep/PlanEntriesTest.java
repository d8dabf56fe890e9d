package org.evalgap.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.learner.SampledTrainer;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.reading.EntryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What plans say beside grids and ranges: words, protocols, precisions, baselines; and the text that tells plans apart. */
class PlanEntriesTest {
    private static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }

    private static List<Scenario> scenarios(SweepPlan plan) {
        return LongStream.range(0, plan.size())
                .mapToObj(i -> plan.point(i).scenario())
                .toList();
    }

    @Test
    void wordsAreVariedUnderTheirNames() {
        SweepPlan plan = SweepPlan.from(
                map("vary", map("trainer", List.of("flow", "sampled"), "learner", List.of("kernel", "network"))));
        Scenario flow = Scenario.withDefaults();
        Scenario sampled = flow.withTrainer(SampledTrainer.INSTANCE);
        assertThat(scenarios(plan))
                .containsExactly(
                        flow, flow.with(Word.LEARNER, "network"), sampled, sampled.with(Word.LEARNER, "network"));
        assertThat(plan.axes()).extracting(Axis::name).containsExactly("trainer", "learner");
        assertThat(plan.point(2).choices()).containsExactly("sampled", "kernel");
    }

    @Test
    void protocolsAreVariedByWhatTheyAreCalled() {
        SweepPlan plan = SweepPlan.from(map(
                "vary", map("protocol", List.of("open", map("rotating", 2L), map("private", null)))));
        assertThat(plan.axes()).extracting(Axis::name).containsExactly("protocol");
        assertThat(LongStream.range(0, 3).mapToObj(i -> plan.point(i).choices().get(0)))
                .containsExactly("open", "rotating 2", "private");
        assertThat(scenarios(plan))
                .extracting(s -> s.protocol().name())
                .containsExactly("open", "rotating 2", "private");
    }

    /** A preset may stand behind parameters, which are set last in any case. */
    @Test
    void aPresetMayStandBehindParameters() {
        assertThat(SweepPlan.from(map("vary", map("breadth", List.of(1, 2), "preset", List.of("narrow"))))
                        .size())
                .isEqualTo(2);
    }

    @Test
    void precisionsAreReadWithTheirMost() {
        SweepPlan plan = SweepPlan.from(map("precision", map("workGain", 0.02, "inflation", 0.01)));
        assertThat(plan.precision().orElseThrow().errors())
                .containsExactly(Map.entry("workGain", 0.02), Map.entry("inflation", 0.01));
        assertThat(plan.replicates()).isEqualTo(32);
        assertThat(plan.mostReplicates()).isEqualTo(4096);
        SweepPlan least = SweepPlan.from(map("precision", map("inflation", 0.01), "mostReplicates", 32L));
        assertThat(least.mostReplicates()).isEqualTo(32);
        assertThat(SweepPlan.from(map("replicates", 1L)).precision()).isEmpty();
        assertThat(SweepPlan.from(map("replicates", 5L)).mostReplicates()).isEqualTo(5);
        assertThat(SweepPlan.from(map("replicates", (long) Integer.MAX_VALUE)).replicates())
                .isEqualTo(Integer.MAX_VALUE);
    }

    /** Three by two points, the last axis fastest: point 2·i + j is compared with 2·1 + j. */
    @Test
    void aBaselineHasItsLevelsAndThePointsOwnElsewhere() {
        SweepPlan plan = SweepPlan.from(map(
                "vary", map("budget", List.of(8, 64, 256), "breadth", List.of(1, 2)), "baseline", map("budget", "64")));
        assertThat(LongStream.range(0, 6).map(i -> plan.baseline(i).orElseThrow()))
                .containsExactly(2L, 3L, 2L, 3L, 2L, 3L);
        assertThat(SweepPlan.from(Map.of()).baseline(0)).isEmpty();
    }

    /** Plans that differ in one thing each, and would have other rows. */
    static Stream<Map<String, Object>> others() {
        return Stream.of(
                map("name", "other"),
                map("scenario", map("breadth", 2.5)),
                map("seed", 2L),
                map("replicates", 33L),
                map("measures", "trajectory"),
                map("precision", map("inflation", 0.02)),
                map("precision", map("inflation", 0.01), "mostReplicates", 64L),
                map("design", "sobol", "points", 6L),
                map("design", "latin-hypercube", "points", 6L),
                map("design", "sobol", "points", 7L),
                map("vary", map("budget", List.of(8, 64), "breadth", List.of(1, 2))),
                map("vary", map("breadth", List.of(1, 2), "budget", List.of(8, 64, 256))),
                map("vary", map("budget", List.of(8, 64, 256), "breadth", List.of(1, Math.nextUp(2.0)))),
                map("vary", map("budget", List.of(8, 64, 256), "learner", List.of("kernel", "network"))),
                map(
                        "vary",
                        map("budget", List.of(8, 64, 256), "lab", map("a", map("breadth", 1), "b", map("breadth", 2)))),
                map(
                        "vary",
                        map("budget", List.of(8, 64, 256), "lab", map("a", map("breadth", 1), "b", map("breadth", 3)))),
                map(
                        "vary",
                        map("budget", List.of(8, 64, 256), "lab", map("a", map("breadth", 1), "c", map("breadth", 2)))),
                map("design", "sobol", "points", 6L, "vary", map("breadth", map("from", 1, "to", 2))),
                map("design", "sobol", "points", 6L, "vary", map("breadth", map("from", 1, "to", 3))),
                map("design", "sobol", "points", 6L, "vary", map("breadth", map("from", 0.5, "to", 2))),
                map("design", "sobol", "points", 6L, "vary", map("breadth", map("from", 1, "to", 2, "scale", "log"))));
    }

    @Test
    void noTwoPlansHaveOneCanonicalText() {
        List<String> texts = new ArrayList<>();
        for (Map<String, Object> other :
                Stream.concat(Stream.of(map()), others()).toList()) {
            Map<String, Object> plan = map(
                    "vary",
                    map("budget", List.of(8, 64, 256), "breadth", List.of(1, 2)),
                    "precision",
                    map("inflation", 0.01));
            plan.putAll(other);
            texts.add(SweepPlan.from(plan).canonicalText());
            Map<String, Object> reference = new LinkedHashMap<>(plan);
            reference.put("reference", REFERENCE);
            assertThat(SweepPlan.from(reference).canonicalText())
                    .as("published figures do not count")
                    .isEqualTo(texts.get(texts.size() - 1));
        }
        assertThat(texts).doesNotHaveDuplicates().doesNotContain("");
    }

    private static final Map<String, Object> FIGURE =
            map("name", "all", "measure", "inflation", "mean", 0.021, "sd", 0.025, "count", 63L);
    private static final Map<String, Object> REFERENCE = map("source", "somebody 2024", "figures", List.of(FIGURE));

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    static Stream<Arguments> badPlans() {
        return Stream.of(
                Arguments.of(map("vary", map("breadth", 3)), "vary.breadth", false, "{from, to, steps}: 3"),
                Arguments.of(map("vary", map("breadth", null)), "vary.breadth", false, "{from, to, steps}: nothing"),
                Arguments.of(
                        map("vary", map("trainer", List.of("flaw"))), "vary.trainer[0]", false, "one of flow, sampled"),
                Arguments.of(
                        map("vary", map("learner", List.of("kernel", "net"))), "vary.learner[1]", false, "network"),
                Arguments.of(map("vary", map("protocol", List.of("opne"))), "vary.protocol[0]", false, "\"open\"?"),
                Arguments.of(
                        map("vary", map("seed", map("few", map("breadth", 1)))), "vary.seed", true, "no other column"),
                Arguments.of(map("precision", map("inflation", "x")), "precision.inflation", false, "a finite number"),
                Arguments.of(map("precision", map("inflatoin", 0.1)), "precision", false, "is unknown"),
                Arguments.of(
                        map("precision", map("inflation", 0.1), "mostReplicates", 31L),
                        "mostReplicates",
                        false,
                        "at least 32: 31"),
                Arguments.of(map("mostReplicates", 64L), "mostReplicates", true, "needs a precision"),
                Arguments.of(map("replicates", 1L << 31), "replicates", false, "at most 2147483647: 2147483648"),
                Arguments.of(
                        map("reference", with(REFERENCE, "from", 1)), "reference.from", true, "unknown key \"from\""),
                Arguments.of(
                        map("reference", with(REFERENCE, "figures", List.of(FIGURE, with(FIGURE, "median", 0)))),
                        "reference.figures[1].median",
                        true,
                        "did you mean \"mean\"?"),
                Arguments.of(
                        map("reference", with(REFERENCE, "figures", List.of(with(FIGURE, "count", 0L)))),
                        "reference.figures[0].count",
                        false,
                        "at least 1: 0"),
                Arguments.of(
                        map("reference", with(REFERENCE, "figures", List.of(with(FIGURE, "measure", "peakTime")))),
                        "",
                        false,
                        "needs the measures trajectory"));
    }

    @ParameterizedTest
    @MethodSource("badPlans")
    void badEntriesAreRefusedWithTheirPathAsKeysOrAsValues(
            Map<String, ?> plan, String path, boolean aboutKey, String problem) {
        EntryException error = catchThrowableOfType(EntryException.class, () -> SweepPlan.from(plan));
        assertThat(error).as("%s", plan).isNotNull();
        assertThat(error.path()).isEqualTo(path);
        assertThat(error.aboutKey()).isEqualTo(aboutKey);
        assertThat(error.problem()).contains(problem);
    }

    @Test
    void whatAPlanSaysNothingOfIsAsItWas() {
        SweepPlan plan = SweepPlan.from(map("vary", map("budget", List.of(1, 2))));
        assertThat(plan.axes().get(0).parameter()).contains(Parameter.BUDGET);
        assertThat(plan.measures()).containsExactly(MeasureGroup.SCORES);
        assertThat(plan.reference()).isEmpty();
        assertThat(plan.precision()).isEmpty();
        assertThat(plan.design()).isEqualTo(Design.GRID);
        assertThat(plan.scenario()).isEqualTo(Scenario.withDefaults());
    }
}
