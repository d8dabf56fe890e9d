package org.evalgap.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.evalgap.Parameter;
import org.evalgap.measure.Measure;
import org.evalgap.work.Elsewhere;
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

    /** A run that was measured and one that was not; what travels are numbers, or the reason why there are none. */
    @Test
    void whoeverSimulatesTheBitsAreTheSame() {
        TrainingRun half = new TrainingRun("half", Labs.SMALL, Set.of(), Map.of(Parameter.BUDGET, 0.5), List.of());
        Evidence two = new Evidence(
                "two",
                List.of(USUAL.runs().get(0), half),
                USUAL.unknown(),
                USUAL.learners(),
                List.of(new Wanted(Quantity.of(Measure.WORK_SCORE), "half", 0)),
                USUAL.narrow(),
                USUAL.candidates());
        Worlds worlds = Worlds.of(two, 7);
        Explainer explainer = Explainer.of(two).withGoal(100).withSeed(7);
        Explanation here = explainer.explain();
        try (Elsewhere<Worlds.Piece, Worlds.Values> elsewhere = new Elsewhere<>(
                Worlds.Piece::toBytes,
                piece -> worlds.simulate(Worlds.Piece.of(piece)).toBytes(),
                Worlds.Values::of)) {
            Explanation there = explainer.withWorkers(elsewhere).explain();
            assertThat(4L * elsewhere.done()).as("four points a piece").isGreaterThanOrEqualTo(here.simulations());
            assertThat(there.predictions()).isEqualTo(here.predictions());
            assertThat(there.parameters()).isEqualTo(here.parameters());
            assertThat(there.advice()).isEqualTo(here.advice());
        }
        Worlds.Piece piece =
                new Worlds.Piece(3, LearnerKind.KERNEL, new int[] {1, 0}, new long[] {5, 9}, new double[2][1]);
        byte[] bytes =
                new Worlds.Values(piece, new double[][] {{-0.0, Double.NaN}, {}}, new String[] {"", "ä"}).toBytes();
        assertThat(Worlds.Values.of(Worlds.Piece.of(piece.toBytes()), bytes).toBytes())
                .isEqualTo(bytes);
        assertThatThrownBy(() -> Worlds.Values.of(piece, Arrays.copyOf(bytes, bytes.length - 1)))
                .hasMessageContaining("too few bytes");
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

    /** A network so small that it is trained in a millisecond. */
    private static Evidence small(List<LearnerKind> learners, List<Unknown> unknown, Observation... observed) {
        org.evalgap.Scenario scenario = Labs.SMALL.withWidth(4).withBatch(16).withLearningRate(0.02);
        TrainingRun run = new TrainingRun("run", scenario, java.util.Set.of(), java.util.Map.of(), List.of(observed));
        Evidence evidence = Evidence.of("test", run, unknown);
        return new Evidence(
                "test",
                evidence.runs(),
                unknown,
                learners,
                evidence.wanted(),
                evidence.narrow(),
                List.of(new Candidate(Quantity.of(Measure.WORK_SCORE), "run", 50)));
    }

    private static final List<Unknown> EITHER = List.of(
            Labs.unknown("competence", Prior.normal(0, 1)),
            Labs.unknown("budget", Prior.logUniform(4, 4096)),
            Labs.unknown("updates", Prior.logUniform(1, 100)));

    private static final Observation[] SEEN = {
        seen(Measure.PUBLIC_SCORE_BEFORE, 20, 40), seen(Measure.PUBLIC_SCORE, 32, 40), seen(Measure.FRESH_SCORE, 42, 60)
    };

    /** What means nothing to a learner is no obstacle, and what means something stays. */
    @Test
    void anyParameterMayBeUnknownToEither() {
        for (Parameter parameter : Parameter.values()) {
            double value = Prior.byDefault(parameter).value(parameter, 0.5);
            org.evalgap.Scenario one = Labs.SMALL
                    .withRounds(1)
                    .withUpdates(8)
                    .withWidth(2)
                    .withBatch(2)
                    .with(parameter, Math.min(value, 40));
            for (LearnerKind learner : LearnerKind.values()) {
                assertThat(org.evalgap.Simulator.of(java.util.EnumSet.noneOf(org.evalgap.measure.MeasureGroup.class))
                                .simulate(learner.in(one), 1, 0)
                                .get(Measure.PUBLIC_SCORE))
                        .as(learner.label() + " with " + parameter.label())
                        .isBetween(0.0, 1.0);
            }
        }
        assertThat(LearnerKind.NETWORK.in(Labs.SMALL.withBreadth(3)).breadth()).isEqualTo(1);
        assertThat(LearnerKind.KERNEL.in(Labs.SMALL.withBreadth(3)).breadth()).isEqualTo(3);
    }

    @Test
    void aNetworkExplainsTooWithTheSameBitsForAnyNumberOfThreads() {
        Explainer explainer = Explainer.of(small(List.of(LearnerKind.NETWORK), EITHER, SEEN))
                .withSimulations(15 * 1500)
                .withGoal(120);
        int[] told = new int[2];
        Explanation one = explainer
                .withThreads(1)
                .withListener(new Explainer.Listener() {
                    @Override
                    public void simulated(LearnerKind learner, int points, double effective) {
                        told[0] = points;
                    }

                    @Override
                    public void working(LearnerKind learner, int points, int most) {
                        assertThat(most).isEqualTo(1500);
                        told[1] = points;
                    }
                })
                .explain();
        assertThat(one.refusal()).isEmpty();
        assertThat(told[1])
                .isEqualTo(told[0])
                .isEqualTo((int) one.simulations())
                .isLessThanOrEqualTo(1500);
        assertThat(one.parameters().get(0).contraction()).isGreaterThan(0.5);
        Explanation three = explainer.withThreads(3).explain();
        assertThat(three.predictions()).isEqualTo(one.predictions());
        assertThat(three.advice()).isEqualTo(one.advice());
    }

    /** With one prior on each learner the posterior over learners is that of their evidences, which each alone gives too. */
    @Test
    void learnersAreWeighedByTheirEvidence() {
        Evidence both = small(List.of(LearnerKind.values()), EITHER, SEEN);
        Explanation explanation =
                Explainer.of(both).withSimulations(15 * 1500).withGoal(120).explain();
        double kernel = explanation.learners().get(LearnerKind.KERNEL);
        double network = explanation.learners().get(LearnerKind.NETWORK);
        assertThat(kernel + network).isCloseTo(1, within(1e-12));
        long drawn = java.util.Arrays.stream(explanation.draws().learners())
                .filter(learner -> learner == LearnerKind.KERNEL)
                .count();
        assertThat(drawn / (double) explanation.draws().size()).isCloseTo(kernel, within(1e-3));
        // What either has alone is weighed by these probabilities, up to the luck of 120 effective points each.
        double mixed = kernel * mean(LearnerKind.KERNEL) + network * mean(LearnerKind.NETWORK);
        assertThat(explanation.predictions().get(0).mean()).isCloseTo(mixed, within(0.02));
        assertThat(explanation.advice().get(0).reduction()).isBetween(-0.2, 1.0);
    }

    private static double mean(LearnerKind learner) {
        Evidence alone = small(List.of(learner), EITHER, SEEN);
        return Explainer.of(alone)
                .withSimulations(15 * 1500)
                .withGoal(120)
                .explain()
                .predictions()
                .get(0)
                .mean();
    }

    /** A gain that one update or two cannot give speaks for the learner that can. */
    @Test
    void theLearnerThatExplainsIsFound() {
        List<Unknown> unknown = List.of(
                Labs.unknown("competence", Prior.normal(0, 1)),
                Labs.unknown("budget", Prior.logUniform(1000, 4096)),
                Labs.unknown("updates", Prior.uniform(1, 2)));
        Evidence both = small(
                List.of(LearnerKind.values()),
                unknown,
                seen(Measure.PUBLIC_SCORE_BEFORE, 12, 40),
                seen(Measure.PUBLIC_SCORE, 36, 40),
                seen(Measure.FRESH_SCORE, 48, 60));
        Explanation explanation =
                Explainer.of(both).withSimulations(15 * 1500).withGoal(120).explain();
        assertThat(explanation.learners().get(LearnerKind.KERNEL)).isGreaterThan(0.99);
    }

    private static final class Memory implements PointStore {
        final java.util.Map<String, double[]> worlds = new java.util.concurrent.ConcurrentHashMap<>();
        final java.util.concurrent.atomic.AtomicInteger found = new java.util.concurrent.atomic.AtomicInteger();

        @Override
        public java.util.Optional<double[]> find(String key) {
            java.util.Optional<double[]> values = java.util.Optional.ofNullable(worlds.get(key));
            values.ifPresent(v -> found.incrementAndGet());
            return values;
        }

        @Override
        public void keep(String key, double[] values) {
            worlds.put(key, values);
        }
    }

    @Test
    void whatIsStoredIsNotSimulatedAgainAndChangesNothing() {
        Memory memory = new Memory();
        Explainer plain = Explainer.of(USUAL).withGoal(150);
        Explainer storing = plain.withStore(memory);
        Explanation first = storing.explain();
        List<Advice> advice = first.advice();
        int simulated = memory.worlds.size();
        Explanation second = storing.explain();
        assertThat(second.advice()).isEqualTo(advice).isEqualTo(plain.explain().advice());
        assertThat(second.predictions())
                .isEqualTo(first.predictions())
                .isEqualTo(plain.explain().predictions());
        assertThat(memory.worlds).as("simulated anew").hasSize(simulated);
        // More precision goes on where the store ends.
        Explanation more = storing.withGoal(300).explain();
        assertThat(memory.worlds.size() - simulated).isEqualTo((int) (more.simulations() - first.simulations()));
        // A run that is added meets the same points first.
        int before = memory.found.get();
        TrainingRun next = new TrainingRun(
                "next", Labs.SMALL, java.util.Set.of(), java.util.Map.of(Parameter.BUDGET, 2.0), List.of());
        List<TrainingRun> runs = List.of(USUAL.runs().get(0), next);
        Explainer.of(USUAL.withRuns(runs)).withGoal(150).withStore(memory).explain();
        assertThat(memory.found.get() - before).isGreaterThanOrEqualTo((int) first.simulations());
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
