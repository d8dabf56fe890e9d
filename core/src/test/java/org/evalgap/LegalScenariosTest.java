package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.evalgap.measure.Measure;
import org.evalgap.task.MisfitException;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What holds of every {@linkplain LegalScenarios legal scenario}, of some hundreds in each run and of tens of thousands with the tag
 * {@code long}.
 */
class LegalScenariosTest {
    private static final int SOME = 60;
    private static final int FEW = 200;
    private static final int MANY = 20_000;

    /** Five of six are meant to have a kernel, and three of five answers that are all 1; many of the others do not go together. */
    @Test
    void legalScenariosAreOfEveryLearnerAndAllAnswers() {
        List<Scenario> legal = LegalScenarios.some(SOME);
        assertThat(legal).filteredOn(s -> s.get(Word.LEARNER).equals("kernel")).hasSizeBetween(SOME / 2, SOME - 5);
        for (String answers : Word.ANSWERS.words()) {
            assertThat(legal)
                    .filteredOn(s -> s.get(Word.ANSWERS).equals(answers))
                    .hasSizeGreaterThan(SOME / 15);
        }
    }

    @Test
    void everyLegalScenarioHasAnOutcomeOfNumbersInTheirRanges() {
        outcomesAreNumbersInTheirRanges(FEW);
    }

    @Tag("long")
    @Test
    void everyOneOfManyLegalScenariosHasAnOutcomeOfNumbersInTheirRanges() {
        outcomesAreNumbersInTheirRanges(MANY);
    }

    private static void outcomesAreNumbersInTheirRanges(int count) {
        Simulator simulator = Simulator.ofEverything();
        each(count, (s, seed) -> check(s, simulator.simulate(s, seed, seed % 3)));
    }

