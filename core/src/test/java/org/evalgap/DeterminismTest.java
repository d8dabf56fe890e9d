package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One seed, one result, bit for bit, wherever it is computed. Nothing here has a tolerance. */
class DeterminismTest {
    static List<Set<MeasureGroup>> groups() {
        return List.of(
                EnumSet.of(MeasureGroup.SCORES),
                EnumSet.of(MeasureGroup.SCORES, MeasureGroup.GENERALIZATION),
                EnumSet.of(MeasureGroup.SCORES, MeasureGroup.TRAJECTORY),
                EnumSet.allOf(MeasureGroup.class));
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    /** NaN where a measure was not computed, so that bits are compared, not numbers. */
    private static void same(Outcome actual, Outcome expected, Object what) {
        assertThat(bits(actual.values())).as("%s", what).isEqualTo(bits(expected.values()));
        assertThat(actual.rounds()).as("%s", what).isEqualTo(expected.rounds());
        assertThat(actual.trajectory()).as("%s", what).isEqualTo(expected.trajectory());
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedOrReplicateGivesOthers() {
        for (Scenario s : Scenarios.everyPath()) {
            Outcome first = Simulator.ofEverything().simulate(s, 5, 3);
            same(Simulator.ofEverything().simulate(s, 5, 3), first, s);
            for (Outcome other : List.of(
                    Simulator.ofEverything().simulate(s, 6, 3),
                    Simulator.ofEverything().simulate(s, 5, 4))) {
                assertThat(other.get(Measure.PUBLIC_SCORE)).isNotEqualTo(first.get(Measure.PUBLIC_SCORE));
                assertThat(other.get(Measure.FRESH_SCORE)).isNotEqualTo(first.get(Measure.FRESH_SCORE));
                assertThat(other.get(Measure.WORK_SCORE)).isNotEqualTo(first.get(Measure.WORK_SCORE));
            }
        }
    }

    /** In given order, in reverse and shuffled, so that every scenario has others before it and after it. */
    @ParameterizedTest
    @MethodSource("groups")
    void aScenarioAmongNeighboursIsTheScenarioAlone(Set<MeasureGroup> groups) {
        List<Scenario> list = new ArrayList<>(Scenarios.everyPath());
        list.remove(list.size() - 1);
        Simulator.Session shared = Simulator.of(groups).session();
        for (int pass = 0; pass < 3; pass++) {
            List<Outcome> together = shared.simulate(list, 9, pass);
            for (int i = 0; i < list.size(); i++) {
                Outcome alone = Simulator.of(groups).simulate(list.get(i), 9, pass);
                same(together.get(i), alone, list.get(i));
            }
            if (pass == 0) {
                Collections.reverse(list);
            } else {
                Collections.shuffle(list, new Random(1));
            }
        }
    }

    /** Groups are extra measures: what they share is the same. */
    @Test
    void measuringMoreChangesNothingElse() {
        for (Scenario s : Scenarios.everyPath()) {
            Outcome plain = Simulator.ofScores().simulate(s, 2, 0);
            for (Set<MeasureGroup> groups : groups()) {
                Outcome more = Simulator.of(groups).simulate(s, 2, 0);
                for (Measure measure : Measure.values()) {
                    if (plain.has(measure)) {
                        assertThat(Double.doubleToRawLongBits(more.values()[measure.ordinal()]))
                                .as("%s of %s with %s", measure.label(), s, groups)
                                .isEqualTo(Double.doubleToRawLongBits(plain.values()[measure.ordinal()]));
                    }
                }
                assertThat(more.rounds()).hasSize(s.rounds() == 1 ? 0 : s.rounds());
            }
        }
    }

    /** The end of the trajectory is the plain result; the last round's end is the result. */
    @Test
    void theEndOfACurveIsTheOutcome() {
        for (Scenario s : Scenarios.everyPath()) {
            Outcome outcome = Simulator.ofEverything().simulate(s, 4, 1);
            for (List<Outcome.CurvePoint> curve : List.of(outcome.trajectory(), outcome.rounds())) {
                if (!curve.isEmpty()) {
                    Outcome.CurvePoint end = curve.get(curve.size() - 1);
                    assertThat(end.time()).isEqualTo(1);
                    assertThat(end.publicScore()).isEqualTo(outcome.get(Measure.PUBLIC_SCORE));
                    assertThat(end.freshScore()).isEqualTo(outcome.get(Measure.FRESH_SCORE));
                    assertThat(end.workScore()).isEqualTo(outcome.get(Measure.WORK_SCORE));
                    assertThat(end.impactScore()).isEqualTo(outcome.get(Measure.IMPACT_SCORE));
                    assertThat(end.divergence()).isEqualTo(outcome.get(Measure.POLICY_DIVERGENCE));
                }
            }
            assertThat(outcome.trajectory()).hasSize(64 * s.rounds() + 1);
        }
    }

    @Test
    void manyThreadsGiveWhatOneGives() throws Exception {
        List<Scenario> list = Scenarios.everyPath();
        Simulator simulator = Simulator.ofEverything();
        List<Callable<Outcome>> work = new ArrayList<>();
        for (int i = 0; i < 4 * list.size(); i++) {
            int index = i;
            work.add(() -> simulator.simulate(list.get(index % list.size()), 1, index / list.size()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Outcome>> futures = threads.invokeAll(work);
            for (int i = 0; i < work.size(); i++) {
                Outcome alone = Simulator.ofEverything().simulate(list.get(i % list.size()), 1, i / list.size());
                same(futures.get(i).get(), alone, list.get(i % list.size()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Buffers are reused: every size follows one that is a little smaller, and at the end one that is much larger. */
    @Test
    void scenariosThatGrowOneByOneAreEachTheScenarioAlone() {
        Simulator grown = Simulator.ofEverything();
        for (int size : java.util.stream.IntStream.concat(
                        java.util.stream.IntStream.rangeClosed(1, 40), java.util.stream.IntStream.of(3, 700, 2))
                .toArray()) {
            Scenario s = Scenario.withDefaults()
                    .withDimension(1 + size % 11)
                    .withEnvironments(Math.min(size, 100))
                    .withPublicItems(size)
                    .withFreshItems(size)
                    .withWorkTasks(size)
                    .withNarrowing(0.5)
                    .withErrorFocus(size % 3)
                    .withEnvironmentHorizon(1 + size % 2)
                    .withRounds(size > 4 ? 1 + size % 4 : 1)
                    .withKlPenalty(size % 7 == 0 ? 1 : 0)
                    .withBudget(size % 7 == 0 ? 1e7 : 50);
            same(grown.simulate(s, 2, 0), Simulator.ofEverything().simulate(s, 2, 0), s);
        }
    }

    @Test
    void summariesAreThoseOfTheirReplicatesWhateverElseTheSimulatorDid() {
        Simulator used = Simulator.ofScores();
        used.summarize(Scenarios.SMALL.withDimension(5).withEnvironments(70), 8, 3);
        Summary first = used.summarize(Scenarios.SMALL, 8, 37);
        Summary again = Simulator.ofScores().summarize(Scenarios.SMALL, 8, 37);
        for (Measure measure : Measure.values()) {
            assertThat(Double.doubleToRawLongBits(first.mean(measure)))
                    .isEqualTo(Double.doubleToRawLongBits(again.mean(measure)));
            assertThat(first.standardError(measure)).isEqualTo(again.standardError(measure));
        }
    }

    /** With a separable world the first environments' weights show: more items change neither designs nor other sets. */
    @Test
    void growingAnItemSetLeavesTheOtherSetsScoresAlone() {
        Scenario s = Scenarios.SMALL.withInspiration(0);
        Outcome few = Simulator.ofScores().simulate(s, 3, 0);
        Outcome more = Simulator.ofScores().simulate(s.withPublicItems(50).withFreshItems(90), 3, 0);
        assertThat(more.get(Measure.WORK_SCORE)).isEqualTo(few.get(Measure.WORK_SCORE));
        assertThat(more.get(Measure.POLICY_DIVERGENCE)).isEqualTo(few.get(Measure.POLICY_DIVERGENCE));
        Outcome grownWork = Simulator.ofScores().simulate(Scenarios.SMALL.withWorkTasks(300), 3, 0);
        Outcome base = Simulator.ofScores().simulate(Scenarios.SMALL, 3, 0);
        assertThat(grownWork.get(Measure.PUBLIC_SCORE)).isEqualTo(base.get(Measure.PUBLIC_SCORE));
        assertThat(grownWork.get(Measure.FRESH_SCORE)).isEqualTo(base.get(Measure.FRESH_SCORE));
    }
}
