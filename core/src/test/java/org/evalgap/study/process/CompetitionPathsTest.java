package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/**
 * What the study of competition tells, against a market written out once more in loops. Both draw first designs from the same numbers, so
 * that nothing but rounding tells them apart, and no check has a false alarm.
 */
class CompetitionPathsTest {
    private static final long SEED = 4;
    private static final int LABS = 3;
    private static final int NICHES = 3;
    private static final int ROUNDS = 40;
    private static final double DISTANCE = 1.5;
    private static final double BREADTH = 0.9;
    private static final double[] CARRY_OVERS = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
    private static final StudySettings SETTINGS = new Competition()
            .defaults()
            .with("labs", LABS)
            .with("niches", NICHES)
            .with("copying", 0.15)
            .with("distance", DISTANCE)
            .with("breadth", BREADTH)
            .with("memorization", 0.6)
            .with("memorizationScale", 0.5)
            .with("learning", 1.2)
            .with("ageing", 0.12)
            .with("selection", 1.1)
            .with("exploration", 0.04)
            .with("headStart", 0.7)
            .with("unevenness", 0.05)
            .with("rounds", ROUNDS)
            .with("replicates", 3);

    private StudyResult result;

    /** Independent computation, the plain market, for every table, figure and sentence. */
    @Test
    void everyNumberIsThatOfThePlainMarket() {
        result = new Competition().measure(SETTINGS, SEED);
        pathIsThatOfThePlainMarket();
        regimesAreMeansOverPlainMarkets();
        thresholdsSolveTheGrowthOfSmallDifferences();
        pricesAreDrawnForEveryShare();
        regimesAreDrawnBesideTheThreshold();
        mapHoldsThePlainMarketsConcentration();
        findingTellsThePlainMarketsNumbers();
        findingSaysFromWhichHeadStartOnThePriceStaysBelow();
    }

    /** The market of the settings above, in loops. */
    private static final class Plain {
        final double copying;
        final double kernel;
        final double learning = 1.2;
        final double ageing = 0.12;
        final double selection = 1.1;
        final double exploration = 0.04;
        final double[][] skill = new double[LABS][NICHES];
        final double[][] share = new double[LABS][NICHES];

        Plain(double copying, double kernel, double headStart, long seed, int replicate) {
            this.copying = copying;
            this.kernel = kernel;
            RandomStream stream = RandomStream.of(seed, replicate, Purpose.STUDY, 1, 0, 0);
            for (int i = 0; i < LABS; i++) {
                double sum = 0;
                for (int k = 0; k < NICHES; k++) {
                    skill[i][k] = i == 0 ? headStart : 0;
                    share[i][k] = Math.exp(0.05 * stream.normal(i * NICHES + k));
                    sum += share[i][k];
                }
                for (int k = 0; k < NICHES; k++) {
                    share[i][k] /= sum;
                }
            }
        }

        Plain played(int rounds) {
            for (int round = 0; round < rounds; round++) {
                turn();
            }
            return this;
        }

        void turn() {
            for (int k = 0; k < NICHES; k++) {
                double best = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < LABS; i++) {
                    double learned = 0;
                    for (int l = 0; l < NICHES; l++) {
                        learned += share[i][l] * (k == l ? 1 : kernel);
                    }
                    skill[i][k] = skill[i][k] - ageing * skill[i][k] + learning * learned;
                    best = Math.max(best, skill[i][k]);
                }
                for (int i = 0; i < LABS; i++) {
                    skill[i][k] = (1 - copying) * skill[i][k] + copying * best;
                }
            }
            for (int i = 0; i < LABS; i++) {
                double sum = 0;
                for (int k = 0; k < NICHES; k++) {
                    share[i][k] *= Math.exp(selection * earned(i, k));
                    sum += share[i][k];
                }
                for (int k = 0; k < NICHES; k++) {
                    share[i][k] = (1 - exploration) * share[i][k] / sum + exploration / NICHES;
                }
            }
        }

        double earned(int lab, int niche) {
            double lead = Double.POSITIVE_INFINITY;
            for (int i = 0; i < LABS; i++) {
                lead = i == lab ? lead : Math.min(lead, skill[lab][niche] - skill[i][niche]);
            }
            return Math.max(0, lead);
        }

        double price() {
            double sum = 0;
            for (int k = 0; k < NICHES; k++) {
                double[] column = new double[LABS];
                for (int i = 0; i < LABS; i++) {
                    column[i] = skill[i][k];
                }
                Arrays.sort(column);
                sum += column[LABS - 1] - column[LABS - 2];
            }
            return sum / NICHES;
        }

        double concentration() {
            return Arrays.stream(share)
                            .flatMapToDouble(Arrays::stream)
                            .map(e -> e * e)
                            .sum()
                    / LABS;
        }

