package org.evalgap.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.evalgap.LegalScenarios;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.learner.GeneralizationKernel;
import org.evalgap.measure.Measure;
import org.evalgap.task.MisfitException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds of audits with shares (§14), of random suites and {@linkplain LegalScenarios random legal scenarios}. */
class LegalSuitesTest {
    private static final int SOME = 100;
    private static final int MANY = 5_000;
    private static final int M = 5;

    /**
     * Decisions beyond which a hundredth of a budget may lead past the end of a plateau, where scores jump; and where influence is known to
     * be wrong once, see docs/reliability.md.
     */
    private static final double MOST = 1e8;

    /** The numeric contract of the model (§11): the error of a flow in any score. */
    private static final double FLOW = 1e-7;

    private static final List<Measure> SCORES =
            List.of(Measure.PUBLIC_SCORE, Measure.FRESH_SCORE, Measure.WORK_SCORE, Measure.IMPACT_SCORE);

    @Test
    void gainsAreTheSumsOfWhatEnvironmentsTaughtAndInfluencesBalance() {
        ofAll(SOME, LegalSuitesTest::audit);
    }

    @Tag("long")
    @Test
    void gainsOfManyAreTheSumsOfWhatEnvironmentsTaughtAndInfluencesBalance() {
        ofAll(MANY, LegalSuitesTest::audit);
    }

    /** Budgets leave room for a step up. */
    private static List<Scenario> scenarios(int count) {
        return LegalScenarios.some(count).stream()
                .filter(s -> s.get(Word.LEARNER).equals("kernel"))
                .map(s -> s.withBudget(Math.min(s.budget(), 9e11)))
                .toList();
    }

    private static AuditSpec spec(Scenario s) {
        return AuditSpec.withDefaults()
                .withScale(Scale.ABSOLUTE)
                .withResamples(0)
                .withTeachers(M)
                .withScenario(s);
    }

    private static Suite suite(int seed) {
        return Suites.suite(seed, 6, M, 1 + seed % 3);
    }

    /** Checks all scenarios; those may be refused, at most one in five, where a penalty up to 10⁶ meets a budget up to 10¹². */
    private static void ofAll(int count, BiConsumer<Suite, Scenario> check) {
        List<Scenario> all = scenarios(count);
        int refused = 0;
        for (int seed = 0; seed < all.size(); seed++) {
            try {
                check.accept(suite(seed), all.get(seed));
            } catch (MisfitException e) {
                assertThat(e).hasMessageStartingWith("klPenalty times budget makes this training too stiff");
                refused++;
            }
        }
        assertThat(all).hasSizeGreaterThan(count / 2);
        assertThat(refused).isLessThanOrEqualTo(count / 5);
    }

    private static void audit(Suite suite, Scenario s) {
        AuditResult result = SuiteAudit.run(suite, spec(s));
        measures(result, s);
        for (Place place : Place.values()) {
            for (ItemFinding item : result.items(place)) {
                item(item, suite, result, s);
            }
        }
        influences(result, s);
        if (s.budget() <= MOST) {
            budget(result, suite, s);
        }
    }

    private static void measures(AuditResult result, Scenario s) {
        Map<Measure, Double> measures = result.measures();
        for (Measure measure : measures.keySet()) {
            if (measure != Measure.TRANSFER) {
                assertThat(measures.get(measure))
                        .as("%s of %s", measure.label(), s)
                        .isFinite();
            }
        }
        for (Measure score : SCORES) {
            double least = score == Measure.PUBLIC_SCORE || score == Measure.FRESH_SCORE ? s.guessRate() : 0;
            assertThat(measures.get(score)).as("%s of %s", score.label(), s).isBetween(least - 1e-15, 1 + 1e-15);
        }
        assertThat(measures.get(Measure.INFLATION)
                        + measures.get(Measure.DISTRIBUTION_GAP)
                        + measures.get(Measure.RELIABILITY_GAP))
                .as("sum of %s", s)
                .isCloseTo(measures.get(Measure.DISCONNECT), within(1e-15));
    }

    /** By the formula of the kernel, whose exponential in the library errs by 3e-12; terms are as large as the weights. */
    private static void item(ItemFinding item, Suite suite, AuditResult result, Scenario s) {
        GeneralizationKernel kernel = s.kernel();
        ItemSet set = suite.at(item.place()).orElseThrow();
        boolean formatted = set.format(item.row(), item.place().format()) == 1;
        double exposure = 0;
        double taught = 0;
        double size = 1;
        for (int j = 0; j < M; j++) {
            EnvironmentFinding environment = result.environments().get(j);
            double k = kernel.of(squaredDistance(set, item.row(), suite.environments(), j), formatted);
            exposure += environment.share() * k;
            taught += k * environment.weight();
            size += (1 + s.formatLearning()) * (environment.share() + Math.abs(environment.weight()));
        }
        assertThat(item.exposure()).as("exposure in %s", s).isCloseTo(exposure, within(1e-11 * size));
        assertThat(item.parts().forgetting()).as("forgotten in %s", s).isLessThanOrEqualTo(0);
        assertThat(item.gain() - item.parts().forgetting())
                .as("gain in %s", s)
                .isCloseTo(taught, within(1e-11 * size - 1e-11 * item.parts().forgetting()));
        assertThat(item.parts().total())
                .as("gain in %s", s)
                .isCloseTo(
                        item.gain(), within(1e-11 * size - 1e-11 * item.parts().forgetting()));
    }

