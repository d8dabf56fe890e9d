package org.evalgap.study.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.evalgap.learner.RewardRule;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.closedform.EpisodeTime;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudyTable;
import org.junit.jupiter.api.Test;

class ValueFunctionTest {
    private static final ValueFunction STUDY = new ValueFunction();
    private static final StudyResult RESULT = STUDY.measure(STUDY.defaults(), 1);
    private static final StudyTable JUDGES = RESULT.tables().get(5);

    /** Success of a decision at one logit. */
    private static final double Q = 1 / (1 + Math.exp(-1));

    private static EpisodeTime time(double critic, double normalization, int horizon) {
        return new EpisodeTime(new RewardRule(critic, normalization, 0, horizon));
    }

    /** Against the formula as the model states it (MODEL §4), term by term, and Simpson's rule to 1e-10. */
    @Test
    void experienceIsTheIntegralOfTheModelsGradient() {
        for (int h : new int[] {1, 3, 20, 50}) {
            for (double rho : new double[] {0, 0.3, 1}) {
                for (double nu : new double[] {0, 0.5, 1}) {
                    double simpson = new SimpsonIntegrator(1e-11, 1e-12, 5, 40)
                            .integrate(20_000_000, u -> 1 / gradient(u, rho, nu, h), -0.5, 4);
                    assertThat(time(rho, nu, h).between(-0.5, 4))
                            .as("horizon %s, critic %s, normalisation %s", h, rho, nu)
                            .isCloseTo(simpson, within(1e-8 * simpson));
                }
            }
        }
    }

    private static double gradient(double u, double rho, double nu, int h) {
        double q = 1 / (1 + Math.exp(-u));
        double all = Math.pow(q, h);
        double atEnd = (1 - rho) * h * all * (1 - q) * Math.pow(all * (1 - all), -nu / 2);
        double cost = (1 - rho) * h + rho * (1 - all) / (1 - q);
        return (atEnd + rho * q * (1 - all)) / cost;
    }

    /** Closed forms: ∫du/(q(1 − q)) = 2u + 2 sinh u for single decisions, and for a full critic at every horizon. */
    @Test
    void singleDecisionsAndFullCriticsHaveClosedForms() {
        double flow = 2 * 3 + 2 * Math.sinh(3) - 2 * -1 - 2 * Math.sinh(-1);
        for (double rho : new double[] {0, 0.7, 1}) {
            assertThat(time(rho, 0, 1).between(-1, 3)).isCloseTo(flow, within(1e-12 * flow));
        }
        for (int h : new int[] {2, 17, 200}) {
            assertThat(time(1, 0, h).between(-1, 3)).isCloseTo(flow, within(1e-11 * flow));
        }
        double normalised = 4 * Math.sinh(1.5) - 4 * Math.sinh(-0.5);
        assertThat(time(0, 1, 1).between(-1, 3)).isCloseTo(normalised, within(1e-12 * normalised));
    }

    /**
     * Laplace's method at the start, where 1/G = 1/(q^H (1 − q)) falls at rate a = H(1 − q): ∫ = q^{−H}/(a(1 − q))·(1 + 2q/a +
     * O(1/a²)), the constant below 5. Normalisation takes the root of q^H: H/2 in place of H.
     */
    @Test
    void plateauGrowsExponentiallyWithoutACriticAndNormalisationHalvesTheExponent() {
        double q = 1 / (1 + Math.exp(-1));
        for (int h : new int[] {100, 200}) {
            double end = EpisodeTime.logits(0.5, h);
            for (double nu : new double[] {0, 1}) {
                double exponent = nu == 0 ? h : h / 2.0;
                double a = exponent * (1 - q);
                double laplace = Math.pow(q, -exponent) / (a * (1 - q)) * (1 + 2 * q / a);
                assertThat(time(0, nu, h).between(1, end) / laplace).isCloseTo(1, within(5 / (a * a)));
            }
        }
    }

    /** With a full critic the end is at u ≈ log(H/−ln p) and takes e^u decisions: in proportion to the horizon. */
    @Test
    void experienceWithAFullCriticGrowsInProportionToTheHorizon() {
        double[] experience = new double[4];
        int[] horizons = {25, 50, 100, 200};
        for (int i = 0; i < 4; i++) {
            experience[i] = time(1, 0, horizons[i]).between(1, EpisodeTime.logits(0.9, horizons[i]));
            double expected = horizons[i] / -Math.log(0.9);
            assertThat(experience[i]).isCloseTo(expected, within(0.1 * expected));
        }
        assertThat(experience[3] / experience[2]).isCloseTo(2, within(0.02));
    }