    /** Asks each scenario, and lets one of two hundred be refused because a penalty pulls back too hard; docs/numerics.md says when. */
    private static void each(int count, ObjIntConsumer<Scenario> question) {
        List<Scenario> scenarios = LegalScenarios.some(count);
        List<Scenario> refused = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try {
                question.accept(scenarios.get(i), i);
            } catch (MisfitException e) {
                assertThat(e).hasMessageStartingWith("training that is pulled back this hard");
                assertThat(scenarios.get(i).klPenalty()).isPositive();
                refused.add(scenarios.get(i));
            }
        }
        assertThat(refused).hasSizeLessThanOrEqualTo(count / 200);
    }

    private static void check(Scenario s, Outcome outcome) {
        for (Measure measure : Measure.values()) {
            if (measure != Measure.TRANSFER) {
                assertThat(outcome.get(measure))
                        .as("%s of %s", measure.label(), s)
                        .isFinite();
            }
        }
        for (Measure score : List.of(
                Measure.PUBLIC_SCORE, Measure.PUBLIC_SCORE_BEFORE, Measure.FRESH_SCORE, Measure.FRESH_SCORE_BEFORE)) {
            // A mean of numbers that are all γ may lie beside it by rounding.
            assertThat(outcome.get(score)).as("%s of %s", score.label(), s).isBetween(s.guessRate() - 1e-15, 1 + 1e-15);
        }
        for (Measure score : List.of(Measure.WORK_SCORE, Measure.IMPACT_SCORE, Measure.PEAK_TIME)) {
            assertThat(outcome.get(score)).as("%s of %s", score.label(), s).isBetween(0.0, 1 + 1e-15);
        }
        assertThat(outcome.get(Measure.INFLATION)
                        + outcome.get(Measure.DISTRIBUTION_GAP)
                        + outcome.get(Measure.RELIABILITY_GAP))
                .as("sum of %s", s)
                .isCloseTo(outcome.get(Measure.DISCONNECT), within(1e-15));
        assertThat(outcome.get(Measure.OVEROPTIMIZATION)).as("%s", s).isNotNegative();
    }

    /** One simulator for four threads, in another order, against a simulator of its own for each scenario. */
    @Test
    void threadsAndOrderDoNotMatter() {
        List<Scenario> list = LegalScenarios.some(SOME);
        List<Integer> order =
                new ArrayList<>(Stream.iterate(0, i -> i + 1).limit(list.size()).toList());
        Collections.shuffle(order, new Random(3));
        Simulator shared = Simulator.ofScores();
        List<Optional<Outcome>> together = new ArrayList<>(Collections.nCopies(list.size(), Optional.empty()));
        order.parallelStream().forEach(i -> {
            Outcome outcome = shared.simulate(list.get(i), 8, i);
            synchronized (together) {
                together.set(i, Optional.of(outcome));
            }
        });
        for (int i = 0; i < list.size(); i++) {
            assertThat(bits(together.get(i).orElseThrow()))
                    .as("%s", list.get(i))
                    .isEqualTo(bits(Simulator.ofScores().simulate(list.get(i), 8, i)));
        }
    }

    private static long[] bits(Outcome outcome) {
        return Arrays.stream(outcome.values())
                .map(x -> x + 0.0)
                .mapToLong(Double::doubleToLongBits)
                .toArray();
    }

    /** §3: a set that grows keeps its first items, so that what is scored on other sets keeps its bits. Public ones inspire nobody here. */
    @Test
    void aSetThatGrowsLeavesTheOthersAsTheyWere() {
        growingSetsLeaveTheOthers(SOME);
    }

    @Tag("long")
    @Test
    void manySetsThatGrowLeaveTheOthersAsTheyWere() {
        growingSetsLeaveTheOthers(MANY / 4);
    }

    private static void growingSetsLeaveTheOthers(int count) {
        Simulator simulator = Simulator.ofScores();
        each(count, (s, index) -> {
            Scenario own = s.withInspiration(0).withCandidates(1);
            Outcome one = simulator.simulate(own, 4, 2);
            Outcome fresh = simulator.simulate(own.withFreshItems(s.freshItems() + 7), 4, 2);
            same(fresh, one, s, Measure.PUBLIC_SCORE, Measure.WORK_SCORE, Measure.IMPACT_SCORE);
            Outcome work = simulator.simulate(own.withWorkTasks(s.workTasks() + 9), 4, 2);
            same(work, one, s, Measure.PUBLIC_SCORE, Measure.FRESH_SCORE, Measure.POLICY_DIVERGENCE);
            Outcome more = simulator.simulate(own.withPublicItems(s.publicItems() + 5), 4, 2);
            same(more, one, s, Measure.FRESH_SCORE, Measure.WORK_SCORE, Measure.IMPACT_SCORE);
        });
    }

    private static void same(Outcome actual, Outcome expected, Scenario s, Measure... measures) {
        for (Measure measure : measures) {
            assertThat(actual.get(measure)).as("%s of %s", measure.label(), s).isEqualTo(expected.get(measure));
        }
    }

    /** §12: answers enter products of two only, so that it does not matter which of them is called 1. */
    @Test
    void theOtherSignOfAllAnswersChangesNothing() {
        for (int seed = 0; seed < SOME; seed++) {
            Scenario s = Scenario.withDefaults()
                    .withMemorization(seed % 4 / 3.0)
                    .withFormatLearning(seed % 3 * 0.2)
                    .withNarrowing(seed % 5)
                    .withEnvironmentHorizon(1 + seed % 6)
                    .withBudget(1 + 10 * seed);
            assertThat(audit(seed, -1).run(s).measures())
                    .isEqualTo(audit(seed, 1).run(s).measures());
        }
    }

    private static Audit audit(long seed, int sign) {
        Random random = new Random(seed);
        TaskSet items = answered(random, sign);
        return Audit.of(items, answered(random, sign))
                .withFresh(answered(random, sign))
                .withWork(answered(random, sign));
    }

    private static TaskSet answered(Random random, int sign) {
        TaskSet.Builder set = TaskSet.builder(2);
        for (int i = 0; i < 8; i++) {
            double[] x = {random.nextGaussian(), random.nextGaussian()};
            int answer = random.nextBoolean() ? sign : -sign;
            set.add(x, random.nextGaussian(), random.nextInt(2), 0.5 + random.nextDouble(), answer, "t" + i);
        }
        return set.build();
    }

    /** §12: only memory sees the surface. Without memory it may be as it likes. */
    @Test
    void withoutMemoryTheSurfaceDoesNotMatter() {
        theSurfaceDoesNotMatter(SOME);
    }

    @Tag("long")
    @Test
    void withoutMemoryTheSurfaceOfManyDoesNotMatter() {
        theSurfaceDoesNotMatter(MANY / 4);
    }

    private static void theSurfaceDoesNotMatter(int count) {
        Simulator simulator = Simulator.ofScores();
        each(count, (s, index) -> {
            if (s.get(Word.LEARNER).equals("kernel")) {
                Scenario plain = s.withMemorization(0).withSurfaceDimensions(0);
                Outcome with = simulator.simulate(plain.withSurfaceDimensions(5).withSurfaceSpread(2), 6, 1);
                Outcome without = simulator.simulate(plain, 6, 1);
                for (Measure measure :
                        List.of(Measure.PUBLIC_SCORE, Measure.FRESH_SCORE, Measure.WORK_SCORE, Measure.IMPACT_SCORE)) {
                    assertThat(with.get(measure))
                            .as("%s of %s", measure.label(), s)
                            .isCloseTo(without.get(measure), within(1e-9));
                }
            }
        });
    }
}
