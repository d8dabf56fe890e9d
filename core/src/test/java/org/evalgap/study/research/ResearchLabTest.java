package org.evalgap.study.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Tally;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A lab's prospects against plain sums, its draws number by number, and the surface below them against the simulator. */
class ResearchLabTest {
    /** Few tasks: what is held here does not depend on them. */
    private static final Scenario SCENARIO = Scenario.withDefaults()
            .withWorkHorizon(3)
            .withDimension(2)
            .withPublicItems(8)
            .withFreshItems(2)
            .withWorkTasks(8)
            .withEnvironments(4);

    private static final double LOW = -0.5;
    private static final double HIGH = 3.5;
    private static final double BROAD = 32;

    /** Eleven competences and 25 breadths, equal ratios apart. */
    private static OutcomeSurface surface;

    /** Competence 3 − 2·(1 + S)^−½ ± 0.2; gains of 0.3 and more, with a tail of 2.5; an experiment costs 4. */
    private static ResearchLab lab;

    /** A surface takes most of a second. */
    @BeforeAll
    static void simulate() {
        surface = new OutcomeSurface(
                SCENARIO, Measure.IMPACT_SCORE, new double[] {LOW, HIGH}, new double[] {1, BROAD}, 4, 2);
        lab = new ResearchLab(new ScaleLaw(3, 2, 0.5, 0.2), new Breakthroughs(0.3, 2.5), 4, 6, 1.5, surface);
    }

    /** By hand: what a share of compute pays for, over the cost, rounded down; no more than there are ideas where these are few. */
    @Test
    void experimentsAreWhatComputePaysFor() {
        assertThat(lab.prospect(40, 0.5, false).experiments()).isEqualTo(5);
        assertThat(lab.prospect(40, 0.59, false).experiments()).isEqualTo(5);
        assertThat(lab.prospect(40, 0, false).experiments()).isZero();
        assertThat(lab.prospect(40, 1, false).experiments()).isEqualTo(10);
        assertThat(lab.prospect(40, 1, true).experiments()).isEqualTo(6);
        assertThat(lab.prospect(40, 0.5, true).experiments()).isEqualTo(5);
        // In floating point 0.29·400/4 is 28.999…
        assertThat(lab.prospect(400, 0.29, false).experiments()).isEqualTo(29);
    }

    /** Oracle: plain sums over 100 gains and 9 lucks, the midpoints of equal probabilities, with the law of the best of n by hand. */
    @Test
    void prospectsAreSumsOverGainsAndLuck() {
        NormalDistribution normal = new NormalDistribution();
        for (double share : new double[] {0, 0.3, 0.8}) {
            int n = (int) Math.round(Math.floor(share * 100 / 4 + 1e-9));
            double[] outcomes = new double[900];
            double sum = 0;
            for (int i = 0; i < 100; i++) {
                // P(best ≤ x) = (1 − (x_m/x)^α)^n
                double gain = n == 0 ? 0 : 0.3 / Math.pow(1 - Math.pow((i + 0.5) / 100, 1.0 / n), 1 / 2.5);
                for (int j = 0; j < 9; j++) {
                    double luck = normal.inverseCumulativeProbability((j + 0.5) / 9);
                    double competence = 3 - 2 / Math.sqrt(1 + (1 - share) * 100) + 0.2 * luck;
                    outcomes[9 * i + j] = surface.at(competence, 1.5 + gain);
                    sum += outcomes[9 * i + j];
                }
            }
            double mean = sum / 900;
            double squares = 0;
            for (double outcome : outcomes) {
                squares += (outcome - mean) * (outcome - mean);
            }
            Arrays.sort(outcomes);
            ResearchLab.Prospect prospect = lab.prospect(100, share, false);
            assertThat(prospect.share()).isEqualTo(share);
            assertThat(prospect.experiments()).isEqualTo(n);
            assertThat(prospect.mean()).isCloseTo(mean, within(1e-11));
            assertThat(prospect.deviation()).isCloseTo(Math.sqrt(squares / 899), within(1e-11));
            // Ninety of 900 outcomes are below the one, ninety above the other.
            assertThat(prospect.tenth()).isCloseTo(outcomes[90], within(1e-11));
            assertThat(prospect.ninetieth()).isCloseTo(outcomes[809], within(1e-11));
        }
    }

