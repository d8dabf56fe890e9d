package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.evalgap.measure.Measure;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What holds of every legal scenario: seeded random ones over the whole ranges of all parameters and words, some hundreds of them in each
 * run and tens of thousands with the tag {@code long}. Sets are small, so that one takes about a millisecond.
 */
class LegalScenariosTest {
    private static final int SOME = 60;
    private static final int FEW = 200;
    private static final int MANY = 20_000;

    /** What decides on the time that a scenario takes, and so has a ceiling here. */
    private static double ceiling(Parameter parameter) {
        return switch (parameter) {
            case DIMENSION -> 40;
            case PUBLIC_ITEMS, FRESH_ITEMS, WORK_TASKS, ENVIRONMENTS, PRETRAINING_TASKS -> 12;
            case ROUNDS, CANDIDATES -> 3;
            case UPDATES, PRETRAINING -> 20;
            case EPISODES_PER_UPDATE -> 50;
            case WIDTH, SURFACE_DIMENSIONS -> 8;
            case ENVIRONMENT_HORIZON -> 1000;
            // Beyond, rounding may exceed what a step of the flow may err, which docs/numerics.md says and another test
            // asks.
            case FORMAT_LEARNING -> 1e3;
            default -> parameter.range().most();
        };
    }

    /** The default, a value near it, any value, and an end of the range, in turn. */
    private static double value(Parameter parameter, Random random) {
        Range range = parameter.range();
        double most = Math.min(range.most(), ceiling(parameter));
        double near = parameter.byDefault() * Math.exp(random.nextGaussian());
        double any = random.nextBoolean()
                ? range.least() + random.nextDouble() * (most - range.least())
                : Math.exp(Math.log(1e-9) + random.nextDouble() * Math.log(most / 1e-9));
        double value = switch (random.nextInt(6)) {
            case 0, 1, 2 -> parameter.byDefault();
            case 3 -> near;
            case 4 -> any;
            default -> random.nextBoolean() ? range.least() : most;
        };
        double cut = Math.min(Math.max(range.whole() ? Math.rint(value) : value, range.least()), most);
        return range.contains(cut) ? cut : Math.nextDown(cut);
    }

    /** Any scenario; its parameters are legal, and may not go together. */
    private static Scenario random(long seed) {
        Random random = new Random(seed);
        boolean network = random.nextInt(6) == 0;
        Scenario s = network ? Scenario.withDefaults().withNetworkLearner() : Scenario.withDefaults();
        for (Parameter parameter : Parameter.values()) {
            double value = value(parameter, random);
            // A parameter that means nothing to a network is refused: a few keep one, for the refusal's sake.
            boolean meaningless = network && parameter.stage() == Stage.KERNEL && random.nextInt(20) > 0
                    || network
                            && List.of(Parameter.BUDGET, Parameter.KL_PENALTY, Parameter.ADVANTAGE_NORMALIZATION)
                                    .contains(parameter);
            s = meaningless ? s : s.with(parameter, value);
        }
        String answers = Word.ANSWERS.words().get(Math.max(0, random.nextInt(5) - 2));
        return s.with(Word.ANSWERS, answers);
    }

    /** Whether what a scenario says goes together; if not, the refusal names what does not. */
    private static boolean consistent(Scenario s) {
        try {
            s.requireConsistent();
            return true;
        } catch (IllegalArgumentException e) {
            Stream<String> names = Stream.concat(
                    Arrays.stream(Parameter.values()).map(Parameter::label),
                    Arrays.stream(Word.values()).map(Word::label));
            assertThat(names).as(e.getMessage()).anyMatch(e.getMessage()::contains);
            return false;
        }
    }

    private static List<Scenario> legal(int count) {
        return Stream.iterate(0L, seed -> seed + 1)
                .map(LegalScenariosTest::random)
                .filter(LegalScenariosTest::consistent)
                .limit(count)
                .toList();
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
        long seed = 0;
        for (Scenario s : legal(count)) {
            check(s, simulator.simulate(s, seed, seed % 3));
            seed++;
        }
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
        List<Scenario> list = legal(SOME);
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
        for (Scenario s : legal(count)) {
            Scenario own = s.withInspiration(0).withCandidates(1);
            Outcome one = simulator.simulate(own, 4, 2);
            Outcome fresh = simulator.simulate(own.withFreshItems(s.freshItems() + 7), 4, 2);
            same(fresh, one, s, Measure.PUBLIC_SCORE, Measure.WORK_SCORE, Measure.IMPACT_SCORE);
            Outcome work = simulator.simulate(own.withWorkTasks(s.workTasks() + 9), 4, 2);
            same(work, one, s, Measure.PUBLIC_SCORE, Measure.FRESH_SCORE, Measure.POLICY_DIVERGENCE);
            Outcome more = simulator.simulate(own.withPublicItems(s.publicItems() + 5), 4, 2);
            same(more, one, s, Measure.FRESH_SCORE, Measure.WORK_SCORE, Measure.IMPACT_SCORE);
        }
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
        for (Scenario s : legal(count)) {
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
        }
    }
}
