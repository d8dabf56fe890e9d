package org.evalgap.internal.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.evalgap.internal.likelihood.Counts;
import org.evalgap.internal.likelihood.RecoveredShare;
import org.junit.jupiter.api.Test;

/** What a table's posterior is made of, each part in closed form or by plain sums. */
class PosteriorPartsTest {
    private static final double[] UP = {-0.5, 0, 1};

    /** logit π ~ N(μ, σ²) in cells of half a logit, from −7 to 7; μ in steps of 0.8 around the centre, σ 0.5 and 1.5 in turn. */
    @Test
    void sharesOfInflatedModelsHaveTheLogisticNormalPrior() {
        Prevalence prevalence = new Prevalence(-2);
        assertThat(prevalence.share[0]).isCloseTo(1 / (1 + Math.exp(7)), within(1e-15));
        assertThat(prevalence.share[28]).isCloseTo(1 / (1 + Math.exp(-7)), within(1e-15));
        double priors = 0;
        for (int s = 0; s < Prevalence.HYPER; s++) {
            double mu = -2 + 0.8 * (s / 2 - 3);
            double sigma = s % 2 == 0 ? 0.5 : 1.5;
            // Cells widen a distribution by a twelfth of their square.
            double deviation = Math.sqrt(sigma * sigma + 0.25 / 12);
            double mean = 0;
            double all = 0;
            for (int i = 0; i < 2000; i++) {
                double z = -8 + 16 * (i + 0.5) / 2000;
                all += Math.exp(-0.5 * z * z);
                mean += Math.exp(-0.5 * z * z) / (1 + Math.exp(-mu - deviation * z));
            }
            assertThat(prevalence.mean[s]).isCloseTo(mean / all, within(1e-4));
            double sum = 0;
            for (int q = 0; q < Prevalence.NODES; q++) {
                sum += prevalence.given[q][s];
                assertThat(prevalence.of[s][q]).isEqualTo(prevalence.given[q][s]);
                assertThat(prevalence.rest[q]).isEqualTo(1 - prevalence.share[q]);
            }
            assertThat(sum).isCloseTo(1, within(1e-14));
            double z = 0.8 * (s / 2 - 3);
            assertThat(prevalence.prior[s] / prevalence.prior[6]).isCloseTo(Math.exp(-0.5 * z * z), within(1e-14));
            priors += prevalence.prior[s];
        }
        assertThat(priors).isCloseTo(1, within(1e-14));
        assertThat(Prevalence.spread(0.499)).isEqualTo(0.5);
        assertThat(Prevalence.spread(0.5)).isEqualTo(1.5);
        assertThat(Prevalence.spread(0.999)).isEqualTo(1.5);
    }

    /** By hand. */
    @Test
    void theShiftsPriorIsNormalAndItsNoiseHalfNormal() {
        assertThat(new ShiftPrior(0.5).logDensity(0.75, 1.2)).isCloseTo(-0.5 * (2.25 + 4), within(1e-12));
        assertThat(ShiftPrior.growth(0.59)).isZero();
        assertThat(ShiftPrior.growth(0.61)).isEqualTo(0.45);
        assertThat(ShiftPrior.growth(0.84)).isEqualTo(0.45);
        assertThat(ShiftPrior.growth(0.86)).isEqualTo(0.9);
        assertThat(ShiftPrior.noiseScale(0, -3)).isEqualTo(1);
        assertThat(ShiftPrior.noiseScale(0.45, -2)).isCloseTo(Math.exp(0.9), within(1e-14));
        assertThat(ShiftPrior.noiseScale(0.9, -5)).isCloseTo(Math.exp(1.4), within(1e-14));
        assertThat(ShiftPrior.noiseScale(0.9, 5)).isCloseTo(Math.exp(-1.4), within(1e-14));
        // Cells 0.03 to 0.075 of 0.05, 0.075 to 0.15 of 0.1, and 0.15 to 0.25 of 0.2; one from 0 where nodes begin at
        // the least.
        double[] taus = {0.05, 0.1, 0.2};
        assertThat(ShiftPrior.logNoise(taus, 0)).isCloseTo(Math.log(0.05) - 0.125, within(1e-12));
        assertThat(ShiftPrior.logNoise(taus, 1)).isCloseTo(Math.log(0.075) - 0.5, within(1e-12));
        assertThat(ShiftPrior.logNoise(taus, 2)).isCloseTo(Math.log(0.1) - 2, within(1e-12));
        assertThat(ShiftPrior.logNoise(new double[] {0.004, 0.006}, 0))
                .isCloseTo(Math.log(0.005) - 0.0008, within(1e-12));
    }