    /** Oracle: 4000 labs, each made of its substream: number 0 is the luck of experiments, number 1 that of scale. */
    @Test
    void simulatedLabsAreMadeOfTheirStreams() {
        NormalDistribution normal = new NormalDistribution();
        RandomStream stream = RandomStream.of(9, 0, Purpose.STUDY);
        double sum = 0;
        for (int r = 0; r < 4000; r++) {
            RandomStream own = stream.substream(r);
            double gain = 0.3 / Math.pow(1 - Math.pow(own.uniform(0), 1.0 / 6), 1 / 2.5);
            double luck = normal.inverseCumulativeProbability(own.uniform(1));
            sum += surface.at(3 - 2 / Math.sqrt(1 + 0.7 * 100) + 0.2 * luck, 1.5 + gain);
        }
        Tally bound = lab.simulated(100, 0.3, true, stream);
        assertThat(bound.count()).isEqualTo(4000);
        assertThat(bound.mean()).isCloseTo(sum / 4000, within(1e-8));
        // Seven experiments are better than six.
        assertThat(lab.simulated(100, 0.3, false, stream).mean()).isGreaterThan(bound.mean());
    }

    /** A spline meets its points: there the surface is the mean of the simulator's own replicates. */
    @Test
    void surfaceIsTheSimulatorsMeanAtItsPoints() {
        Simulator simulator = Simulator.ofScores();
        for (int i : new int[] {0, 3, 10}) {
            for (int j : new int[] {0, 7, 24}) {
                double competence = LOW + (HIGH - LOW) * i / 10;
                double breadth = Math.pow(BROAD, j / 24.0);
                Scenario scenario = SCENARIO.withCompetence(competence).withBreadth(breadth);
                double first = simulator.simulate(scenario, 4, 0).get(Measure.IMPACT_SCORE);
                double second = simulator.simulate(scenario, 4, 1).get(Measure.IMPACT_SCORE);
                assertThat(surface.at(competence, breadth)).isCloseTo((first + second) / 2, within(1e-8));
            }
        }
    }

    /** Closed form of straight lines: within a fine cell, a twelfth of the grid's, corners count by the areas opposite of them. */
    @Test
    void surfaceIsStraightWithinItsFineCells() {
        for (int i : new int[] {0, 31, 77, 119}) {
            for (int j : new int[] {0, 100, 203, 287}) {
                for (double u : new double[] {0.25, 0.9}) {
                    for (double v : new double[] {0.4, 0.75}) {
                        double straight = (1 - u) * (1 - v) * fine(i, j)
                                + u * (1 - v) * fine(i + 1, j)
                                + (1 - u) * v * fine(i, j + 1)
                                + u * v * fine(i + 1, j + 1);
                        assertThat(fine(i + u, j + v)).isCloseTo(straight, within(1e-12));
                    }
                }
            }
        }
    }

    private double fine(double i, double j) {
        return surface.at(LOW + (HIGH - LOW) * i / 120, Math.pow(BROAD, j / 288));
    }

    /** By definition: beyond the grid the surface goes on as it is at the edge. */
    @Test
    void surfaceGoesOnAsAtItsEdge() {
        assertThat(surface.at(LOW - 1, 5)).isEqualTo(surface.at(LOW, 5));
        assertThat(surface.at(HIGH + 9, 5)).isEqualTo(surface.at(HIGH, 5));
        assertThat(surface.at(1, 0.01)).isEqualTo(surface.at(1, 1));
        assertThat(surface.at(1, 1e6)).isEqualTo(surface.at(1, BROAD));
    }
}
