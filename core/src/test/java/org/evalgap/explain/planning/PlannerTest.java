package org.evalgap.explain.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.explain.Evidence;
import org.evalgap.explain.Explainer;
import org.evalgap.explain.Explanation;
import org.evalgap.explain.Observation;
import org.evalgap.explain.Prior;
import org.evalgap.explain.Quantity;
import org.evalgap.explain.TrainingRun;
import org.evalgap.explain.Unknown;
import org.evalgap.measure.Measure;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static Explanation explanation;

    @BeforeAll
    static void explain() {
        Scenario small = Scenario.withDefaults()
                .withDimension(2)
                .withEnvironments(16)
                .withPublicItems(40)
                .withFreshItems(60)
                .withWorkTasks(30);
        TrainingRun run = new TrainingRun(
                "run",
                small,
                Set.of(),
                Map.of(),
                List.of(
                        new Observation(Quantity.of(Measure.PUBLIC_SCORE_BEFORE), 20, 40),
                        new Observation(Quantity.of(Measure.PUBLIC_SCORE), 32, 40)));
        explanation = Explainer.of(Evidence.of(
                        "test",
                        run,
                        List.of(
                                Unknown.of(Parameter.COMPETENCE, Prior.normal(0, 1)),
                                Unknown.of(Parameter.BUDGET, Prior.logUniform(4, 4096)),
                                Unknown.of(Parameter.INSPIRATION, Prior.uniform(0, 1)))))
                .withGoal(200)
                .explain();
    }

    /** Without inspired environments there is nothing to inflate but luck; the more of them there are, the rarer is the goal kept. */
    @Test
    void theGreatestInspirationThatKeepsInflationIsFound() {
        Leeway leeway = new Planner(explanation).vary(Goal.parse("inflation <= 0.05", 0.8), Parameter.INSPIRATION);
        List<Leeway.Step> steps = leeway.steps();
        assertThat(steps.get(0).value()).isZero();
        assertThat(steps.get(steps.size() - 1).value()).isEqualTo(1);
        assertThat(steps.get(0).probability())
                .isGreaterThan(0.95)
                .isGreaterThan(steps.get(steps.size() - 1).probability());
        double greatest = leeway.greatest().orElseThrow();
        // Finer steps are 1/128 apart, and the next one does not keep it.
        Leeway.Step next =
                steps.stream().filter(s -> s.value() > greatest).findFirst().orElseThrow();
        assertThat(next.value() - greatest).isCloseTo(1.0 / 128, within(1e-12));
        assertThat(next.probability()).isLessThan(0.8);
        assertThat(leeway.least()).isEmpty();
    }

    /** What the posterior says at a value is what the model says there: probabilities against a simulation without the planner. */
    @Test
    void aStepIsTheShareOfWorldsThatKeepTheGoal() {
        Goal goal = Goal.parse("workGain>=0.02", 0.5);
        Leeway leeway = new Planner(explanation).vary(goal, Parameter.DEPARTURE);
        TrainingRun run = explanation.evidence().runs().get(0);
        Leeway.Step step = leeway.steps().get(3);
        double[] gains = explanation.imagined(
                new TrainingRun(
                        "run",
                        run.scenario().withDeparture(step.value()),
                        Set.of(Parameter.DEPARTURE),
                        Map.of(),
                        List.of()),
                goal.quantity(),
                leeway.draws());
        long kept = java.util.Arrays.stream(gains).filter(g -> g >= 0.02).count();
        assertThat(step.probability()).isEqualTo((double) kept / gains.length);
        // The default prior of the departure is even in ratios, from .01 to 1.
        assertThat(leeway.steps().get(0).value()).isEqualTo(0.01);
        assertThat(leeway.steps().get(leeway.steps().size() - 1).value()).isCloseTo(1, within(1e-12));
    }

    @Test
    void leewaysEndWhereAGoalIsLost() {
        Goal goal = Goal.parse("transfer>=0.5", 0.9);
        assertThat(goal).hasToString("transfer>=0.5");
        Leeway rising = leeway(goal, 0.1, 0.95, 0.92);
        assertThat(rising.greatest()).isEmpty();
        assertThat(rising.least()).contains(1.0);
        Leeway falling = leeway(goal, 0.95, 0.9, 0.1);
        assertThat(falling.greatest()).contains(1.0);
        assertThat(falling.least()).isEmpty();
        assertThat(leeway(goal, 0.1, 0.95, 0.1).greatest()).isEmpty();
    }

    private static Leeway leeway(Goal goal, double... probabilities) {
        List<Leeway.Step> steps = new java.util.ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            steps.add(new Leeway.Step(i, probabilities[i]));
        }
        return new Leeway(goal, Parameter.BUDGET, "run", steps, 10);
    }

    @Test
    void goalsThatAreNoneAreRefused() {
        for (String text : List.of("inflation<0.01", "inflation", "inflation<=x", "inflation<=1e", "<=0.1", "")) {
            assertThatThrownBy(() -> Goal.parse(text, 0.9)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Goal.parse("inflatoin<=0.1", 0.9)).hasMessageContaining("unknown measure");
        assertThatThrownBy(() -> Goal.parse("inflation<=0.1", 1)).hasMessageContaining("probability");
        assertThatThrownBy(() -> Goal.parse("inflation<=0.1", Double.NaN)).hasMessageContaining("probability");
        assertThatThrownBy(() -> Goal.parse("inflation<=1e999", 0.9)).hasMessageContaining("finite");
    }
}
