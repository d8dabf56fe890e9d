package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.measure.Measure;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Corners 2 to 7 of the model, each with its derivation. */
class ClosedFormTest {
    /** The golden cases' tolerance of gains, relative to 1 + |gain|. */
    private static final double GAIN = 1e-6;

    /** The u in [from, 200] at which an increasing function has a value, to rounding. */
    private static double solve(DoubleUnaryOperator increasing, double value, double from) {
        double low = from;
        double high = 200;
        for (int i = 0; i < 100; i++) {
            double middle = low + (high - low) / 2;
            if (increasing.applyAsDouble(middle) < value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static final DoubleUnaryOperator PLAIN = u -> 2 * u + 2 * StrictMath.sinh(u);
    private static final DoubleUnaryOperator NORMALIZED = u -> 4 * StrictMath.sinh(u / 2);

    /** Item i has c_i coincident environments; all items are far apart at the memory's scale. */
    private static Audit.Result memory(Scenario s, double[] difficulty, int[] coincident) {
        TaskSet.Builder items = TaskSet.builder(1);
        TaskSet.Builder environments = TaskSet.builder(1);
        TaskSet.Builder others = TaskSet.builder(1);
        for (int i = 0; i < difficulty.length; i++) {
            items.add(new double[] {i}, difficulty[i]);
            others.add(new double[] {i + 0.5}, difficulty[i]);
            for (int c = 0; c < coincident[i]; c++) {
                environments.add(new double[] {i}, difficulty[i]);
            }
        }
        return Audit.of(items.build(), environments.build())
                .withFresh(others.build())
                .withWork(others.build())
                .run(s.withMemorization(1).withMemorizationScale(1e-9));
    }

    /**
     * Corner 2. With m = 1, s → 0, δ = 0 the kernel is 1 on the very item and 0 elsewhere: u = u₀ + c w obeys
     * du/dt = (Bc/M) G(u). H = 1: G = q(1 − q) = 1/(2 + 2 cosh u), so 2u + 2 sinh u grows by Bc/M. With ν = 1 G = √(q(1 − q))
     * = 1/(2 cosh(u/2)), so 4 sinh(u/2) does. Fresh and work do not move.
     */
    @ParameterizedTest
    @CsvSource({"0, 0.01", "0, 5", "0, 2000", "0, 1e9", "1, 0.01", "1, 5", "1, 2000", "1, 1e9"})
    void pureMemoryMovesItsItemsByTheClosedForm(double nu, double budget) {
        double[] difficulty = {-2, 0, 0.7, 3, 1};
        int[] coincident = {1, 2, 5, 3, 0};
        double competence = 0.4;
        Audit.Result result = memory(
                Scenario.withDefaults()
                        .withBudget(budget)
                        .withCompetence(competence)
                        .withAdvantageNormalization(nu),
                difficulty,
                coincident);
        DoubleUnaryOperator form = nu == 0 ? PLAIN : NORMALIZED;
        for (int i = 0; i < difficulty.length; i++) {
            double start = competence - difficulty[i];
            double gain = solve(form, form.applyAsDouble(start) + budget * coincident[i] / 11, start) - start;
            assertThat(result.publicGains()[i]).as("item %d", i).isCloseTo(gain, within(GAIN * (1 + gain)));
            assertThat(result.freshGains().orElseThrow()[i]).isCloseTo(0, within(1e-10));
            assertThat(result.workGains().orElseThrow()[i]).isCloseTo(0, within(1e-10));
        }
    }

    /**
     * Corner 3. With ℓ → ∞ and m = 0 the kernel is 1 everywhere: every u moves by Σ w, and with equal difficulties every
     * environment is in the same place on the way, so that u solves corner 2 with the whole of B in one environment.
     */
    @ParameterizedTest
    @CsvSource({"0, 1024, 0", "1, 1024, 0", "0, 2, -1", "1, 30, 2"})
    void perfectBreadthMovesEveryTaskAlike(double nu, double budget, double difficulty) {
        Scenario s = Scenario.withDefaults()
                .withBreadth(1e9)
                .withMemorization(0)
                .withDifficultySpread(0)
                .withDifficultyMean(difficulty)
                .withAdvantageNormalization(nu)
                .withBudget(budget);
        Outcome outcome = Simulator.ofScores().simulate(s, 1, 0);
        DoubleUnaryOperator form = nu == 0 ? PLAIN : NORMALIZED;
        double start = -difficulty;
        double gain = solve(form, form.applyAsDouble(start) + budget, start) - start;
        for (Measure ability :
                List.of(Measure.PUBLIC_ABILITY, Measure.FRESH_ABILITY, Measure.WORK_ABILITY, Measure.IMPACT_ABILITY)) {
            assertThat(outcome.get(ability)).as(ability.label()).isCloseTo(gain, within(1e-5));
        }
        for (Measure gap : List.of(
                Measure.INFLATION_LOGITS,
                Measure.DISTRIBUTION_GAP_LOGITS,
                Measure.RELIABILITY_GAP_LOGITS,
                Measure.DISCONNECT_LOGITS)) {
            assertThat(outcome.get(gap)).as(gap.label()).isCloseTo(0, within(1e-8));
        }
        assertThat(outcome.get(Measure.INFLATION)).isCloseTo(0, within(1e-12));
        assertThat(outcome.get(Measure.TRANSFER)).isCloseTo(1, within(1e-12));
    }

    static Stream<Arguments> rules() {
        List<Arguments> rules = new ArrayList<>();
        for (int horizon : new int[] {1, 2, 7, 50}) {
            for (double critic : new double[] {0, 0.3, 1}) {
                for (double nu : new double[] {0, 0.5, 1}) {
                    rules.add(Arguments.of(horizon, critic, nu));
                }
            }
        }
        return rules.stream();
    }

    /**
     * Corner 4. An isolated environment obeys du/dt = (Bc/M) G(u), c the number that coincide: the time to reach u is
     * M/(Bc) ∫ dv/G(v), by quadrature. The flow has time 1, so that at the u it reaches the integral must be Bc/M; the error
     * of u is that of the integral times G(u).
     */
    @ParameterizedTest(name = "H {0}, critic {1}, normalization {2}")
    @MethodSource("rules")
    void isolatedEnvironmentsTakeTheTimeOfTheQuadrature(int horizon, double critic, double nu) {
        double[] difficulty = {-1.5, 0.2, 1};
        int[] coincident = {1, 4, 2};
        double budget = 500;
        Audit.Result result = memory(
                Scenario.withDefaults()
                        .withBudget(budget)
                        .withEnvironmentHorizon(horizon)
                        .withCritic(critic)
                        .withAdvantageNormalization(nu),
                difficulty,
                coincident);
        for (int i = 0; i < difficulty.length; i++) {
            double start = -difficulty[i];
            double reached = start + result.publicGains()[i];
            double length = budget * coincident[i] / 7;
            if (reached - start < 1e-6) {
                // Too short for a quadrature of ∫ dv/G; to first order the gain is G times the time.
                double expected = length * Quadrature.drive(start, critic, nu, horizon);
                assertThat(reached - start).as("item %d", i).isCloseTo(expected, within(1e-5 * expected + 1e-14));
                continue;
            }
            double integral = Quadrature.integral(v -> 1 / Quadrature.drive(v, critic, nu, horizon), start, reached);
            double off = Math.abs(integral - length) * Quadrature.drive(reached, critic, nu, horizon);
            assertThat(off).as("item %d reached %s", i, reached).isLessThan(GAIN * (1 + reached - start));
        }
    }

    /**
     * Corner 5. With λ = 0 nobody looks at the public items: public and fresh are draws of one law and the environments are
     * independent of both. Three scenarios at 4.5 sigma, with the oddest of everything else: once in 50,000 seeds.
     */
    @Test
    void withoutInspirationThereIsNoInflation() {
        Scenario odd = Scenario.withDefaults()
                .withInspiration(0)
                .withEnvironments(20)
                .withPublicItems(30)
                .withFreshItems(60)
                .withWorkTasks(10)
                .withShift(0.5);
        for (Scenario s : List.of(
                odd,
                odd.withNarrowing(1).withFormatLearning(0.5).withGuessRate(0.25).withEvalHorizon(3),
                odd.withEnvironmentHorizon(5)
                        .withCritic(0.5)
                        .withAdvantageNormalization(1)
                        .withKlPenalty(0.1)
                        .withErrorFocus(2)
                        .withRounds(2))) {
            Summary summary = MonteCarlo.of(s, 600);
            MonteCarlo.agrees(summary, Measure.INFLATION, 0, 0);
            assertThat(MonteCarlo.error(summary, Measure.INFLATION)).isGreaterThan(0);
        }
    }

    /**
     * Corner 6. One environment with β > 0, f = 0 and ρ = 1 (or H = 1 and ν = 0): du/dt = B q(1 − q) (1 − β (u − u₀)), whose
     * only fixed point is a gain of 1/β. It is approached at the rate B β q(1 − q), above 100 here.
     */
    @ParameterizedTest
    @CsvSource({"0.1, 1, 0", "0.1, 7, 1", "0.2, 50, 1", "1, 1, 0", "1, 1, 1", "10, 1, 0", "100, 20, 1", "1e6, 1, 0"})
    void aPenalizedEnvironmentGainsTheReciprocalOfThePenalty(double beta, int horizon, double critic) {
        TaskSet one = TaskSet.builder(2).add(new double[] {1, 2}, 0.3).build();
        Audit.Result result = Audit.of(one, one)
                .run(Scenario.withDefaults()
                        .withKlPenalty(beta)
                        .withEnvironmentHorizon(horizon)
                        .withCritic(critic)
                        .withBudget(1e12));
        assertThat(result.publicGains()[0]).isCloseTo(1 / beta, within(1e-7 / beta + 1e-7));
    }

    /**
     * Corner 7 and §7: with no budget C candidates have equal truth, and the best of their reports exceeds it by σ·E[max of C
     * normals], σ² = Σ p(1 − p)/(n² attempts) (E max: 1/√π for 2, 3/(2√π) for 3, 1.4236003060 for 8, Harter 1961). The
     * binomial's skewness moves it by less than 1/n of σ. Three comparisons at 4.5 sigma: once in 50,000 seeds.
     */
    @ParameterizedTest
    @CsvSource({"2, 0.5641895835477563, 1", "3, 0.8462843753216345, 3", "8, 1.4236003060, 1"})
    void theBestOfEqualReportsIsInflatedByTheExpectedMaximum(int candidates, double expectedMaximum, int attempts) {
        Scenario s = Scenario.withDefaults()
                .withBudget(0)
                .withCandidates(candidates)
                .withAttempts(attempts)
                .withEnvironments(1)
                .withPublicItems(400)
                .withFreshItems(1)
                .withWorkTasks(1)
                .withDifficultySpread(0);
        double sigma = 0.5 / StrictMath.sqrt(400.0 * attempts);
        int replicates = 1200;
        double sum = 0;
        double squares = 0;
        Simulator simulator = Simulator.ofScores();
        for (int r = 0; r < replicates; r++) {
            Outcome outcome = simulator.simulate(s, MonteCarlo.SEED, r);
            double excess = (outcome.get(Measure.REPORTED_SCORE) - outcome.get(Measure.PUBLIC_SCORE)) / sigma;
            sum += excess;
            squares += excess * excess;
        }
        double mean = sum / replicates;
        double error = StrictMath.sqrt((squares / replicates - mean * mean) / replicates);
        assertThat(mean).isCloseTo(expectedMaximum, within(MonteCarlo.SIGMAS * error + 1.0 / 400));
    }

    /** Writes environments whose difficulty is the number of the candidate, plus a base. */
    private record Numbered(double base) implements EnvironmentDesigner {
        @Override
        public String name() {
            return "numbered " + base;
        }

        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            for (int j = sheet.from(); j < sheet.to(); j++) {
                sheet.write(j, brief.position(0), base + brief.candidate(), 1);
            }
        }
    }

    /** Whichever candidate is kept, everything that is measured is what that candidate alone would have given. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theKeptCandidateIsMeasuredAsIfItHadBeenAlone(long seed) {
        Scenario s = Scenario.withDefaults()
                .withEnvironments(2)
                .withPublicItems(5)
                .withFreshItems(50)
                .withWorkTasks(50)
                .withNarrowing(0.3)
                .withBudget(20);
        Simulator simulator = Simulator.ofEverything();
        Outcome kept = simulator.simulate(s.withCandidates(3).withEnvironmentDesigner(new Numbered(-2)), seed, 0);
        List<Double> divergences = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            Outcome alone = simulator.simulate(s.withEnvironmentDesigner(new Numbered(-2 + c)), seed, 0);
            divergences.add(alone.get(Measure.POLICY_DIVERGENCE));
            if (alone.get(Measure.FRESH_SCORE) == kept.get(Measure.FRESH_SCORE)) {
                assertThat(kept.get(Measure.POLICY_DIVERGENCE)).isEqualTo(alone.get(Measure.POLICY_DIVERGENCE));
                assertThat(kept.get(Measure.ENVIRONMENT_SUCCESS)).isEqualTo(alone.get(Measure.ENVIRONMENT_SUCCESS));
                assertThat(kept.get(Measure.PUBLIC_SCORE)).isEqualTo(alone.get(Measure.PUBLIC_SCORE));
                assertThat(kept.get(Measure.WORK_SCORE)).isEqualTo(alone.get(Measure.WORK_SCORE));
            }
        }
        assertThat(divergences).doesNotHaveDuplicates().contains(kept.get(Measure.POLICY_DIVERGENCE));
    }
}
