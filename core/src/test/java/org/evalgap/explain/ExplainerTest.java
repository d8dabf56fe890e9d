package org.evalgap.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.evalgap.Parameter;
import org.evalgap.measure.Measure;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final List<Unknown> UNKNOWN = List.of(
            Labs.unknown("competence", Prior.normal(0, 1)),
            Labs.unknown("budget", Prior.logUniform(4, 4096)),
            // Nothing that is observed here depends on it.
            Labs.unknown("workHorizon", Prior.logUniform(1, 100)));

    private static Observation seen(Measure measure, double right, double items) {
        return new Observation(Quantity.of(measure), right, items);
    }

    private static Evidence evidence(Observation... observed) {
        TrainingRun run = new TrainingRun("run", Labs.SMALL, java.util.Set.of(), java.util.Map.of(), List.of(observed));
        return Evidence.of("test", run, UNKNOWN);
    }

    private static final Evidence USUAL = evidence(
            seen(Measure.PUBLIC_SCORE_BEFORE, 20, 40),
            seen(Measure.PUBLIC_SCORE, 32, 40),
            seen(Measure.FRESH_SCORE, 42, 60));

    @Test
    void threadsDoNotMatterAndSeedsDo() {
        Explainer explainer = Explainer.of(USUAL).withGoal(150);
        Explanation one = explainer.withThreads(1).explain();
        Explanation three = explainer.withThreads(3).explain();
        assertThat(three.predictions()).isEqualTo(one.predictions());
        assertThat(three.parameters()).isEqualTo(one.parameters());
        assertThat(three.advice()).isEqualTo(one.advice());
        assertThat(explainer.withSeed(2).explain().predictions()).isNotEqualTo(one.predictions());
    }

    @Test
    void whatMeasurementsDoNotSpeakOfStaysFree() {
        Explanation explanation = Explainer.of(USUAL).withGoal(400).explain();
        ParameterPosterior competence = explanation.parameters().get(0);
        ParameterPosterior horizon = explanation.parameters().get(2);
        assertThat(competence.contraction()).isGreaterThan(0.7);
        // The variance of a uniform sample of 400 has a relative deviation of √(0.8/400) = .045; four of them.
        assertThat(horizon.contraction()).isCloseTo(0, within(0.18));
        Direction free = explanation.directions().get(0);
        assertThat(free.isFree()).isTrue();
        assertThat(free.loadings().get("workHorizon")).isGreaterThan(0.9);
        assertThat(explanation.checks()).allMatch(check -> check.pValue() > 0.05);
    }

    /** A flow of gains that are never negative, on items of one recipe, cannot lift the fresh score alone. */
    @Test
    void whatNothingExplainsIsRefusedByName() {
        Explanation explanation = Explainer.of(evidence(
                        seen(Measure.PUBLIC_SCORE_BEFORE, 200, 400),
                        seen(Measure.PUBLIC_SCORE, 200, 400),
                        seen(Measure.FRESH_SCORE, 390, 400)))
                .withSimulations(6000)
                .explain();
        assertThat(explanation.refusal())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("no parameters of the prior explain", "Score of run was")
                        .contains("widen a prior"));
    }

    @Test
    void tooFewEffectivePointsAreRefused() {
        Explanation explanation = Explainer.of(USUAL).withSimulations(200).explain();
        assertThat(explanation.refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("effective points of 200"));
    }

    /** More items of what is asked for narrow it more; a score that hardly depends on it narrows it less. */
    @Test
    void adviceOrdersMeasurementsByWhatTheyTell() {
        Wanted goal = new Wanted(Quantity.of(Measure.WORK_SCORE), "run", 0);
        Quantity work = Quantity.of(Measure.WORK_SCORE);
        Evidence asked = USUAL.withCandidates(
                goal,
                List.of(
                        new Candidate(work, "run", 20),
                        new Candidate(work, "run", 500),
                        new Candidate(Quantity.of(Measure.FRESH_SCORE), "run", 20)));
        List<Advice> advice = Explainer.of(asked).withGoal(300).explain().advice();
        Advice few = find(advice, "workScore", 20);
        assertThat(find(advice, "workScore", 500).reduction())
                .isGreaterThan(0.7)
                .isGreaterThan(few.reduction());
        assertThat(few.reduction()).isGreaterThan(find(advice, "freshScore", 20).reduction());
        assertThat(few.perItem()).isGreaterThan(find(advice, "workScore", 500).perItem());
    }

    private static Advice find(List<Advice> advice, String label, int items) {
        return advice.stream()
                .filter(a -> a.candidate().quantity().label().equals(label)
                        && a.candidate().items() == items)
                .findFirst()
                .orElseThrow();
    }

    /** Against the binomial distribution of Commons Math; beyond 200 expected of either kind, a normal one within .002. */
    @Test
    void tailsAreBinomial() {
        for (int n : new int[] {1, 7, 40, 900}) {
            for (double p : new double[] {1e-9, 0.01, 0.2, 0.5, 0.9, 1 - 1e-9}) {
                BinomialDistribution binomial = new BinomialDistribution(n, p);
                for (int k = 0; k <= n; k += 1 + n / 20) {
                    double expected = binomial.cumulativeProbability(k) - 0.5 * binomial.probability(k);
                    assertThat(Binomial.below(k, n, p))
                            .isCloseTo(expected, within(n * Math.min(p, 1 - p) > 200 ? 2e-3 : 1e-9));
                }
            }
        }
    }

    @Test
    void priorsHaveTheirQuantilesAndMoments() {
        Parameter budget = Parameter.BUDGET;
        assertThat(Prior.uniform(2, 6).value(budget, 0)).isEqualTo(4);
        assertThat(Prior.logUniform(1, 100).value(budget, 0)).isCloseTo(10, within(1e-12));
        assertThat(Prior.normal(5, 2).value(budget, 1.5)).isEqualTo(8);
        assertThat(Prior.normal(5, 2).value(budget, -9)).as("legal").isZero();
        assertThat(Prior.fixed(3).value(budget, 2)).isEqualTo(3);
        assertThat(Prior.uniform(2, 6).deviation()).isCloseTo(4 / Math.sqrt(12), within(1e-14));
        assertThat(Prior.logUniform(1, 100).deviation()).isCloseTo(Math.log(100) / Math.sqrt(12), within(1e-14));
        for (Parameter parameter : Parameter.values()) {
            assertThat(Prior.byDefault(parameter).requireLegal(parameter)).isNotNull();
        }
    }
}
