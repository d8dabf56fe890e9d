package org.evalgap.internal.posterior;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RankSamplerTest {
    /** Ten draws by hand: ranks 2, 2, 2, 4, 4, 4, 4, 4, 5, 5. */
    @Test
    void quantilesOfRanksAreThoseOfTheSortedDraws() {
        int[] counts = {0, 3, 0, 5, 2};
        assertThat(RankSampler.quantile(counts, 0)).isEqualTo(2);
        assertThat(RankSampler.quantile(counts, 0.29)).isEqualTo(2);
        assertThat(RankSampler.quantile(counts, 0.31)).isEqualTo(4);
        assertThat(RankSampler.quantile(counts, 0.79)).isEqualTo(4);
        assertThat(RankSampler.quantile(counts, 0.81)).isEqualTo(5);
        assertThat(RankSampler.quantile(counts, 1)).isEqualTo(5);
    }

    @Test
    void ranksCountFromTheGreatestAndTiesShareTheBetterOne() {
        int[] ranks = new int[5];
        RankSampler.rank(new double[] {0.3, 0.9, 0.3, 0.1, 0.5}, ranks);
        assertThat(ranks).containsExactly(3, 1, 3, 5, 2);
    }
}
