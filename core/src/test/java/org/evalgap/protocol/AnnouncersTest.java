package org.evalgap.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Announcers one by one: ladders by hand, Thresholdout by its laws, and what protocols of several of them say. */
class AnnouncersTest {
    private static final RandomStream NOISE = RandomStream.of(11, 0, Purpose.ANNOUNCEMENT);

    /** A submission of as many items as there are digits, 1 for a right one. */
    private static Submission scored(int set, String results) {
        double[] right = results.chars().mapToDouble(c -> c - '0').toArray();
        double share = Arrays.stream(right).sum() / right.length;
        return Submission.of(set, share, Arrays.copyOf(right, 20), right.length, () -> Double.NaN, NOISE);
    }

    /**
     * Ten items, five of them right: told 0.5. Two more right on the same items: differences have the variance (2 − 4/10)/9 = .178, the
     * threshold is √.0178 = .133, and .7 is above. On other items variances add up: (2.5 + 2.1)/9 = .511, threshold .226: not above. The
     * same where two became right and the first three wrong: (8 − 4/10)/9 = .844, threshold .29. Of twelve items before and ten now the
     * variances 3/11 and 2.1/9 add up: threshold .225. Of two items one difference has the variance 1/2, threshold 1/2: 1 is not above 1.
     */
    @ParameterizedTest
    @CsvSource({
        "1111100000, 0, 1111111000, 0.7",
        "1111100000, 1, 1111111000, 0.5",
        "1111100000, 0, 0001111111, 0.5",
        "111111000000, 0, 1111111000, 0.5",
        "10, 0, 11, 0.5",
        "0, 0, 1, 1"
    })
    void theFreeLadderComparesWhatCanBeCompared(String first, int set, String second, double told) {
        Announcer ladder = Telling.ladder().announcers().get();
        ladder.tell(scored(0, first));
        assertThat(ladder.tell(scored(set, second))).isEqualTo(told);
    }

    /** A score that is better by the step and no more is not told; all numbers are exact. */
    @Test
    void aLadderAsksForMoreThanItsStep() {
        Announcer ladder = Telling.ladder(0.25).announcers().get();
        assertThat(ladder.tell(scored(0, "1100"))).isEqualTo(0.5);
        assertThat(ladder.tell(scored(0, "1110"))).isEqualTo(0.5);
        assertThat(ladder.tell(scored(0, "1111"))).isEqualTo(1);
    }

    /** Submissions to announcers of their own, each with noise of its own: how many are told their score, and how far from it. */
    private record Told(double share, double deviation) {
        private static final int COUNT = 20_000;

        static Told of(Telling telling, double score, double seen) {
            int answers = 0;
            double sum = 0;
            for (int i = 0; i < COUNT; i++) {
                Submission one = Submission.of(0, score, new double[1], 1, () -> seen, NOISE.substream(i));
                double told = telling.announcers().get().tell(one);
                if (told != seen) {
                    answers++;
                    sum += Math.abs(told - score);
                }
            }
            return new Told((double) answers / COUNT, sum / answers);
        }

        void assertClose(double probability, double meanDeviation, double ofOne) {
            assertThat(share).isCloseTo(probability, within(4.5 * Math.sqrt(probability * (1 - probability) / COUNT)));
            assertThat(deviation).isCloseTo(meanDeviation, within(4.5 * ofOne / Math.sqrt(COUNT * probability)));
        }
    }

    /**
     * Algorithm 1: the score is told where it differs from what is seen by more than T and noise, 2σ and 4σ times Laplace numbers. With x
     * times σ beyond T that is where their sum is below x: 1 − (16 e^(−x/4) − 4 e^(−x/2))/24 for x of at least 0, which is symmetric about
     * ½. What is told deviates by σ on average, with a standard deviation of σ. Each bound is 4.5 standard errors, six bounds: a false
     * alarm in 25,000 seeds.
     */
    @ParameterizedTest
    @ValueSource(doubles = {-3, 0, 3})
    void thresholdoutTellsScoresAsOftenAsItsNoiseSays(double x) {
        double sigma = 0.02;
        double above = 1 - (16 * Math.exp(-Math.abs(x) / 4) - 4 * Math.exp(-Math.abs(x) / 2)) / 24;
        Told.of(Telling.thresholdout(0.1, sigma, 5), 0.5, 0.6 + x * sigma)
                .assertClose(x < 0 ? 1 - above : above, sigma, sigma);
        Told.of(Telling.thresholdout(0.1, sigma, 5), 0.5, 0.4 - x * sigma)
                .assertClose(x < 0 ? 1 - above : above, sigma, sigma);
    }