    /** Seven wide nodes in equal ratios; then between the neighbours of those that have weight, with three growths. */
    @Test
    void nodesOfTheNoiseGoWhereTheWeightIs() {
        NoiseGrid wide = NoiseGrid.coarse();
        assertThat(wide.size()).isEqualTo(7);
        assertThat(wide.tau[0]).isEqualTo(0.004);
        assertThat(wide.tau[6]).isCloseTo(0.45, within(1e-14));
        assertThat(wide.tau[3]).isCloseTo(Math.sqrt(0.004 * 0.45), within(1e-14));
        assertThat(wide.growth).containsOnly(0);
        assertThat(wide.logPrior[2]).isEqualTo(ShiftPrior.logNoise(wide.tau, 2));
        for (int rows : new int[] {20, 21}) {
            NoiseGrid fine = wide.fine(new double[] {1e-7, 0, 0.4, 0.6, 1e-7, 0, 0}, rows);
            int taus = rows == 20 ? 17 : 7;
            assertThat(fine.size()).isEqualTo(3 * taus);
            assertThat(fine.tau[0]).isEqualTo(wide.tau[1]);
            assertThat(fine.tau[taus - 1]).isCloseTo(wide.tau[4], within(1e-14));
            assertThat(fine.tau[taus]).isEqualTo(fine.tau[0]);
            assertThat(fine.growth[taus - 1]).isZero();
            assertThat(fine.growth[taus]).isEqualTo(0.45);
            assertThat(fine.growth[2 * taus]).isEqualTo(0.9);
            assertThat(fine.logPrior[taus] - fine.logPrior[0]).isCloseTo(Math.log(0.25 / 0.6), within(1e-12));
        }
        NoiseGrid ends = wide.fine(new double[] {1, 0, 0, 0, 0, 0, 1}, 30);
        assertThat(ends.tau[0]).isEqualTo(0.004);
        assertThat(ends.tau[6]).isCloseTo(0.45, within(1e-14));
    }

    /** A normal posterior of slope and level on a grid: its moments are found, and the next box reaches so many deviations. */
    @Test
    void theNextBoxFollowsTheMomentsOfTheWeights() {
        ShiftBox box = new ShiftBox(0.5, 0.1, 0.3, 1.05, 0.4, 0.2);
        // At x = −1 and y = ½: slope 1.05 + 0.1, centre 0.1 + 0.03 − 0.4, intercept with −0.15·0.5 more.
        assertThat(box.slopeAt(0.5)).isCloseTo(1.15, within(1e-15));
        assertThat(box.centreAt(-1, 0.5)).isCloseTo(-0.27, within(1e-15));
        assertThat(box.interceptAt(-1, 0.5)).isCloseTo(-0.345, within(1e-15));
        assertThat(box.centreAtSlope(-1, 1.15)).isCloseTo(-0.27, within(1e-15));
        ShiftGrid grid = new ShiftGrid(box, 2, 41, 31);
        for (int node = 0; node < grid.size(); node++) {
            double b = (grid.slope(node) - 1.07) / 0.03;
            double c = (grid.intercept(node) - (1 - grid.slope(node)) * 0.5 - 0.12 - 0.5 * (grid.slope(node) - 1.07))
                    / 0.05;
            grid.weight[node] = 700 - 0.5 * (b * b + c * c) + (grid.tau(node) == 1 ? Math.log(3) : 0);
        }
        grid.normalise();
        assertThat(Arrays.stream(grid.weight).sum()).isCloseTo(1, within(1e-12));
        assertThat(grid.noiseWeights()).containsExactly(new double[] {0.25, 0.75}, within(1e-12));
        ShiftBox next = grid.next(5);
        assertThat(next.pivot()).isEqualTo(0.5);
        assertThat(next.slope()).isCloseTo(1.07, within(1e-6));
        assertThat(next.centre()).isCloseTo(0.12, within(1e-6));
        assertThat(next.tilt()).isCloseTo(0.5, within(1e-5));
        assertThat(next.halfSlope()).isCloseTo(0.15, within(1e-5));
        assertThat(next.halfCentre()).isCloseTo(0.25, within(1e-5));
        int node = grid.node(7, 20, 1);
        assertThat(grid.tau(node)).isEqualTo(1);
        assertThat(grid.shift(node)).isEqualTo(grid.node(7, 20, 0));
        assertThat(grid.slope(node))
                .isEqualTo(grid.slopeOf(20))
                .isCloseTo(1.05 + 0.2 * (2 * 20 / 30.0 - 1), within(1e-14));
        assertThat(grid.intercept(node)).isEqualTo(grid.interceptOf(7, 20));
        assertThat(grid.centres()).isEqualTo(41);
        assertThat(grid.slopes()).isEqualTo(31);
        // 0.4 is 1.6 times 0.25, and 0.2 is 1.33 times 0.15.
        assertThat(grid.settled(next, 1.7)).isTrue();
        assertThat(grid.settled(next, 1.5)).isFalse();
        assertThat(grid.settled(new ShiftBox(0.5, 0.1, 0, 1.05, 0.49, 0.2), 2)).isFalse();
        assertThat(grid.settled(new ShiftBox(0.5, 0.21, 0, 1.05, 0.4, 0.2), 2)).isFalse();
        assertThat(grid.settled(new ShiftBox(0.5, 0.1, 0, 1.11, 0.4, 0.2), 2)).isFalse();
    }

