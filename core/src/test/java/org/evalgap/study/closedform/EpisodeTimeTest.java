package org.evalgap.study.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evalgap.Scenario;
import org.evalgap.learner.RewardRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One environment on its own, step by step and in closed form. */
class EpisodeTimeTest {
    private static RewardRule rule(int horizon, double critic, double normalization, String value) {
        return Scenario.withDefaults()
                .withEnvironmentHorizon(horizon)
                .withCritic(critic)
                .withAdvantageNormalization(normalization)
                .withValueFunction(value)
                .rewardRule();
    }

    /**
     * An episode of H decisions step by step. Rewarded at its end, each decision of a success has an advantage of 1 − q, over the
     * deviation of success to the power of the normalisation. Judged, a decision is reached with q per one before it, and moves its own
     * logit by q(1 − q) times what a right one is worth: 1, or by the policy's own value the chance that the rest is right too.
     */
    @ParameterizedTest
    @CsvSource({"1, 0, 0, expert", "7, 0, 1, expert", "7, 0.3, 0.5, expert", "7, 1, 0, expert", "5, 0.6, 1, own"})
    void gradientsAreSumsOverTheStepsOfAnEpisode(int horizon, double critic, double normalization, String value) {
        EpisodeTime time = new EpisodeTime(rule(horizon, critic, normalization, value));
        for (double u : new double[] {-2, 0.3, 1.5}) {
            double q = 1 / (1 + Math.exp(-u));
            double all = Math.pow(q, horizon);
            double atEnd = 0;
            double judged = 0;
            double cost = 0;
            for (int t = 1; t <= horizon; t++) {
                atEnd += all * (1 - q) / Math.pow(Math.sqrt(all * (1 - all)), normalization);
                double worth = value.equals("own") ? Math.pow(q, horizon - t) : 1;
                judged += Math.pow(q, t - 1) * q * (1 - q) * worth;
                cost += Math.pow(q, t - 1);
            }
            double expected = ((1 - critic) * atEnd + critic * judged) / ((1 - critic) * horizon + critic * cost);
            assertThat(time.gradient(u)).as("u %s", u).isCloseTo(expected, within(1e-12 * expected));
        }
    }

    /** 0.81 = 0.9², and 0.9 has the logit log 9. */
    @Test
    void successOfAnEpisodeIsThatOfAllItsDecisions() {
        assertThat(EpisodeTime.success(Math.log(9), 2)).isCloseTo(0.81, within(1e-15));
        assertThat(EpisodeTime.logits(0.81, 2)).isCloseTo(Math.log(9), within(1e-14));
    }

    /** Single decisions: ∫du/σ′(u) = 2u + 2 sinh u. */
    @Test
    void experienceOfSingleDecisionsHasItsClosedForm() {
        EpisodeTime time = new EpisodeTime(rule(1, 0, 0, "expert"));
        double expected = 2 * (1.7 + 0.6) + 2 * (Math.sinh(1.7) + Math.sinh(0.6));
        assertThat(time.between(-0.6, 1.7)).isCloseTo(expected, within(1e-12 * expected));
        assertThat(time.between(1.7, 1.7)).isZero();
        assertThat(time.between(1.7, -0.6)).isZero();
        assertThat(time.rule().horizon()).isEqualTo(1);
    }

    /** The engine on one environment reaches the u of that form; what is missing to a target, or too much, is added or taken. */
    @Test
    void theEngineReachesTheClosedForm() {
        RewardRule rule = rule(1, 0, 0, "expert");
        double spent = 2 * (1.2 + 0.5) + 2 * (Math.sinh(1.2) + Math.sinh(0.5));
        assertThat(OneEnvironment.success(-0.5, rule, spent)).isCloseTo(1 / (1 + Math.exp(-1.2)), within(1e-7));
        double target = 1 / (1 + Math.exp(-1.0));
        double needed = 2 * (1.0 + 0.5) + 2 * (Math.sinh(1.0) + Math.sinh(0.5));
        for (double tried : new double[] {needed - 0.7, needed + 0.7}) {
            assertThat(OneEnvironment.experience(-0.5, new EpisodeTime(rule), tried, target))
                    .isCloseTo(needed, within(1e-5));
        }
    }

    /** Judged decisions of the policy's own value, normalised: the engine and the quadrature agree on what is still missing. */
    @Test
    void theEngineFollowsTheRuleOfLongerEpisodes() {
        for (String value : new String[] {"own", "expert"}) {
            EpisodeTime time = new EpisodeTime(rule(6, 0.4, 0.7, value));
            double needed = time.between(0.2, EpisodeTime.logits(0.7, 6));
            assertThat(OneEnvironment.experience(0.2, time, 0.9 * needed, 0.7))
                    .isCloseTo(needed, within(1e-4 * needed));
        }
    }
}