    private static double squaredDistance(ItemSet set, int i, ItemSet other, int j) {
        double[] x = new double[set.positions().dimension()];
        double[] y = x.clone();
        set.positions().row(i, x);
        other.positions().row(j, y);
        double square = 0;
        for (int d = 0; d < x.length; d++) {
            square += (x[d] - y[d]) * (x[d] - y[d]);
        }
        return square;
    }

    /** I_j − (a_j/M) Σ I_k sums to 0 by itself, as Σ a_j = M. A gap is a difference of scores or abilities, and rounds as they do; transfer, a quotient, may
     * round by any amount, and has no influence where the public score does not move. */
    private static void influences(AuditResult result, Scenario s) {
        double largest = result.environments().stream()
                .flatMap(e -> e.influences().values().stream())
                .mapToDouble(Math::abs)
                .max()
                .orElseThrow();
        Set<Measure> measures =
                EnumSet.copyOf(result.environments().get(0).influences().keySet());
        measures.remove(Measure.TRANSFER);
        for (Measure measure : measures) {
            double sum = 0;
            for (EnvironmentFinding environment : result.environments()) {
                double influence = environment.influence(measure);
                assertThat(influence).as("%s of %s", measure.label(), s).isFinite();
                sum += influence;
            }
            for (EnvironmentFinding environment : result.environments()) {
                assertThat(environment.influenceAtEqualCompute(measure))
                        .as("%s of %s", measure.label(), s)
                        .isCloseTo(
                                environment.influence(measure) - environment.share() / M * sum,
                                within(1e-12 * largest + 1e-30));
            }
        }
    }

    /**
     * Σ I = ∂𝓜/∂ log B. Differences over steps of h = .01 and 2h, extrapolated, are off by the errors of four flows over h, and by h⁴ of what
     * scores bend.
     */
    private static void budget(AuditResult result, Suite suite, Scenario s) {
        double h = 0.01;
        double[] steps = {-2 * h, -h, h, 2 * h};
        for (Measure score : SCORES) {
            double[] at = new double[4];
            for (int k = 0; k < 4; k++) {
                Scenario moved = s.withBudget(s.budget() * StrictMath.exp(steps[k]));
                at[k] = SuiteAudit.run(suite, spec(moved).withInfluence(false))
                        .measures()
                        .get(score);
            }
            double sum = result.environments().stream()
                    .mapToDouble(e -> e.influence(score))
                    .sum();
            double largest = result.environments().stream()
                    .mapToDouble(e -> Math.abs(e.influence(score)))
                    .max()
                    .orElseThrow();
            double expected = (8 * (at[2] - at[1]) - (at[3] - at[0])) / (12 * h);
            assertThat(sum)
                    .as("%s by the budget in %s", score.label(), s)
                    .isCloseTo(expected, within(1e-4 * M * largest + 3 * FLOW / h));
        }
    }

    @Test
    void anEnvironmentWithoutAShareIsNotThereAndHalvesAreOne() {
        ofAll(SOME, LegalSuitesTest::shares);
    }

    @Tag("long")
    @Test
    void environmentsOfManyWithoutAShareAreNotThereAndHalvesAreOne() {
        ofAll(MANY, LegalSuitesTest::shares);
    }

    /**
     * (B/M)·a_j is what an environment learns by, and shares are normalised to M: one whose share is 0 can be left out, and two that
     * coincide are one of both their shares. Two integrations, each within the contract.
     */
    private static void shares(Suite suite, Scenario s) {
        double[] given = Suites.shares(suite.environments());
        given[2] = 0;
        AuditResult five = run(suite, s, new int[] {0, 1, 2, 3, 4}, given);
        AuditResult four = run(suite, s, new int[] {0, 1, 3, 4}, new double[] {given[0], given[1], given[3], given[4]});
        AuditResult halves = run(suite, s, new int[] {4, 0, 1, 2, 3, 4}, new double[] {
            given[4] / 2, given[0], given[1], given[2], given[3], given[4] / 2
        });
        for (Measure score : SCORES) {
            double plain = five.measures().get(score);
            assertThat(four.measures().get(score))
                    .as("%s without the third in %s", score.label(), s)
                    .isCloseTo(plain, within(2 * FLOW));
            assertThat(halves.measures().get(score))
                    .as("%s of halves in %s", score.label(), s)
                    .isCloseTo(plain, within(2 * FLOW));
        }
    }

    private static AuditResult run(Suite suite, Scenario s, int[] environments, double[] shares) {
        ItemSet all = suite.environments();
        double[][] rows = new double[environments.length][all.positions().dimension()];
        double[] difficulties = new double[environments.length];
        for (int j = 0; j < rows.length; j++) {
            all.positions().row(environments[j], rows[j]);
            difficulties[j] = all.difficulty(environments[j]);
        }
        ItemSet chosen = ItemSet.builder(Positions.of(rows))
                .difficulties(difficulties)
                .shares(shares)
                .build();
        return SuiteAudit.run(suite.withEnvironments(chosen), spec(s).withInfluence(false));
    }
}
