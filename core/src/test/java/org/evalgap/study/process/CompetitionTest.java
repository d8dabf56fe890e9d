package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudyTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompetitionTest {
    private static final Competition STUDY = new Competition();
    private static StudyResult result;

    /** Not in a field's declaration: mutation testing would measure but once, before the first change. */
    @BeforeAll
    static void measure() {
        result = STUDY.measure(STUDY.defaults(), 1);
    }

    private static Market market(int labs, int niches, double kernel, double copying) {
        return new Market(labs, niches, kernel, 1, 0.1, copying, 1, 0.05);
    }

    private static Market.State play(Market market, Market.State state, int rounds) {
        for (int i = 0; i < rounds; i++) {
            state = market.next(state);
        }
        return state;
    }

    /** By hand: two labs, two niches, no carry-over; ψ = ½, δ = 0.1, B = 1, η = 1, μ = 0.05. */
    @Test
    void oneRoundComesOutAsByHand() {
        Market market = market(2, 2, 0, 0.5);
        double[][] skill = {{1, 0}, {0, 0}};
        double[][] environments = {{0.5, 0.5}, {0.25, 0.75}};
        Market.State next = market.next(new Market.State(skill, environments));
        // Niche 1: 0.9·1 + 0.5 = 1.4 against 0.25, which copies half of 1.15; niche 2: 0.5, copying half of 0.25,
        // against 0.75.
        assertThat(next.skill()[0][0]).isCloseTo(1.4, within(1e-15));
        assertThat(next.skill()[1][0]).isCloseTo(0.825, within(1e-15));
        assertThat(next.skill()[0][1]).isCloseTo(0.625, within(1e-15));
        assertThat(next.skill()[1][1]).isCloseTo(0.75, within(1e-15));
        assertThat(market.price(next)).isCloseTo((0.575 + 0.125) / 2, within(1e-15));
        double share = Math.exp(0.575) / (Math.exp(0.575) + 1);
        assertThat(next.environments()[0][0]).isCloseTo(0.95 * share + 0.025, within(1e-15));
        double other = 0.75 * Math.exp(0.125) / (0.75 * Math.exp(0.125) + 0.25);
        assertThat(next.environments()[1][1]).isCloseTo(0.95 * other + 0.025, within(1e-15));
    }

    /** The closed-form threshold for two labs: small differences grow just below it and shrink just above it. */
    @ParameterizedTest
    @CsvSource({"2, 0", "2, 0.6", "3, 0.3", "5, 0.1"})
    void twoLabsPartBelowTheThresholdAndStayAlikeAbove(int niches, double kernel) {
        double threshold = market(2, niches, kernel, 0).threshold();
        assertThat(threshold).isBetween(0.05, 0.95);
        for (double offset : new double[] {-0.01, 0.01}) {
            Market market = market(2, niches, kernel, threshold + offset);
            RandomStream stream = RandomStream.of(3, niches, Purpose.STUDY);
            // Long enough to lose all but the slowest mode, short enough to stay small.
            Market.State early = play(market, market.start(0, 1e-7, stream), 150);
            Market.State late = play(market, early, 150);
            double growth = market.diversity(late) / market.diversity(early);
            if (offset < 0) {
                assertThat(growth).isGreaterThan(1);
            } else {
                assertThat(growth).isLessThan(1);
            }
        }
    }

    @Test
    void fullCopyingMakesThePriceZeroInEveryRound() {
        Market market = market(5, 4, 0.2, 1);
        Market.State state = market.start(2, 0.5, RandomStream.of(8, 0, Purpose.STUDY));
        for (int round = 0; round < 50; round++) {
            state = market.next(state);
            assertThat(market.price(state)).isZero();
            assertThat(market.diversity(state)).isZero();
        }
        // Explored evenly and drawn nowhere, designs forget how they began.
        assertThat(market.labConcentration(play(market, state, 300))).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void withoutCopyingLabsOfOnePreTrainingEndInNichesOfTheirOwn() {
        Market market = market(4, 4, 0.05, 0);
        Market.State start = market.start(0, 0.01, RandomStream.of(1, 0, Purpose.STUDY));
        assertThat(market.diversity(start)).isZero();
        Market.State end = play(market, start, 300);
        assertThat(market.labConcentration(end)).isGreaterThan(0.9);
        assertThat(market.leadingLabs(end)).isEqualTo(4);
        assertThat(market.revenueConcentration(end)).isCloseTo(0.25, within(1e-6));
    }

    @Test
    void pricesFallBeforeTheyRecover() {
        double[] price = result.tables().get(0).numbers("price");
        double lowest = java.util.Arrays.stream(price).min().orElseThrow();
        assertThat(lowest).isLessThan(0.2 * price[0]);
        assertThat(price[price.length - 1]).isGreaterThan(price[0]);
    }

    /**
     * With each of four labs in a niche of its own the lead obeys Δ ← (1 − ψ)((1 − δ)Δ + B(1 − k)(e − e′)), e being a lab's share in its niche
     * and e′ in another: the replicator leaves e′ exp(−ηΔ) of that, and exploration adds μ/4. The fixed point of both, by iteration.
     */
    @Test
    void thePriceSettlesWhereTheClosedFormSays() {
        double[] price = result.tables().get(0).numbers("price");
        double k = 0.1 * Math.exp(-2) + 0.9 * Math.exp(-4 / (2 * 0.0625));
        double other = 0.05 / 4;
        double lead = 0;
        for (int i = 0; i < 500; i++) {
            lead = 0.9 * (1 - k) * (1 - 4 * other) / (1 - 0.9 * 0.9);
            double left = other * Math.exp(-lead);
            other = 0.95 * left / (1 - 3 * other + 3 * left) + 0.05 / 4;
        }
        assertThat(price[price.length - 1]).isCloseTo(lead, within(1e-6));
        // Nearly what it would be if nothing were left elsewhere but by exploration.
        assertThat(lead).isCloseTo(0.9 * (1 - k) * 0.95 / (1 - 0.9 * 0.9), within(0.01));
    }

    @Test
    void regimesEndBeyondTheThresholdForTwoLabs() {
        StudyTable regimes = result.tables().get(1);
        double threshold = result.tables()
                .get(2)
                .numbers("threshold")[result.tables().get(2).rows().size() - 1];
        double[] copying = regimes.numbers("copying");
        for (int i = 0; i < copying.length; i++) {
            if (copying[i] > threshold) {
                assertThat(regimes.numbers("price")[i]).isLessThan(1e-3);
            }
        }
        assertThat(regimes.numbers("diversity")[0]).isGreaterThan(1);
        assertThat(regimes.numbers("diversity")[copying.length - 1]).isZero();
    }
}
