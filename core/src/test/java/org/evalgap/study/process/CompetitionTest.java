package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompetitionTest {
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
}
