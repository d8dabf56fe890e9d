package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.IntStream;
import org.evalgap.measure.Measure;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Oracle: 22 cases of an independent program (SciPy 1.17 {@code solve_ivp}, DOP853, rtol 1e-12, atol 1e-13; good to about
 * 1e-10), see {@code golden/README.md}.
 */
class GoldenCasesTest {
    /** The numeric contract of the model: the integrator's error in any score. */
    private static final double SCORE = 1e-7;

    /** Gains and weights are logits; relative where they are large. */
    private static final double GAIN = 1e-6;

    /** Relative error of abilities below {@link #TELLING}; above it the score is too near 1 to tell. */
    private static final double ABILITY = 1e-5;

    private static final double TELLING = 6;

    static IntStream cases() {
        return IntStream.range(0, 22);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCaseAgreesWithTheIndependentProgram(int number) throws IOException {
        JsonNode golden = read(number);
        Audit.Result result = Audit.of(set(golden, "public"), set(golden, "environments"))
                .withFresh(set(golden, "fresh"))
                .withWork(set(golden, "work"))
                .run(scenario(golden));
        JsonNode expected = golden.get("expected");

        agree("weights", result.weights(), expected.get("weights"));
        agree("public gains", result.publicGains(), expected.get("public").get("gains"));
        agree(
                "fresh gains",
                result.freshGains().orElseThrow(),
                expected.get("fresh").get("gains"));
        agree(
                "work gains",
                result.workGains().orElseThrow(),
                expected.get("work").get("gains"));
        scores(
                result,
                expected.get("public"),
                Measure.PUBLIC_SCORE_BEFORE,
                Measure.PUBLIC_SCORE,
                Measure.PUBLIC_ABILITY);
        scores(result, expected.get("fresh"), Measure.FRESH_SCORE_BEFORE, Measure.FRESH_SCORE, Measure.FRESH_ABILITY);
        scores(result, expected.get("work"), Measure.WORK_SCORE_BEFORE, Measure.WORK_SCORE, Measure.WORK_ABILITY);
        scores(
                result,
                expected.get("impact"),
                Measure.IMPACT_SCORE_BEFORE,
                Measure.IMPACT_SCORE,
                Measure.IMPACT_ABILITY);
        assertThat(result.measures().get(Measure.ENVIRONMENT_SUCCESS))
                .isCloseTo(expected.get("environmentSuccess").asDouble(), within(SCORE));
        double divergence = expected.get("policyDivergence").asDouble();
        assertThat(result.measures().get(Measure.POLICY_DIVERGENCE))
                .isCloseTo(divergence, within(GAIN * (1e-3 + divergence)));
    }

    private static void agree(String what, double[] actual, JsonNode expected) {
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < actual.length; i++) {
            double value = expected.get(i).asDouble();
            assertThat(actual[i]).as("%s %d", what, i).isCloseTo(value, within(GAIN * (1 + Math.abs(value))));
        }
    }

    private static void scores(Audit.Result result, JsonNode expected, Measure before, Measure after, Measure ability) {
        assertThat(result.measures().get(before))
                .as(before.label())
                .isCloseTo(expected.get("before").asDouble(), within(SCORE));
        assertThat(result.measures().get(after))
                .as(after.label())
                .isCloseTo(expected.get("after").asDouble(), within(SCORE));
        double a = expected.get("ability").asDouble();
        if (Math.abs(a) < TELLING) {
            assertThat(result.measures().get(ability)).as(ability.label()).isCloseTo(a, within(ABILITY * Math.abs(a)));
        }
    }

    /** Names in the files are those of the parameters: every one must be known. */
    static Scenario scenario(JsonNode golden) {
        Scenario scenario =
                Scenario.withDefaults().withDimension(golden.get("dimension").asInt());
        for (String group : new String[] {"learner", "training", "evaluation"}) {
            for (var field : golden.get(group).properties()) {
                scenario = scenario.with(
                        Parameter.labelled(field.getKey()), field.getValue().asDouble());
            }
        }
        return scenario;
    }

    static TaskSet set(JsonNode golden, String name) {
        TaskSet.Builder builder = TaskSet.builder(golden.get("dimension").asInt());
        for (JsonNode task : golden.get(name)) {
            double[] x = new double[task.get("position").size()];
            for (int d = 0; d < x.length; d++) {
                x[d] = task.get("position").get(d).asDouble();
            }
            builder.add(x, task.get("difficulty").asDouble(), task.get("format").asInt(), 1, name);
        }
        return builder.build();
    }

    static JsonNode read(int number) throws IOException {
        String name = String.format(java.util.Locale.ROOT, "/golden/case-%02d.json", number);
        try (InputStream in = GoldenCasesTest.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(in);
        }
    }
}
