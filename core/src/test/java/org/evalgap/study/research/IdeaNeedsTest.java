package org.evalgap.study.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Tally;
import org.junit.jupiter.api.Test;

/** Ideas and their needs: the log-normal law by Commons Math, and courses made of the streams number by number. */
class IdeaNeedsTest {
    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final RandomStream STREAM = RandomStream.of(8, 0, Purpose.STUDY);

    /** A = 20 grows 10^0.4 times a year; needs have the median 30 and 0.6 decades. */
    private static final IdeaNeeds NEEDS = new IdeaNeeds(30, 0.6, 20, 0.4, 3);

    /** Oracle: each course in a plain loop; even numbers of a course are waits, odd ones needs. */
    @Test
    void simulatedCoursesAreMadeOfTheirStreams() {
        double years = 4;
        double[] parts = {0.01, 0.2, 0.9};
        double breakthroughs = 0;
        double[] below = new double[parts.length];
        for (int r = 0; r < 100; r++) {
            RandomStream own = STREAM.substream(r);
            double time = 0;
            for (int i = 0; ; i++) {
                time += Math.log(1 / own.uniform(2 * i)) / 3;
                if (time >= years) {
                    break;
                }
                double need = 30 * Math.pow(10, 0.6 * NORMAL.inverseCumulativeProbability(own.uniform(2 * i + 1)));
                if (need > 20 * Math.pow(10, 0.4 * years)) {
                    continue;
                }
                breakthroughs++;
                double there = 20 * Math.pow(10, 0.4 * time);
                for (int p = 0; p < parts.length; p++) {
                    below[p] += need <= parts[p] * there ? 1 : 0;
                }
            }
        }
        IdeaNeeds.Simulated simulated = NEEDS.simulated(years, parts, 100, STREAM);
        assertThat(simulated.shown().count()).isEqualTo(100);
        assertThat(simulated.shown().mean()).isCloseTo(breakthroughs / 100, within(1e-12));
        for (int p = 0; p < parts.length; p++) {
            assertThat(simulated.neededAtMost()[p].count()).isEqualTo((long) breakthroughs);
            assertThat(simulated.neededAtMost()[p].mean()).isCloseTo(below[p] / breakthroughs, within(1e-12));
        }
    }

    /** Closed forms at 4.5 standard errors: 4 comparisons, by chance once in 37,000 seeds; the seed is fixed. */
    @Test
    void simulatedCoursesFollowTheirClosedForms() {
        double[] parts = {0.05, 0.3, 0.8};
        IdeaNeeds.Simulated simulated = NEEDS.simulated(4, parts, 3000, STREAM);
        double within = NORMAL.cumulativeProbability((Math.log10(20.0 / 30) + 1.6) / 0.6);
        close(simulated.shown(), 12 * within);
        for (int p = 0; p < parts.length; p++) {
            close(simulated.neededAtMost()[p], NEEDS.neededAtMost(parts[p], 4));
        }
    }

    private static void close(Tally tally, double expected) {
        assertThat(tally.mean()).isCloseTo(expected, within(4.5 * tally.standardError()));
    }

    /** By definition: nothing needs more than all of what is there, those that waited for their compute included. */
    @Test
    void everyBreakthroughNeededAtMostAllThatWasThere() {
        assertThat(NEEDS.neededAtMost(1, 4)).isEqualTo(1);
        assertThat(NEEDS.neededAtMost(2, 4)).isEqualTo(1);
        Tally all = NEEDS.simulated(4, new double[] {1}, 50, STREAM).neededAtMost()[0];
        assertThat(all.count()).isGreaterThan(100);
        assertThat(all.mean()).isEqualTo(1);
    }

    /** 38 standard deviations below the median Φ is 0 in floating point: no breakthrough, and no share of them. */
    @Test
    void whereNothingIsWithinReachNoShareIsAnything() {
        IdeaNeeds far = new IdeaNeeds(1e8, 0.1, 1, 0, 3);
        assertThat(far.withinReach(1)).isZero();
        assertThat(far.shown(2)).isZero();
        assertThat(far.neededAtMost(0.5, 2)).isZero();
        assertThat(far.neededAtMost(1, 2)).isEqualTo(1);
    }

    /** The median of a law cut off at what is there, by Commons Math's quantiles. */
    @Test
    void seenNeedsAreTheLawCutOff() {
        for (double compute : new double[] {3, 30, 3000}) {
            double share = NORMAL.cumulativeProbability(Math.log10(compute / 30) / 0.6);
            double median = 30 * Math.pow(10, 0.6 * NORMAL.inverseCumulativeProbability(share / 2));
            assertThat(NEEDS.withinReach(compute)).isCloseTo(share, within(1e-14));
            assertThat(NEEDS.seenMedian(compute)).isCloseTo(median, within(1e-7 * median));
        }
    }

    /** By hand: a year is 10^0.4 times. */
    @Test
    void computeGrowsExponentially() {
        assertThat(NEEDS.at(0)).isEqualTo(20);
        assertThat(NEEDS.at(5)).isCloseTo(2000, within(1e-9));
        assertThat(NEEDS.withAvailable(7)).isEqualTo(new IdeaNeeds(30, 0.6, 7, 0.4, 3));
    }
}
