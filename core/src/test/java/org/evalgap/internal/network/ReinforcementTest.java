package org.evalgap.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReinforcementTest {
    private static final RandomStream STREAM = RandomStream.of(11, 0, Purpose.OWN_LESSON);
    private static final double[] LOGITS = {-2, -0.5, 0, 1, 2.5};

    private static final double[] BASELINES = {0.1, 0.9, 0.5, 0, 1};

    private static Reward rule(int horizon, double critic) {
        return new Reward(horizon, critic, ValueFunction.EXPERT, 0, 0);
    }

    /** A network that knows these baselines of five environments, and as values t/10 for environment 0, (t + 1)/10 for 1 … */
    private static Network knowing(double[] baseline, int horizon) {
        Network network = new Network(1, 1);
        network.reserve(5, horizon);
        System.arraycopy(baseline, 0, network.baseline, 0, 5);
        for (int j = 0; j < 5; j++) {
            for (int t = 0; t < horizon; t++) {
                network.value[j][t] = (t + j) / 10.0;
            }
        }
        return network;
    }

    private static double[] credit(Reward rule, boolean expected, Network network, int update) {
        Reinforcement reinforcement = new Reinforcement(rule, expected);
        reinforcement.open(STREAM, network, new double[] {0.3, -1, 0, 2, 1});
        reinforcement.begin(update, new int[] {0, 1, 2, 3, 4}, 0);
        double[] out = new double[LOGITS.length];
        reinforcement.credit(LOGITS, 0, out, LOGITS.length);
        return out;
    }

    /**
     * The mean of a credit is that of the model's formula, by hand: {(1 − ρ) H q^H (1 − q) s^(−ν) + ρ Σ_t q^(t + 1) (1 − q)
     * V(t + 1)}/c(q) with s² = q^H (1 − q^H). Sixty means of 40,000 independent credits, each within 5 standard errors: fails once
     * in 30,000 seeds.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 0, EXPERT, 0", "1, 1, LEARNED, 0", "1, 0, EXPERT, 1",
        "2, 0, OWN, 0", "3, 0.5, EXPERT, 0.5", "3, 1, EXPERT, 0",
        "7, 0, EXPERT, 0", "7, 0.3, EXPERT, 0", "4, 1, OWN, 0",
        "4, 0.6, OWN, 1", "4, 1, LEARNED, 0", "4, 0.6, LEARNED, 0.3"
    })
    void theMeanOfACreditIsItsExpectation(int horizon, double critic, ValueFunction value, double normalization) {
        Reward rule = new Reward(horizon, critic, value, normalization, 0);
        int trials = 40_000;
        double[] sum = new double[LOGITS.length];
        double[] squares = new double[LOGITS.length];
        for (int t = 0; t < trials; t++) {
            double[] credit = credit(rule, false, knowing(BASELINES, horizon), t);
            for (int b = 0; b < credit.length; b++) {
                sum[b] += credit[b];
                squares[b] += credit[b] * credit[b];
            }
        }
        double[] expected = credit(rule, true, knowing(BASELINES, horizon), 0);
        for (int b = 0; b < LOGITS.length; b++) {
            double formula = formula(rule, 1 / (1 + Math.exp(-LOGITS[b])), b);
            assertThat(expected[b]).isCloseTo(formula, within(1e-12));
            double mean = sum[b] / trials;
            double error = Math.sqrt((squares[b] / trials - mean * mean) / trials);
            // A credit may be the same whatever happens, or differ in one case of a million.
            assertThat(mean).as("logit %s", LOGITS[b]).isCloseTo(formula, within(5 * error + 1e-6));
        }
    }

    private static double formula(Reward rule, double q, int j) {
        int horizon = rule.horizon();
        double weight = horizon == 1 ? 0 : rule.critic();
        double all = Math.pow(q, horizon);
        double judged = 0;
        for (int t = 1; t <= horizon; t++) {
            double own = Math.pow(q, horizon - t);
            double value = rule.value() == ValueFunction.OWN ? own : (t + j) / 10.0;
            judged += Math.pow(q, t) * (1 - q) * (rule.value() == ValueFunction.EXPERT || t == horizon ? 1 : value);
        }
        double atEnd = horizon * all * (1 - q) * Math.pow(all * (1 - all), -rule.normalization() / 2);
        return ((1 - weight) * atEnd + weight * judged) / ((1 - weight) * horizon + weight * (1 - all) / (1 - q));
    }

    /** By hand: β q (1 − q) (u − u₀), for sampled and for expected credits. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPenaltyPullsBackToTheStart(boolean expected) {
        double[] start = {0.3, -1, 0, 2, 1};
        double[] free = credit(rule(3, 0.5), expected, knowing(BASELINES, 3), 4);
        Reward bound = new Reward(3, 0.5, ValueFunction.EXPERT, 0, 0.2);
        double[] held = credit(bound, expected, knowing(BASELINES, 3), 4);
        for (int b = 0; b < 5; b++) {
            double q = 1 / (1 + Math.exp(-LOGITS[b]));
            assertThat(free[b] - held[b]).isCloseTo(0.2 * q * (1 - q) * (LOGITS[b] - start[b]), within(1e-14));
        }
    }

    /** By hand, with q = .5, V = (.2, .4, .6) and V(3) = 1: the sum of (a_t − q)(a_t V(t + 1) − V(t)), and TD(0) with .1. */
    @Test
    void aLearnedValueMovesTowardsTheNextOne() {
        double[][] after = {
            {0.18, 0.4, 0.6}, {0.22, 0.36, 0.6}, {0.22, 0.42, 0.54}, {0.22, 0.42, 0.64},
        };
        double[] advantage = {0.1, 0.1 + 0.2, 0.1 + 0.1 + 0.3, 0.1 + 0.1 + 0.2};
        for (int right = 0; right <= 3; right++) {
            double[][] table = {{0.2, 0.4, 0.6}};
            Values values = new Values(ValueFunction.LEARNED, 3);
            values.open(table);
            assertThat(values.advantage(0, right, 0.5)).isCloseTo(advantage[right], within(1e-15));
            assertThat(table[0]).containsExactly(after[right], within(1e-15));
        }
    }

    /** Where the policy stays, learned values fluctuate about its own, q^(H − t), and moved by their means they tend to it. */
    @Test
    void learnedValuesTendToThePolicysOwn() {
        Reward rule = new Reward(4, 1, ValueFunction.LEARNED, 0, 0);
        Network sampled = knowing(new double[5], 4);
        Network expected = knowing(new double[5], 4);
        double[][] mean = new double[5][4];
        int updates = 20_000;
        for (int t = 0; t < updates; t++) {
            credit(rule, false, sampled, t);
            credit(rule, true, expected, t);
            for (int j = 0; j < 5; j++) {
                for (int k = 0; k < 4; k++) {
                    mean[j][k] += t < 1000 ? 0 : sampled.value[j][k] / (updates - 1000);
                }
            }
        }
        for (int j = 1; j < 5; j++) {
            double q = 1 / (1 + Math.exp(-LOGITS[j]));
            for (int k = 0; k < 4; k++) {
                // A value that is moved n times in all averages n rewards or so: .5/√n, five times; n = 19,000 q³ is
                // 1,000 or more.
                assertThat(mean[j][k]).as("environment %d, value %d", j, k).isCloseTo(Math.pow(q, 4 - k), within(0.08));
                assertThat(expected.value[j][k]).isCloseTo(Math.pow(q, 4 - k), within(1e-9));
            }
        }
    }

    /** By hand: one decision, baseline v: (1 − q)(1 − v) for a success, q v for a failure. */
    @Test
    void aBaselineIsUsedBeforeItMoves() {
        for (int t = 0; t < 20; t++) {
            double[] baseline = new double[5];
            Arrays.fill(baseline, 0.3);
            Network network = knowing(baseline, 1);
            double[] credit = credit(rule(1, 0), false, network, t);
            for (int b = 0; b < 5; b++) {
                double q = 1 / (1 + Math.exp(-LOGITS[b]));
                boolean right = network.baseline[b] > 0.3;
                assertThat(network.baseline[b]).isCloseTo(right ? 0.37 : 0.27, within(1e-15));
                assertThat(credit[b]).isCloseTo(right ? (1 - q) * 0.7 : q * 0.3, within(1e-13));
            }
        }
    }

    /** A batch in tiles, or in one: the random numbers are those of a place in the batch. */
    @ParameterizedTest
    @CsvSource({"1", "5", "300"})
    void tilesChangeNothing(int horizon) {
        double[] whole = credit(rule(horizon, 0.5), false, knowing(new double[5], 1), 3);
        Reinforcement reinforcement = new Reinforcement(rule(horizon, 0.5), false);
        reinforcement.open(STREAM, knowing(new double[5], 1), new double[5]);
        reinforcement.begin(3, new int[] {4, 4, 0, 1, 2, 3, 4}, 2);
        double[] first = new double[2];
        double[] rest = new double[3];
        reinforcement.credit(Arrays.copyOf(LOGITS, 2), 0, first, 2);
        reinforcement.credit(Arrays.copyOfRange(LOGITS, 2, 5), 2, rest, 3);
        assertThat(first).containsExactly(Arrays.copyOf(whole, 2));
        assertThat(rest).containsExactly(Arrays.copyOfRange(whole, 2, 5));
    }
}
