package org.evalgap.study.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Turning;
import org.junit.jupiter.api.Test;

class SmallComputeTest {
    private static final SmallCompute STUDY = new SmallCompute();

    /** The published numbers that the defaults stand for: AlexNet's 2 GPUs, the Transformer's 8 and 64. */
    @Test
    void defaultsAreTheMedianAndSpreadOfThreeNumbersOfTwoBreakthroughs() {
        double[] decades = {Math.log10(2), Math.log10(8), Math.log10(64)};
        double mean = (decades[0] + decades[1] + decades[2]) / 3;
        double squares = 0;
        for (double decade : decades) {
            squares += (decade - mean) * (decade - mean);
        }
        assertThat(STUDY.defaults().get(SmallCompute.MEDIAN_NEED)).isCloseTo(Math.pow(10, mean), within(0.1));
        assertThat(STUDY.defaults().get(SmallCompute.NEED_SPREAD)).isCloseTo(Math.sqrt(squares / 2), within(0.01));
    }

    /**
     * The closed forms against ideas simulated one by one, 9 + 7 comparisons at 4.5 standard errors: by chance once in 9,000 seeds;
     * the seed is fixed.
     */
    @Test
    void closedFormsAreThoseOfIdeasOneByOne() {
        StudyResult result = STUDY.measure(STUDY.defaults(), 1);
        StudyTable compute = result.tables().get(0);
        for (int i = 0; i < compute.rows().size(); i++) {
            double error = compute.numbers("breakthroughsStandardError")[i];
            assertThat(compute.numbers("breakthroughsSimulated")[i])
                    .isCloseTo(compute.numbers("breakthroughs")[i], within(4.5 * error));
        }
        StudyTable parts = result.tables().get(1);
        for (int i = 0; i < parts.rows().size(); i++) {
            double error = parts.numbers("shareStandardError")[i];
            assertThat(parts.numbers("shareSimulated")[i]).isCloseTo(parts.numbers("share")[i], within(4.5 * error));
        }
    }

    /** r·t·F(A(t)) is the integral of ideas that come at their need's time or later; the part of what is there by Simpson's rule. */
    @Test
    void partOfWhatIsThereIsTheIntegralOverTime() {
        IdeaNeeds needs = new IdeaNeeds(30, 0.6, 20, 0.4, 3);
        NormalDistribution normal = new NormalDistribution();
        for (double x : new double[] {0.01, 0.3, 0.9}) {
            double integral = new SimpsonIntegrator(1e-10, 1e-12, 3, 30)
                    .integrate(
                            1_000_000,
                            t -> normal.cumulativeProbability(Math.log10(x * 20 * Math.pow(10, 0.4 * t) / 30) / 0.6),
                            0,
                            4);
            double last = normal.cumulativeProbability((Math.log10(20.0 / 30) + 1.6) / 0.6);
            assertThat(needs.neededAtMost(x, 4)).isCloseTo(integral / (4 * last), within(1e-9));
        }
        assertThat(needs.shown(4))
                .isCloseTo(12 * normal.cumulativeProbability((Math.log10(20.0 / 30) + 1.6) / 0.6), within(1e-12));
    }

    /** Limits: without growth needs are the law cut off at what is there; with everything within reach more brings nothing. */
    @Test
    void limitsAreTheTruncatedLawAndOne() {
        IdeaNeeds still = new IdeaNeeds(30, 0.6, 20, 0, 3);
        for (double x : new double[] {0.1, 0.5, 0.99}) {
            assertThat(still.neededAtMost(x, 7))
                    .isCloseTo(still.withinReach(x * 20) / still.withinReach(20), within(1e-12));
        }
        assertThat(still.withinReach(still.seenMedian(20))).isCloseTo(0.5 * still.withinReach(20), within(1e-9));
        StudySettings rich = STUDY.defaults().with("available", 1e8);
        assertThat(SmallCompute.gainFromCompute(rich)).isCloseTo(1, within(1e-9));
        RandomStream stream = RandomStream.of(3, 0, Purpose.STUDY);
        assertThat(new IdeaNeeds(1e8, 0.1, 1, 0, 3)
                        .simulated(2, new double[] {0.5}, 10, stream)
                        .shown()
                        .mean())
                .isZero();
    }

    /** Twice the breakthroughs are F(100 A) = 2 F(A), which Φ gives: the sentence turns there, to half a percent. */
    @Test
    void theSentenceTurnsWhereTheClosedFormSays() {
        Turning turning = Turning.of(STUDY.claim(STUDY.defaults(), 1), STUDY.defaults());
        double median = turning.above().orElseThrow();
        NormalDistribution normal = new NormalDistribution();
        double z = Math.log10(3200 / median) / 0.75;
        double more = Math.log10(320_000 / median) / 0.75;
        assertThat(normal.cumulativeProbability(more) / normal.cumulativeProbability(z))
                .isCloseTo(2, within(0.01));
        assertThat(turning.below()).isEmpty();
    }
}
