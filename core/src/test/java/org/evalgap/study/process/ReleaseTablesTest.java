package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;
import org.junit.jupiter.api.Test;

/** What the study of releases tells, against quadrature, limits, and releases that are simulated here from the same numbers. */
class ReleaseTablesTest {
    private static final long SEED = 3;
    private static final int RELEASES = 4;
    private static final double FAULTS = 20;
    private static final double RATE = 2e-3;
    private static final double VARIATION = 0.8;
    private static final double DELAY = 1.3;
    private static final double USERS = 900;
    private static final double LENGTH = 1.5;
    private static final double SERVICE = 3;
    private static final double[] GRADUAL = {USERS / 8, USERS / 4, USERS / 2, USERS};
    private static final double[] DELAYS = {0, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4};
    private static final StudySettings SETTINGS = new Release()
            .defaults()
            .with("faults", FAULTS)
            .with("faultRate", RATE)
            .with("rateVariation", VARIATION)
            .with("delay", DELAY)
            .with("users", USERS)
            .with("waves", 4)
            .with("growth", 2)
            .with("waveLength", LENGTH)
            .with("service", SERVICE)
            .with("replicates", RELEASES);

    private StudyResult result;

    /** Quadrature, limits and releases simulated here, for both tables, every figure and the sentence. */
    @Test
    void everyNumberIsThatOfQuadratureAndReleasesSimulatedHere() {
        result = new Release().measure(SETTINGS, SEED);
        wavesHaveTheHarmOfQuadrature();
        simulatedHarmIsTheMeanOverReleases();
        delaysHaveTheHarmOfQuadrature();
        wavesAreDrawn();
        gainIsDrawnByGrowthAndDelay();
        unnoticedFaultsAreDrawnByUse();
        findingTellsTheHarmOfQuadrature();
    }

    /** Share of faults that have not shown themselves: (1 + c²bE)^(−1/c²), and exp(−bE) where all are alike. */
    private static double unnoticed(double use, double variation) {
        double squared = variation * variation;
        return squared == 0 ? Math.exp(-RATE * use) : Math.pow(1 + squared * RATE * use, -1 / squared);
    }

    private static double users(double[] waves, double time) {
        return waves[(int) Math.min(waves.length - 1, Math.floor(time / LENGTH))];
    }

    /** Use up to a time, wave by wave. */
    private static double use(double[] waves, double time) {
        double use = 0;
        for (int k = 0; k < waves.length; k++) {
            double until = k < waves.length - 1 ? (k + 1) * LENGTH : Double.POSITIVE_INFINITY;
            use += waves[k] * Math.max(0, Math.min(time, until) - k * LENGTH);
        }
        return use;
    }

    /** The time of a use, by bisection. */
    private static double timeOf(double[] waves, double use) {
        double low = 0;
        double high = 1e4;
        for (int i = 0; i < 100; i++) {
            double middle = 0.5 * (low + high);
            low = use(waves, middle) < use ? middle : low;
            high = use(waves, middle) < use ? high : middle;
        }
        return low;
    }

    /** Faults × ∫ p(t) b (1 + c²bE)^(−1/c² − 1) dt, E the use a delay ago: Simpson's rule between all times at which users change. */
    private static double harm(double[] waves, double delay, double from, double to) {
        TreeSet<Double> cuts = new TreeSet<>(List.of(from, to));
        for (int k = 0; k < waves.length; k++) {
            cuts.add(Math.max(from, Math.min(to, k * LENGTH)));
            cuts.add(Math.max(from, Math.min(to, k * LENGTH + delay)));
        }
        double sum = 0;
        double last = from;
        for (double cut : cuts) {
            int n = 240;
            double h = (cut - last) / n;
            for (int i = 0; i <= n && h > 0; i++) {
                double t = last + h * i;
                double weight = i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2;
                double inside = Math.min(Math.max(t, last + 1e-9 * h), cut - 1e-9 * h);
                double rate = RATE
                        * Math.pow(
                                1 + VARIATION * VARIATION * RATE * use(waves, t - delay),
                                -1 / (VARIATION * VARIATION) - 1);
                sum += h / 3 * weight * users(waves, inside) * rate;
            }
            last = cut;
        }
        return FAULTS * sum;
    }

    private static double harm(double[] waves, double delay) {
        return harm(waves, delay, 0, timeOf(waves, SERVICE * USERS));
    }