        double revenueConcentration() {
            double squares = 0;
            double all = 0;
            for (int i = 0; i < LABS; i++) {
                double revenue = 0;
                for (int k = 0; k < NICHES; k++) {
                    revenue += earned(i, k);
                }
                all += revenue;
                squares += revenue * revenue;
            }
            return all > 0 ? squares / (all * all) : 0;
        }

        int leaders() {
            int leaders = 0;
            for (int i = 0; i < LABS; i++) {
                double revenue = 0;
                for (int k = 0; k < NICHES; k++) {
                    revenue += earned(i, k);
                }
                leaders += revenue > 0 ? 1 : 0;
            }
            return leaders;
        }

        double diversity() {
            double sum = 0;
            for (int i = 0; i < LABS; i++) {
                for (int j = i + 1; j < LABS; j++) {
                    double mean = 0;
                    double square = 0;
                    for (int k = 0; k < NICHES; k++) {
                        double difference = skill[i][k] - skill[j][k];
                        mean += difference / NICHES;
                        square += difference * difference / NICHES;
                    }
                    sum += Math.sqrt(Math.max(0, square - mean * mean));
                }
            }
            return sum / (LABS * (LABS - 1) / 2);
        }
    }

    private static double carryOver() {
        return Drawn.kernel(DISTANCE * DISTANCE, BREADTH, 0.6, 0.5);
    }

    private static double[] prices(double copying, double headStart, int replicate) {
        double[] price = new double[ROUNDS + 1];
        Plain plain = new Plain(copying, carryOver(), headStart, SEED, replicate);
        for (int round = 0; round <= ROUNDS; round++) {
            price[round] = plain.price();
            plain.turn();
        }
        return price;
    }

    /** The threshold by its derivation: ψ at which (1 − ψ)(μ(1 − δ) + (1 − μ)ηB(1 − k)/n) = μ, by bisection. */
    private static double threshold(double kernel) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = 0.5 * (low + high);
            double growth = (1 - middle) * (0.04 * 0.88 + 0.96 * 1.1 * 1.2 * (1 - kernel) / NICHES);
            low = growth > 0.04 ? middle : low;
            high = growth > 0.04 ? high : middle;
        }
        return low;
    }

    /** Independent computation: the plain market, round by round. */
    private void pathIsThatOfThePlainMarket() {
        StudyTable path = Drawn.table(result, "path");
        assertThat(path.rows()).hasSize(ROUNDS + 1);
        for (int round = 0; round <= ROUNDS; round++) {
            Plain plain = new Plain(0.15, carryOver(), 0.7, SEED, 0).played(round);
            assertThat(path.numbers("round")[round]).isEqualTo(round);
            assertThat(path.numbers("price")[round]).isCloseTo(plain.price(), within(1e-9));
            assertThat(path.numbers("labConcentration")[round]).isCloseTo(plain.concentration(), within(1e-9));
            assertThat(path.numbers("revenueConcentration")[round])
                    .isCloseTo(plain.revenueConcentration(), within(1e-9));
            // The plain difference of squares loses half of the digits where profiles are alike.
            assertThat(path.numbers("diversity")[round]).isCloseTo(plain.diversity(), within(1e-7));
        }
    }

    /** Independent computation: mean and standard error over the plain market's last rounds. */
    private void regimesAreMeansOverPlainMarkets() {
        StudyTable regimes = Drawn.table(result, "regimes");
        assertThat(regimes.rows()).hasSize(21);
        for (int row = 0; row < 21; row++) {
            Tally price = new Tally();
            Tally concentration = new Tally();
            Tally diversity = new Tally();
            Tally leaders = new Tally();
            for (int r = 0; r < 3; r++) {
                Plain plain = new Plain(row / 20.0, carryOver(), 0.7, SEED, r).played(ROUNDS);
                price.add(plain.price());
                concentration.add(plain.concentration());
                diversity.add(plain.diversity());
                leaders.add(plain.leaders());
            }
            assertThat(regimes.numbers("copying")[row]).isCloseTo(row / 20.0, within(1e-15));
            assertThat(regimes.numbers("price")[row]).isCloseTo(price.mean(), within(1e-9));
            assertThat(regimes.numbers("priceStandardError")[row]).isCloseTo(price.standardError(), within(1e-9));
            assertThat(regimes.numbers("labConcentration")[row]).isCloseTo(concentration.mean(), within(1e-9));
            assertThat(regimes.numbers("labConcentrationStandardError")[row])
                    .isCloseTo(concentration.standardError(), within(1e-9));
            assertThat(regimes.numbers("diversity")[row]).isCloseTo(diversity.mean(), within(1e-7));
            assertThat(regimes.numbers("diversityStandardError")[row])
                    .isCloseTo(diversity.standardError(), within(1e-7));
            if (row < 20) {
                assertThat(regimes.numbers("nichesLed")[row]).isCloseTo(leaders.mean(), within(1e-12));
            }
        }
        // With full copying nobody is ahead; the plain market, which weighs two numbers, is not exact there.
        assertThat(regimes.numbers("nichesLed")[20]).isZero();
    }

    /** Closed form of the linear growth near the even state, solved by bisection. */
    private void thresholdsSolveTheGrowthOfSmallDifferences() {
        StudyTable thresholds = Drawn.table(result, "thresholds");
        double[] kernels = Arrays.copyOf(CARRY_OVERS, 12);
        kernels[11] = carryOver();
        Drawn.agree("carryOver", thresholds.numbers("carryOver"), kernels, 1e-14);
        double[] expected =
                Arrays.stream(kernels).map(CompetitionPathsTest::threshold).toArray();
        Drawn.agree("threshold", thresholds.numbers("threshold"), expected, 1e-12);
    }

    /** Closed form: where exploration mixes designs faster than prices part them, labs stay alike without copying. */
    @Test
    void labsThatExploreMuchStayAlikeWithoutCopying() {
        assertThat(new Market(2, 4, 0.5, 0.1, 0.5, 0, 0.1, 0.9).threshold()).isZero();
    }

    /** Independent computation: the plain market at each share that is copied. */
    private void pricesAreDrawnForEveryShare() {
        Figure.Lines figure = Drawn.lines(result, "price-path");
        double[] rounds = new double[ROUNDS + 1];
        Arrays.setAll(rounds, i -> i);
        assertThat(figure.series())
                .extracting(Series::name)
                .containsExactly("ψ = 0", "ψ = 0.15", "ψ = 0.25", "ψ = 0.5", "ψ = 1");
        for (double share : new double[] {0, 0.15, 0.25, 0.5, 1}) {
            Drawn.agree(figure.series(), "ψ = " + Words.number(share), rounds, prices(share, 0.7, 0));
        }
        assertThat(figure.title()).isEqualTo("T" + phase(prices(0.15, 0.7, 0)).substring(1) + ", at ψ = 0.15");
    }

    /** What a path of prices does, in words; its lowest point by sorting. */
    private static String phase(double[] price) {
        double low = Arrays.stream(price).sorted().findFirst().orElseThrow();
        int round = 0;
        while (price[round] != low) {
            round++;
        }
        double last = price[price.length - 1];
        if (round == 0) {
            return "the price rises from " + Words.number(price[0]) + " to " + Words.number(last);
        }
        return "the price falls from " + Words.number(price[0]) + " to " + Words.number(low) + " by round " + round
                + (last > price[0] ? ", a phase, then rises to " : " and ends at ") + Words.number(last);
    }

    /** Each series is the table's column; the broken line stands at the threshold, as high as the highest diversity. */
    private void regimesAreDrawnBesideTheThreshold() {
        StudyTable regimes = Drawn.table(result, "regimes");
        Figure.Lines figure = Drawn.lines(result, "regimes");
        double[] copying = regimes.numbers("copying");
        Drawn.agree(figure.series(), "mean price", copying, regimes.numbers("price"));
        double[] diversity = regimes.numbers("diversity");
        Drawn.agree(figure.series(), "diversity of skill profiles", copying, diversity);
        double at = threshold(carryOver());
        double highest = Arrays.stream(diversity).sorted().toArray()[20];
        assertThat(highest).isGreaterThan(0.1);
        Drawn.agree(figure.series(), "threshold for two labs", new double[] {at, at}, new double[] {0, highest});
        assertThat(figure.title()).contains("if less than " + Words.percent(at) + " is copied");
    }

    /** Independent computation: the plain market at every share copied and every carry-over. */
    private void mapHoldsThePlainMarketsConcentration() {
        Figure.HeatMap map = (Figure.HeatMap) Drawn.figure(result, "regime-map");
        Drawn.agree("rows", Drawn.numbers(map.rows()), CARRY_OVERS, 1e-15);
        assertThat(map.columns()).hasSize(21);
        double[][] expected = new double[11][21];
        for (int row = 0; row < 11; row++) {
            for (int column = 0; column < 21; column++) {
                expected[row][column] = new Plain(column / 20.0, CARRY_OVERS[row], 0.7, SEED, 0)
                        .played(ROUNDS)
                        .concentration();
            }
            Drawn.agree("row " + row, Drawn.numbers(map.values().get(row)), expected[row], 1e-9);
        }
        int most = -1;
        for (int column = 0; column < 21; column++) {
            most = expected[0][column] > 0.5 ? column : most;
        }
        int highest = -1;
        for (int row = 0; row < 11; row++) {
            highest = expected[row][0] > 0.5 ? row : highest;
        }
        // Both edges of the map have both kinds of labs.
        assertThat(most).isBetween(1, 19);
        assertThat(highest).isBetween(1, 9);
        assertThat(map.title())
                .isEqualTo("Specialists (light): without carry-over up to ψ = " + Words.number(most / 20.0)
                        + ", without copying up to K = " + Words.number(CARRY_OVERS[highest]));
    }

    /** Limit: labs that explore all the time keep their designs even, whatever is copied and carried over. */
    @Test
    void mapOfLabsThatOnlyExploreHasGeneralistsAlone() {
        StudyResult even = new Competition()
                .measure(SETTINGS.with("exploration", 1).with("rounds", 10).with("replicates", 2), SEED);
        Figure.HeatMap map = (Figure.HeatMap) Drawn.figure(even, "regime-map");
        for (List<Double> row : map.values()) {
            assertThat(row).allSatisfy(c -> assertThat(c).isCloseTo(1.0 / NICHES, within(1e-12)));
        }
        assertThat(map.title()).startsWith("Generalists (dark) wherever");
    }

    /** Every number of the sentence by the plain market and the bisected threshold. */
    private void findingTellsThePlainMarketsNumbers() {
        double[] price = prices(0.15, 0.7, 0);
        double last = price[ROUNDS];
        assertThat(last).isGreaterThan(price[0]);
        StudyTable regimes = Drawn.table(result, "regimes");
        assertThat(result.finding())
                .startsWith("When 15 % of the leader's advantage is copied each round, " + phase(price)
                        + " logits after 40 rounds, " + Words.number(last / price[0])
                        + " times its start, because labs")
                .contains("; two labs of breadth 0.9 settle in niches as long as less than "
                        + Words.percent(threshold(carryOver())) + " is copied, and the diversity of 3 labs ends at "
                        + Words.number(regimes.numbers("diversity")[0])
                        + " logits without copying and at 0 with full copying.");
    }

    /** By hand: a head start that is copied away at once and never regained ends below its start, and the sentence says no more. */
    @Test
    void headStartThatIsLostIsNotSaidToBeRegained() {
        StudySettings settings = SETTINGS.with("copying", 1).with("rounds", 12).with("replicates", 2);
        String finding = new Competition().measure(settings, SEED).finding();
        assertThat(finding)
                .contains(
                        "the price falls from 0.7 to 0 by round 1 and ends at 0 logits after 12 rounds; two labs of breadth");
    }

    /** By hand: without a head start the price begins at nothing, its lowest, and can only rise. */
    @Test
    void withoutAHeadStartThePriceRises() {
        StudySettings settings =
                SETTINGS.with("headStart", 0).with("rounds", 12).with("replicates", 2);
        StudyResult risen = new Competition().measure(settings, SEED);
        assertThat(risen.finding()).contains(", the price rises from 0 to ");
        assertThat(Drawn.lines(risen, "price-path").title()).startsWith("The price rises from 0 to ");
    }

    /** Independent computation: the lesser of fall and final gain, mean over replicates, by the plain market. */
    @Test
    void claimHoldsByTheLesserOfFallAndGain() {
        Claim claim = new Competition().claim(SETTINGS, SEED);
        assertThat(claim.replicates()).isEqualTo(3);
        for (double copying : new double[] {0.05, 0.15, 0.8}) {
            double margin = 0;
            for (int r = 0; r < 3; r++) {
                double[] price = prices(copying, 0.7, r);
                double fall = price[0] - Arrays.stream(price).min().orElseThrow();
                margin += Math.min(fall, price[ROUNDS] - price[0]) / 3;
            }
            assertThat(claim.margin().applyAsDouble(SETTINGS.with("copying", copying)))
                    .isCloseTo(margin, within(1e-9));
        }
    }

    /** The sentence's head start is where the plain market's lesser of fall and gain changes its sign, to two digits. */
    private void findingSaysFromWhichHeadStartOnThePriceStaysBelow() {
        Matcher said = Pattern.compile("\\(a headStart above ([0-9.]+) it would not regain\\)")
                .matcher(result.finding());
        assertThat(said.find()).isTrue();
        double found = Double.parseDouble(said.group(1));
        assertThat(margin(found * 0.94)).isPositive();
        assertThat(margin(found * 1.06)).isNegative();
    }

    private static double margin(double headStart) {
        double margin = 0;
        for (int r = 0; r < 3; r++) {
            double[] price = prices(0.15, headStart, r);
            double fall = price[0] - Arrays.stream(price).min().orElseThrow();
            margin += Math.min(fall, price[ROUNDS] - price[0]);
        }
        return margin;
    }
}