    /**
     * With normal noise: Φ(x), and a mean deviation of σ√(2/π) with the standard deviation σ√(1 − 2/π). Six bounds of 4.5 standard errors.
     */
    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, 1})
    void gaussianThresholdoutDoesSoWithNormalNoise(double x) {
        double sigma = 0.02;
        Told.of(Telling.gaussianThresholdout(0.1, sigma, 5), 0.5, 0.6 + x * sigma)
                .assertClose(
                        new NormalDistribution().cumulativeProbability(x),
                        sigma * Math.sqrt(2 / Math.PI),
                        sigma * Math.sqrt(1 - 2 / Math.PI));
    }

    @Test
    void whatIsSaidTogetherIsSaidWhole() {
        StandardProtocol one = StandardProtocol.retiring(2).limited(3).telling(Telling.noisy(1));
        assertThat(one.requireConsistent()).isSameAs(one);
        assertThat(one.submissions(7)).isEqualTo(3);
        assertThat(StandardProtocol.open().submissions(0)).isEqualTo(Integer.MAX_VALUE);
        assertThat(one.hashCode()).isNotEqualTo(StandardProtocol.open().hashCode());
        Telling own = new Telling("own", Telling.Kind.OWN, () -> s -> s.score() + 1);
        Announcer twice = StandardProtocol.privately().telling(own).telling(own).announcer();
        assertThat(twice.tell(scored(0, "10")))
                .as("each takes what the one before said")
                .isEqualTo(2.5);
        assertThat(StandardProtocol.retiring(1)
                        .telling(Telling.rounded(2))
                        .telling(Telling.thresholdout(0.5, 1, 2))
                        .name())
                .isEqualTo("rotating 1 + thresholdout 0.5 1 2 + rounded 2");
        for (StandardProtocol noisy : new StandardProtocol[] {
            StandardProtocol.retiring(1).telling(Telling.noisy(1)),
            StandardProtocol.retiring(1).telling(Telling.thresholdout(0.5, 1, 2))
        }) {
            Telling other = noisy.name().contains("noisy") ? Telling.thresholdout(0.5, 1, 2) : Telling.noisy(1);
            assertThatThrownBy(() -> noisy.telling(other)).hasMessageContaining("thresholdout adds noise of its own");
        }
        assertThatThrownBy(() -> StandardProtocol.open().rotating(0)).hasMessageContaining("at least 1: 0");
        assertThat(StandardProtocol.open().rotating(1).limited(1).name()).isEqualTo("open + rotating 1 + limited 1");
    }

    @Test
    void namesHaveTheShortestNumbers() {
        assertThat(Telling.noisy(1).name()).isEqualTo("noisy 1");
        assertThat(Telling.noisy(9_999_999).name()).isEqualTo("noisy 9999999");
        assertThat(Telling.noisy(1e7).name()).isEqualTo("noisy 1.0E7");
        assertThat(Telling.noisy(0.5).name()).isEqualTo("noisy 0.5");
        assertThat(Telling.ladder(1).name()).isEqualTo("ladder 1");
        assertThat(Telling.rounded(15).name()).isEqualTo("rounded 15");
        assertThatThrownBy(() -> Telling.ladder(0)).hasMessageEndingWith(": 0");
        assertThatThrownBy(() -> Telling.rounded(-1)).hasMessageEndingWith(": -1");
        assertThatThrownBy(() -> Submission.of(0, 0, new double[1], 0, () -> 0, NOISE))
                .hasMessage("items must be in [1, 1]: 0");
    }
}