    private static double[] waves(double growth) {
        double[] waves = {USERS, USERS, USERS, USERS};
        for (int k = 2; k >= 0; k--) {
            waves[k] = waves[k + 1] / growth;
        }
        return waves;
    }

    private static final double[] ONCE = {USERS};

    private static void near(double found, double expected) {
        assertThat(found).isCloseTo(expected, within(1e-6 * Math.max(1e-3, Math.abs(expected))));
    }

    /** Quadrature, and use added up by hand: 900/8, 900/4 and 900/2 users for 1.5 weeks each, then 900 until 2,700 user-weeks. */
    private void wavesHaveTheHarmOfQuadrature() {
        StudyTable table = Drawn.table(result, "waves");
        assertThat(table.column("wave"))
                .containsExactly("wave 1", "wave 2", "wave 3", "wave 4", "all waves", "at once");
        double end = timeOf(GRADUAL, 2700);
        double[] until = {168.75, 506.25, 1181.25, 2700, 2700, 2700};
        for (int k = 0; k < 6; k++) {
            near(table.numbers("users")[k], k < 4 ? GRADUAL[k] : USERS);
            near(table.numbers("use")[k], until[k]);
            near(table.numbers("unnoticed")[k], FAULTS * unnoticed(until[k], VARIATION));
            double harm = k < 4
                    ? harm(GRADUAL, DELAY, k * LENGTH, k < 3 ? (k + 1) * LENGTH : end)
                    : harm(k == 4 ? GRADUAL : ONCE, DELAY);
            near(table.numbers("harm")[k], harm);
        }
    }

    /** By hand: a use that the first waves reach leaves nothing for the later ones. */
    @Test
    void wavesAfterTheEndDoNoHarm() {
        StudyTable table = Drawn.table(new Release().measure(SETTINGS.with("service", 0.25), SEED), "waves");
        // 225 user-weeks: the first wave's 168.75, and a quarter of a week of the second.
        assertThat(table.numbers("use")[0]).isEqualTo(168.75);
        for (int k = 1; k < 4; k++) {
            near(table.numbers("use")[k], 225);
        }
        near(table.numbers("harm")[1], harm(GRADUAL, DELAY, LENGTH, LENGTH + 0.25));
        assertThat(table.numbers("harm")[2]).isZero();
        assertThat(table.numbers("harm")[3]).isZero();
    }

    /** Means and standard errors over releases that are simulated here; all waves are their sum. */
    private void simulatedHarmIsTheMeanOverReleases() {
        StudyTable table = Drawn.table(result, "waves");
        Hardening hardening = new Hardening(RATE, VARIATION);
        Tally[] tallies = new Tally[6];
        Arrays.setAll(tallies, k -> new Tally());
        for (int r = 0; r < RELEASES; r++) {
            double[] shows = new Rollout(GRADUAL, LENGTH)
                    .simulate(
                            hardening,
                            FAULTS,
                            DELAY,
                            2700,
                            RandomStream.of(SEED, 0, Purpose.STUDY, 1, 0, 0).substream(r));
            for (int k = 0; k < 4; k++) {
                tallies[k].add(shows[k]);
            }
            tallies[4].add(shows[0] + shows[1] + shows[2] + shows[3]);
            tallies[5].add(new Rollout(ONCE, LENGTH)
                    .simulate(
                            hardening,
                            FAULTS,
                            DELAY,
                            2700,
                            RandomStream.of(SEED, 0, Purpose.STUDY, 2, 0, 0).substream(r))[0]);
        }
        for (int k = 0; k < 6; k++) {
            near(table.numbers("harmSimulated")[k], tallies[k].mean());
            near(table.numbers("harmStandardError")[k], tallies[k].standardError());
        }
        assertThat(tallies[5].standardError()).isPositive();
    }

    /** Quadrature at every delay. */
    private void delaysHaveTheHarmOfQuadrature() {
        StudyTable table = Drawn.table(result, "delays");
        Drawn.agree("delay", table.numbers("delay"), DELAYS, 0);
        for (int i = 0; i < DELAYS.length; i++) {
            near(table.numbers("harmGradual")[i], harm(GRADUAL, DELAYS[i]));
            near(table.numbers("harmAtOnce")[i], harm(ONCE, DELAYS[i]));
            near(table.numbers("ratio")[i], harm(ONCE, DELAYS[i]) / harm(GRADUAL, DELAYS[i]));
        }
    }