    /**
     * The engine against the quadrature wherever it was run, from 3 to 1e9 decisions. Scores are right to 1e-7, which is
     * 1e-6 of the way to the target at its flattest.
     */
    @Test
    void engineNeedsTheExperienceOfTheQuadrature() {
        StudyTable needs = RESULT.tables().get(0);
        int compared = 0;
        for (String part : new String[] {"ToHalf", "ToTarget"}) {
            for (int i = 0; i < needs.rows().size(); i++) {
                if (needs.column("engine" + part).get(i) instanceof Double engine) {
                    double quadrature =
                            (Double) needs.column("experience" + part).get(i);
                    assertThat(engine).isCloseTo(quadrature, within(2e-6 * quadrature));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(80);
        StudyTable curves = RESULT.tables().get(2);
        for (int i = 0; i < curves.rows().size(); i++) {
            // On the jump a millionth of the experience is a thousandth of the success.
            assertThat(curves.numbers("engine")[i]).isCloseTo(curves.numbers("success")[i], within(2e-3));
        }
    }

    /**
     * Published with the model for H = 50, from an independent program: Δpublic .0005, .020, .268 at ρ = 0, .5, 1. Three
     * comparisons at 5 standard errors of 32 labs and rounding, which fail by chance once in 15,000 seeds; the seed is fixed.
     */
    @Test
    void plateauIsAsPublishedWithTheModel() {
        StudyTable plateau = RESULT.tables().get(3).where("advantageNormalization", 0.0);
        double[] published = {0.0005, 0.020, 0.268};
        double[] rounding = {5e-5, 5e-4, 5e-4};
        for (int i = 0; i < 3; i++) {
            double error = plateau.numbers("publicGainStandardError")[5 * i];
            assertThat(plateau.numbers("critic")[5 * i]).isEqualTo(0.5 * i);
            assertThat(plateau.numbers("publicGain")[5 * i]).isCloseTo(published[i], within(rounding[i] + 5 * error));
        }
    }

    /** For single decisions the critic changes nothing; at longer horizons more of it never costs experience (ν = 0). */
    @Test
    void moreCriticNeedsLessExperienceAtEveryHorizon() {
        StudyTable grid = RESULT.tables().get(1).where("advantageNormalization", 0.0);
        double[] horizon = grid.numbers("horizon");
        double[] need = grid.numbers("experienceToTarget");
        for (int i = 1; i < need.length; i++) {
            if (horizon[i] == 1) {
                assertThat(need[i]).isCloseTo(need[0], within(1e-12 * need[0]));
            } else if (horizon[i] == horizon[i - 1]) {
                assertThat(need[i]).isLessThan(need[i - 1]);
            }
        }
    }

    /**
     * Three values in closed form, as a reviewer's own program gave them: none, the policy's own and an expert's, from one logit to 90
     * % of the episodes.
     */
    @Test
    void experienceIsThatOfTheReview() {
        double[][] expected = {{50, 1_994_178, 160_060, 482}, {20, 801, 350, 195}};
        for (double[] row : expected) {
            int h = (int) row[0];
            double end = EpisodeTime.logits(0.9, h);
            EpisodeTime own = new EpisodeTime(new RewardRule(1, 0, 0, h, true));
            assertThat(Math.round(time(0, 0, h).between(1, end))).isEqualTo((long) row[1]);
            assertThat(Math.round(own.between(1, end))).isEqualTo((long) row[2]);
            assertThat(time(1, 0, h).between(1, end)).isCloseTo(row[3], within(0.5));
        }
    }

    /** G = H q^H (1 − q)/c with c = (1 − q^H)/(1 − q): the gradient of q^H at the cost of an episode that ends when it is lost. */
    @Test
    void ownValueOnlyEndsLostEpisodesEarly() {
        for (int h : new int[] {2, 20}) {
            double simpson = new SimpsonIntegrator(1e-11, 1e-12, 5, 40)
                    .integrate(
                            20_000_000,
                            u -> {
                                double q = 1 / (1 + Math.exp(-u));
                                double all = Math.pow(q, h);
                                return (1 - all) / (1 - q) / (h * all * (1 - q));
                            },
                            -0.5,
                            4);
            assertThat(new EpisodeTime(new RewardRule(1, 0, 0, h, true)).between(-0.5, 4))
                    .isCloseTo(simpson, within(1e-8 * simpson));
        }
    }

    /**
     * A reviewer's own program had medians of 40 seeds of 1,112 against 5,760 decisions at the best steps. Both wait for one success, and
     * the wait's closed form, which has no luck in it, is within a factor of 1.3; a median of 40 waits scatters by 23 %.
     */
    @Test
    void waitsForAFirstSuccessAreThoseOfTheReview() {
        assertThat(LearnedCritic.untilFirstSuccess(STUDY.defaults(), 20, true) / 1112)
                .isCloseTo(1.228, within(5e-4))
                .isLessThan(1.3);
        assertThat(LearnedCritic.untilFirstSuccess(STUDY.defaults(), 20, false) / 5760)
                .isCloseTo(1.278, within(5e-4))
                .isLessThan(1.3);
    }

    /**
     * The study's medians of 200 learners at their best steps against that closed form, whose standard error is that of a median of 200
     * geometric waits, 1/(√200 λ) batches: two comparisons at three of them fail by chance once in 180 seeds; the seed is fixed.
     */
    @Test
    void sampledMediansAtTheBestStepAreTheWaitForAFirstSuccess() {
        double[] best = JUDGES.numbers("decisionsAtBestStep");
        double all = Math.pow(Q, 20);
        double lambda = -16 * Math.log1p(-all);
        double[] batch = {320, 16 * (1 - all) / (1 - Q)};
        SampledCritic.Judge[] judges = {SampledCritic.Judge.NONE, SampledCritic.Judge.LEARNED};
        for (int j = 0; j < 2; j++) {
            double closed = LearnedCritic.untilFirstSuccess(STUDY.defaults(), 20, j == 1);
            double error = batch[j] / (lambda * Math.sqrt(200));
            assertThat(best[judges[j].ordinal()]).isCloseTo(closed, within(3 * error));
        }
    }

    /**
     * At equal step the reviewer's program had 2,281 with a learned value and 960 without: ours, of 200 learners, are within a factor of
     * 1.3. Over twelve seeds ours scatter by 59 and 37 about 2,185 and 942, so that the nearer bounds are five deviations off: twice in ten
     * million seeds.
     */
    @Test
    void atEqualStepALearnedValueCostsWhatTheReviewFound() {
        double[] equal = JUDGES.numbers("flowAtEqualStep");
        assertThat(equal[SampledCritic.Judge.LEARNED.ordinal()]).isBetween(2281 / 1.3, 2281 * 1.3);
        assertThat(equal[SampledCritic.Judge.NONE.ordinal()]).isBetween(960 / 1.3, 960 * 1.3);
        assertThat(RESULT.tables().get(4).rows()).hasSize(5 * 11);
    }

    /**
     * The policy's own value is above nothing everywhere, and so is what each episode adds: at a step beyond all bounds one batch is enough,
     * as with an expert's value. Decisions of a batch are then the same numbers. The expert's median is that of a sum of 16 waits for a
     * failure, cut off at H, by convolution: 3 standard errors of a median of 200 fail by chance once in 370 seeds; the seed is fixed. At
     * the longest step of the study, 2,560, nearly half of the learners need a second batch with their own value: in twelve seeds the median
     * was 73 to 86 decisions, and 177 once.
     */
    @Test
    void ownValueGivenExactlyEndsThePlateauAtALongStep() {
        SampledCritic learner = new SampledCritic(1, 20, 0.9, 16);
        for (int i = 0; i < 50; i++) {
            SampledCritic.Spent own = learner.until(SampledCritic.Judge.OWN, 1e9, RandomStream.of(8, i, Purpose.STUDY));
            SampledCritic.Spent expert =
                    learner.until(SampledCritic.Judge.EXPERT, 1e9, RandomStream.of(8, i, Purpose.STUDY));
            assertThat(own).isEqualTo(expert);
            assertThat(own.flow()).isEqualTo(1e9);
        }
        double[] best = JUDGES.numbers("decisionsAtBestStep");
        double[] sum = {1};
        for (int e = 0; e < 16; e++) {
            sum = withAnotherEpisode(sum, 20);
        }
        double mean = 0;
        double square = 0;
        double below = 0;
        int median = 0;
        for (int n = 0; n < sum.length; n++) {
            mean += n * sum[n];
            square += (double) n * n * sum[n];
            below += sum[n];
            median = below < 0.5 ? n + 1 : median;
        }
        double error = Math.sqrt(Math.PI / 2 * (square - mean * mean) / 200);
        double expert = best[SampledCritic.Judge.EXPERT.ordinal()];
        assertThat(expert).isCloseTo(median, within(0.5 + 3 * error));
        assertThat(best[SampledCritic.Judge.OWN.ordinal()]).isEqualTo(75).isBetween(expert, 2 * expert);
    }

    /** Chances of numbers of decisions with one episode more, which ends at the first failure or after H. */
    private static double[] withAnotherEpisode(double[] sum, int horizon) {
        double[] next = new double[sum.length + horizon];
        for (int n = 0; n < sum.length; n++) {
            for (int length = 1; length <= horizon; length++) {
                double chance = Math.pow(Q, length - 1) * (length == horizon ? 1 : 1 - Q);
                next[n + length] += sum[n] * chance;
            }
        }
        return next;
    }

    /** The line of a learned value, by horizon, from the formula by hand; 16 decisions for single ones, of which one batch has a right one. */
    @Test
    void theLineOfALearnedValueIsTheWaitForItsFirstSuccess() {
        StudyTable firsts = RESULT.tables().get(6);
        assertThat(firsts.name()).isEqualTo("first-successes");
        double[] horizons = firsts.numbers("horizon");
        for (int i = 0; i < horizons.length; i++) {
            double all = Math.pow(Q, horizons[i]);
            double batches = Math.ceil(Math.log(0.5) / (16 * Math.log1p(-all)));
            double early = 16 * batches * (1 - all) / (1 - Q);
            assertThat(firsts.numbers("learnedValue")[i]).isCloseTo(early, within(1e-9 * early));
            double late = 16 * batches * horizons[i];
            assertThat(firsts.numbers("withoutValue")[i]).isCloseTo(late, within(1e-9 * late));
        }
        assertThat(firsts.numbers("learnedValue")[0]).isCloseTo(16, within(1e-9));
    }

    /**
     * At the longest step one success is enough, and before it nothing moves. So the median learner makes as many batches as there are up to
     * the first success: ⌈ln 2/(−16 ln(1 − q^H))⌉ = 23, of 320 decisions without a value and of 16(1 − q^H)/(1 − q) with one. A median
     * of n geometric waits has the standard error 1/(√n λ), λ = −16 ln(1 − q^H); two comparisons at three of them fail by chance once in
     * 180 seeds; the seed is fixed.
     */
    @Test
    void bestStepsWaitForTheFirstSuccessOnly() {
        double q = 1 / (1 + Math.exp(-1));
        double all = Math.pow(q, 20);
        double lambda = -16 * Math.log1p(-all);
        double batches = Math.ceil(Math.log(2) / lambda);
        assertThat(batches).isEqualTo(23);
        double[] closed = {batches * 320, batches * 16 * (1 - all) / (1 - q)};
        assertThat(LearnedCritic.untilFirstSuccess(STUDY.defaults(), 20, false)).isCloseTo(closed[0], within(1e-9));
        assertThat(LearnedCritic.untilFirstSuccess(STUDY.defaults(), 20, true)).isCloseTo(closed[1], within(1e-9));
        SampledCritic learner = new SampledCritic(1, 20, 0.9, 16);
        int learners = 1000;
        SampledCritic.Judge[] judges = {SampledCritic.Judge.NONE, SampledCritic.Judge.LEARNED};
        for (int j = 0; j < 2; j++) {
            double[] decisions = new double[learners];
            for (int i = 0; i < learners; i++) {
                RandomStream stream = RandomStream.of(7 + j, i, Purpose.STUDY);
                decisions[i] = learner.until(judges[j], 2560, stream).decisions();
            }
            double median = new Median().evaluate(decisions);
            double error = closed[j] / batches / (lambda * Math.sqrt(learners));
            assertThat(median).isCloseTo(closed[j], within(3 * error));
        }
        assertThat(closed[0] / closed[1]).isCloseTo(20 * (1 - q) / (1 - all), within(1e-12));
    }

    /**
     * Small steps tend to the flow: with its own value 350.4 decisions in closed form. 40 learners at a step of 1 scatter by some 30 each,
     * so 30 are more than six standard errors; the step's bias is below 5. The seed is fixed.
     */
    @Test
    void smallStepsTendToTheFlow() {
        SampledCritic learner = new SampledCritic(1, 20, 0.9, 16);
        double sum = 0;
        for (int i = 0; i < 40; i++) {
            sum += learner.until(SampledCritic.Judge.OWN, 1, RandomStream.of(6, i, Purpose.STUDY))
                    .flow();
        }
        assertThat(sum / 40).isCloseTo(350.4, within(30.0));
    }

    @Test
    void findingTellsFourWaysAndWhereTheyAreNeeded() {
        assertThat(RESULT.finding())
                .contains(
                        "needs 1,994,178 decisions of experience without a critic until 90 % of its episodes of 50 decisions",
                        "160,060 with its own value",
                        "482 with an expert's value",
                        "the policy's own value, given exactly, takes 75 at its best step (2,560), an expert's 59.5");
        String able = STUDY.measure(
                        STUDY.defaults()
                                .with("competence", 6)
                                .with("replicates", 2)
                                .with("trials", 2),
                        1)
                .finding();
        assertThat(able).contains("99.8 %");
        String single = STUDY.measure(
                        STUDY.defaults()
                                .with("horizon", 1)
                                .with("replicates", 2)
                                .with("trials", 2),
                        1)
                .finding();
        assertThat(single).contains("episodes of 1 decision succeed");
    }
}
