package org.evalgap.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.measure.Measure;
import org.evalgap.sweep.SweepPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plans that come with the project. */
class PlansTest {
    private static final Path PLANS = Path.of("plans");

    @Test
    void everyPlanCanBeRead() throws IOException {
        try (Stream<Path> files = Files.list(PLANS)) {
            List<Path> plans = files.toList();
            assertThat(plans).hasSizeGreaterThanOrEqualTo(3);
            for (Path plan : plans) {
                assertThat(PlanFile.read(plan).plan(Map.of(), null).size()).isGreaterThan(1);
            }
        }
    }

    /**
     * The mean GSM8K accuracy of the 31 models below the median of Zhang et al. 2024 is .3214. The mean of 200 replicates has a
     * standard error of about .0005 (1319 items, standard deviation of success about .27); four of them are missed with
     * probability 6e-5.
     */
    @Test
    void theUntrainedLearnerOfGsm8kScoresLikeTheWeakerHalfOfTheModels() {
        SweepPlan plan =
                PlanFile.read(PLANS.resolve("gsm8k.yaml")).plan(Map.of("budget", "0", "environments", "1"), null);
        Summary summary = Simulator.ofScores().summarize(plan.point(0).scenario(), 1, 200);
        assertThat(summary.mean(Measure.PUBLIC_SCORE_BEFORE)).isCloseTo(0.3214, within(4 * 0.0006));
        assertThat(plan.point(0).scenario().publicItems()).isEqualTo(1319);
        assertThat(plan.point(0).scenario().freshItems()).isEqualTo(1205);
    }

    /** A table that changes while a sweep runs must not give its points different tasks. */
    @Test
    void tablesOfTasksAreReadOnce(@TempDir Path folder) throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "x0,difficulty\n0,1\n1,2\n");
        Path file = Files.writeString(
                folder.resolve("p.yaml"), "vary: {lab: {ours: {eval: {tasks: t.csv}}, theirs: {budget: 2}}}\n");
        SweepPlan plan = PlanFile.read(file).plan(Map.of("dimension", "1"), null);
        String before = plan.point(0).scenario().canonicalText();
        Files.delete(table);
        assertThat(plan.point(0).scenario().canonicalText()).isEqualTo(before);
    }

    /** Facts of the published table: means, deviations and numbers of models of three groups. */
    @Test
    void gsm8kCarriesThePublishedFigures() {
        SweepPlan plan = PlanFile.read(PLANS.resolve("gsm8k.yaml")).plan(Map.of(), null);
        assertThat(plan.reference()).extracting(f -> f.mean()).containsExactly(0.021, 0.032, -0.005);
        assertThat(plan.reference()).extracting(f -> f.count()).containsExactly(63L, 18L, 12L);
    }

    /** Every lab spends 4096 decisions in all, and nothing else differs between labs. */
    @Test
    void labsThatHackRewardsSpendTheSame() {
        SweepPlan plan = PlanFile.read(PLANS.resolve("reward-hacking.yaml")).plan(Map.of(), null);
        assertThat(plan.size()).isEqualTo(27);
        for (int i = 0; i < plan.size(); i++) {
            Scenario s = plan.point(i).scenario();
            assertThat(s.candidates() * s.budget()).isEqualTo(4096);
            assertThat(s.withCandidates(1).withBudget(1).withRounds(1).withErrorFocus(0))
                    .isEqualTo(Scenario.withDefaults().withBudget(1));
        }
    }

    @Test
    void aSettingHoldsInsideChoicesToo() {
        SweepPlan plan =
                PlanFile.read(PLANS.resolve("reward-hacking.yaml")).plan(Map.of("budget", "64", "rounds", "2"), null);
        assertThat(plan.size()).isEqualTo(9);
        for (int i = 0; i < plan.size(); i++) {
            assertThat(plan.point(i).scenario().budget()).isEqualTo(64);
            assertThat(plan.point(i).scenario().rounds()).isEqualTo(2);
        }
    }
}