    /** Bars are the table's columns; the title says the two last. */
    private void wavesAreDrawn() {
        Figure.Bars figure = (Figure.Bars) Drawn.figure(result, "harm-by-wave");
        StudyTable table = Drawn.table(result, "waves");
        double[] index = {0, 1, 2, 3, 4, 5};
        Drawn.agree(figure.series(), "closed form", index, table.numbers("harm"));
        Drawn.agree(
                figure.series(),
                "simulated, 95 % interval",
                index,
                table.numbers("harmSimulated"),
                table.numbers("harmStandardError"));
        assertThat(figure.groups()).containsExactly("wave 1", "wave 2", "wave 3", "wave 4", "all waves", "at once");
        assertThat(figure.title())
                .isEqualTo("In waves " + Words.number(harm(GRADUAL, DELAY)) + " times harm, at once "
                        + Words.number(harm(ONCE, DELAY)) + ", for the same use");
    }

    /** Quadrature at every growth and delay. */
    private void gainIsDrawnByGrowthAndDelay() {
        Figure.HeatMap map = (Figure.HeatMap) Drawn.figure(result, "gain-by-growth");
        double[] growths = {1.25, 1.5, 2, 3, 4, 6, 10, 20, 50};
        Drawn.agree("columns", Drawn.numbers(map.columns()), growths, 0);
        Drawn.agree("rows", Drawn.numbers(map.rows()), DELAYS, 0);
        double most = 0;
        for (int row = 0; row < DELAYS.length; row++) {
            double once = harm(ONCE, DELAYS[row]);
            for (int column = 0; column < growths.length; column++) {
                double ratio = once / harm(waves(growths[column]), DELAYS[row]);
                near(map.values().get(row).get(column), ratio);
                most = Math.max(most, ratio);
            }
        }
        assertThat(map.title())
                .isEqualTo("A release at once does up to " + Words.number(most)
                        + " times the harm, without delay the same");
    }

    /** Closed forms exp(−bE) and (1 + c²bE)^(−1/c²), drawn as long as a thousandth of the faults is left, from .01/b to 100/b. */
    private void unnoticedFaultsAreDrawnByUse() {
        Figure.Lines figure = Drawn.lines(result, "unnoticed");
        double[] variations = {0, 1, 2, 4};
        String[] names = {"all alike: exponential", "variation 1", "variation 2", "variation 4"};
        assertThat(figure.series()).extracting(Series::name).containsExactly(names);
        for (int v = 0; v < 4; v++) {
            List<Double> use = new ArrayList<>();
            List<Double> left = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                double e = 0.01 / RATE * Math.pow(1e4, i / 59.0);
                double share = unnoticed(e, variations[v]);
                if (share > 1e-3) {
                    use.add(e);
                    left.add(FAULTS * share);
                }
            }
            Drawn.agree(figure.series(), names[v], Drawn.numbers(use), Drawn.numbers(left));
        }
        assertThat(figure.title())
                .isEqualTo("After a use of 5,000 user-weeks " + Words.percent(Math.exp(-10))
                        + " of alike faults are unnoticed, of varying ones " + Words.percent(Math.pow(41, -0.25)));
    }

    /** Quadrature; in waves the last user-weeks come when bisection says. */
    private void findingTellsTheHarmOfQuadrature() {
        double slow = harm(GRADUAL, DELAY);
        double fast = harm(ONCE, DELAY);
        assertThat(result.finding())
                .isEqualTo("With corrections after 1.3 weeks, 4 waves that grow 2 × each do harm " + Words.number(slow)
                        + " times where a release at once does " + Words.number(fast) + " times ("
                        + Words.number(fast / slow) + " × as much) for the same use, and reach that use "
                        + Words.number(timeOf(GRADUAL, 2700) - SERVICE)
                        + " weeks later; corrected without delay, both would do harm "
                        + Words.number(FAULTS * (1 - unnoticed(2700, VARIATION))) + " times.");
    }

    /** Quadrature: harm at once above twice that in waves. */
    @Test
    void claimHoldsByHarmAtOnceOverTwiceThatInWaves() {
        Claim claim = new Release().claim(SETTINGS, SEED);
        for (double delay : new double[] {0, 1, 5}) {
            near(
                    claim.margin().applyAsDouble(SETTINGS.with("delay", delay)),
                    harm(ONCE, delay) - 2 * harm(GRADUAL, delay));
        }
    }
}