    private static RowData row(double right, double fresh) {
        return new RowData(
                new RowCounts("m", "f", false, new Counts(right, 200, 0), new Counts(fresh, 200, 0), Optional.empty()),
                0);
    }

    /** A cubic between nodes is exact for a cubic: the sum over nodes is the mean over abilities. */
    @Test
    void weightsOfTheGridCarryCubicsOverAbilities() {
        RowData row = row(120, 110);
        row.layGrid(-1, 1);
        double[][] values = new double[row.count][3];
        for (int i = 0; i < row.count; i++) {
            double m = row.low + i * row.step;
            values[i] = new double[] {1, m * m, m * m * m - m};
        }
        CentreWeights weights = new CentreWeights(row);
        double[] out = {7, 7, 7};
        double[] odd = new double[3];
        for (double[] line : new double[][] {{0.1, 1.1}, {-0.2, 0.9}}) {
            weights.set(line[0], line[1]);
            weights.expect(values, 0, 3, odd, out);
            double square = 0;
            double cubic = 0;
            for (int j = 0; j < row.etas.length; j++) {
                double m = line[0] + line[1] * row.etas[j];
                square += row.weights[j] * m * m;
                cubic += row.weights[j] * (m * m * m - m);
            }
            assertThat(out).containsExactly(new double[] {1, square, cubic}, within(1e-12));
            double[][] to = new double[row.count][1];
            weights.addTo(to, new double[] {2});
            double sum = 0;
            for (int i = 0; i < row.count; i++) {
                sum += to[i][0] * values[i][1];
            }
            assertThat(sum).isCloseTo(2 * square, within(1e-12));
        }
    }

    /** Regression with a prior, by matrices: a ~ N(0, 0.3²) and b ~ N(1, 0.1²) in c = a − (1 − b)·pivot; points near a line all count in full. */
    @Test
    void theFirstLineIsTheNormalPosteriorOfLevelAndSlope() {
        int n = 6;
        ShiftStart.Points points = new ShiftStart.Points(n);
        boolean[] used = new boolean[n];
        RealMatrix information = MatrixUtils.createRealDiagonalMatrix(new double[] {1 / 0.09, 1 / 0.01});
        RealVector right = MatrixUtils.createRealVector(new double[2]);
        double pivot = 0;
        double all = 0;
        for (int i = 0; i < n; i++) {
            points.ability()[i] = -1 + 0.5 * i;
            points.observed()[i] = 0.2 + 1.05 * points.ability()[i] + 0.02 * UP[i % 3];
            points.observedVariance()[i] = 0.01 + 0.002 * i;
            points.abilityVariance()[i] = 0.02;
            used[i] = i != 4;
            if (used[i]) {
                // In a and b − 1.
                double w = 1 / (points.observedVariance()[i] + 0.02 + 0.02);
                RealVector x = MatrixUtils.createRealVector(new double[] {1, points.ability()[i]});
                information = information.add(x.outerProduct(x).scalarMultiply(w));
                right = right.add(x.mapMultiply(w * (points.observed()[i] - points.ability()[i])));
                pivot += w * points.ability()[i];
                all += w;
            }
        }
        pivot /= all;
        points.observed()[4] = 9;
        RealMatrix covariance = new LUDecomposition(information).getSolver().getInverse();
        RealVector solution = covariance.operate(right);
        // c = a + (b − 1)·pivot.
        RealMatrix turn = MatrixUtils.createRealMatrix(new double[][] {{1, pivot}, {0, 1}});
        RealMatrix turned = turn.multiply(covariance).multiply(turn.transpose());
        ShiftStart.Line line = ShiftStart.line(points, used, 0.3, 0.1);
        assertThat(line.pivot()).isCloseTo(pivot, within(1e-12));
        assertThat(line.slope()).isCloseTo(1 + solution.getEntry(1), within(1e-12));
        assertThat(line.centre()).isCloseTo(solution.getEntry(0) + pivot * solution.getEntry(1), within(1e-12));
        assertThat(line.centreVariance()).isCloseTo(turned.getEntry(0, 0), within(1e-12));
        assertThat(line.covariance()).isCloseTo(turned.getEntry(0, 1), within(1e-12));
        assertThat(line.slopeVariance()).isCloseTo(turned.getEntry(1, 1), within(1e-12));
    }

    /** Five models in families of three and one, and a reference: the plain sum over (μ, σ), π and who is inflated. */
    @Test
    void theMixtureIsTheSumOverSharesAndWhoIsInflated() {
        List<String> names = List.of("a", "b", "a", "r", "a");
        boolean[] reference = {false, false, false, true, false};
        Prevalence prevalence = new Prevalence(-1);
        FamilyMixture mixture = new FamilyMixture(names, reference, prevalence);
        double[] likelihoods = new double[5 * RowData.FUNCTIONS];
        for (int i = 0; i < likelihoods.length; i++) {
            likelihoods[i] = 0.1 + 0.9 * Math.abs(Math.sin(1.7 * i + 0.4));
        }
        mixture.load(likelihoods);
        for (int k = 0; k < FamilyMixture.SHAPES; k++) {
            double[] high = new double[5];
            double[] low = new double[5];
            for (int i = 0; i < 5; i++) {
                low[i] = likelihoods[i * RowData.FUNCTIONS];
                for (int own = 0; own < FamilyMixture.SHAPES; own++) {
                    high[i] += RecoveredShare.given(k, own) * likelihoods[i * RowData.FUNCTIONS + 1 + own];
                }
            }
            assertThat(mixture.logPrior(k)).isCloseTo(Math.log(RecoveredShare.prior(k)), within(1e-14));
            assertThat(mixture.referenceEvidence(k)).isCloseTo(Math.log(0.98 * low[3] + 0.02 * high[3]), within(1e-12));
            double all = evidence(prevalence, low, high, -1, 0);
            assertThat(mixture.targetEvidence(k)).isCloseTo(Math.log(all), within(1e-12));
            double[] inflated = new double[5];
            double[] without = new double[5];
            mixture.parts(k, inflated, without);
            double[] tops = new double[5];
            mixture.tops(tops);
            for (int i : new int[] {0, 1, 2, 4}) {
                assertThat(inflated[i])
                        .as("model %s", i)
                        .isCloseTo(evidence(prevalence, low, high, i, 1) / all, within(1e-12));
                double rest = evidence(prevalence, low, high, i, 2) / all;
                assertThat(without[i] * Math.exp(-tops[i])).as("model %s", i).isCloseTo(rest, within(1e-11 * rest));
            }
            assertThat(inflated[3]).isCloseTo(0.02 * high[3] / (0.98 * low[3] + 0.02 * high[3]), within(1e-13));
        }
    }

    /** Of all that are no references; one of them inflated for sure (1), or left out (2). */
    private static double evidence(Prevalence prevalence, double[] low, double[] high, int one, int how) {
        int[][] families = {{0, 2, 4}, {1}};
        double all = 0;
        for (int s = 0; s < Prevalence.HYPER; s++) {
            double product = prevalence.prior[s];
            for (int[] family : families) {
                double sum = 0;
                for (int q = 0; q < Prevalence.NODES; q++) {
                    double members = prevalence.given[q][s];
                    for (int i : family) {
                        double pi = prevalence.share[q];
                        double plain = i == one && how == 1 ? pi * high[i] : (1 - pi) * low[i] + pi * high[i];
                        members *= i == one && how == 2 ? 1 : plain;
                    }
                    sum += members;
                }
                product *= sum;
            }
            all += product;
        }
        return all;
    }
}
