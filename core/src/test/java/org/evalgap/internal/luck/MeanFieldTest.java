package org.evalgap.internal.luck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;
import org.evalgap.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where all environments are alike, the mean field is one equation, du/dt = s (B/M) G(u), and a weight is what a logit has moved over
 * s, which is what an environment and its neighbours teach it together. Steps of a quarter of a logit follow it to a hundredth.
 */
class MeanFieldTest {
    private static final int ENVIRONMENTS = 12;

    private static Scenario alike(double budget, double penalty) {
        return Scenario.withDefaults()
                .withDimension(2)
                .withCompetence(-0.5)
                .withDifficultySpread(0)
                .withEnvironments(ENVIRONMENTS)
                .withFormatLearning(0.3)
                .withBudget(budget)
                .withKlPenalty(penalty);
    }

    /** How far a logit moves in all, by Commons Math, whose error is 1e-10. */
    private static double moved(Scenario s, double together) {
        double start = s.competence();
        double speed = together * s.budget() / ENVIRONMENTS;
        FirstOrderDifferentialEquations equation = new FirstOrderDifferentialEquations() {
            @Override
            public int getDimension() {
                return 1;
            }

            @Override
            public void computeDerivatives(double t, double[] u, double[] rate) {
                double q = 1 / (1 + StrictMath.exp(-u[0]));
                rate[0] = speed * q * (1 - q) * (1 - s.klPenalty() * (u[0] - start));
            }
        };
        double[] u = {start};
        new DormandPrince853Integrator(1e-9, 1, 1e-10, 1e-10).integrate(equation, 0, u, 1, u);
        return u[0] - start;
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0", "30, 0", "300, 0", "3000, 0", "30, 0.5", "300, 0.1"})
    void environmentsOfDesignersTeachEachOther(double budget, double penalty) {
        Scenario s = alike(budget, penalty).withInspiration(0);
        Setting setting = ExpectationTest.setting(s);
        MeanKernel mean = new MeanKernel(setting);
        MeanField field = new MeanField(setting, mean, Clusters.of(ENVIRONMENTS, 0));
        double together = 1 + ENVIRONMENTS * mean.imagined;
        double weight = moved(s, together) / together;
        assertThat(NormalGrid.at(field.imagined(), 0.3)).isCloseTo(weight, within(0.01 * weight));
        double gain = ENVIRONMENTS * mean.evalImagined * weight;
        assertThat(field.freshGain).isCloseTo(gain, within(0.01 * gain));
        double atWork = ENVIRONMENTS * mean.workImagined * weight;
        assertThat(field.workGain).isCloseTo(atWork, within(0.01 * atWork));
    }

    /** All environments stand around one item: they are siblings, and one another's neighbours on average as well. */
    @ParameterizedTest
    @CsvSource({"0.1, 0", "30, 0", "3000, 0", "30, 0.5"})
    void environmentsOfOneItemAreSiblings(double budget, double penalty) {
        Scenario s = alike(budget, penalty).withInspiration(1).withPublicItems(1);
        Setting setting = ExpectationTest.setting(s);
        MeanKernel mean = new MeanKernel(setting);
        MeanField field = new MeanField(setting, mean, Clusters.of(ENVIRONMENTS, 1));
        double together = 1 + 0.3 + (ENVIRONMENTS - 1) * mean.siblings + ENVIRONMENTS * mean.inspired;
        double weight = moved(s, together) / together;
        assertThat(NormalGrid.at(field.inspired(ENVIRONMENTS), 0.3)).isCloseTo(weight, within(0.01 * weight));
        double gain = ENVIRONMENTS * mean.evalInspired * weight;
        assertThat(field.freshGain).isCloseTo(gain, within(0.01 * gain));
        double atWork = ENVIRONMENTS * mean.workInspired * weight;
        assertThat(field.workGain).isCloseTo(atWork, within(0.01 * atWork));
    }

    /**
     * First order in B: every environment has the weight (B/M) σ′(θ), whatever the size of its cluster, so that gains are mean kernels
     * times how many environments there are of a kind. Counts of 240 or 2400 range over more sizes than are integrated.
     */
    @ParameterizedTest
    @CsvSource({"240, 6, 0.8", "2400, 6, 0.8", "240, 200, 0.5", "240, 3, 1"})
    void ofASmallBudgetClustersOfAnySizeHaveEqualWeights(int environments, int items, double inspiration) {
        Scenario s = alike(1e-7, 0)
                .withEnvironments(environments)
                .withPublicItems(items)
                .withInspiration(inspiration);
        Setting setting = ExpectationTest.setting(s);
        MeanKernel mean = new MeanKernel(setting);
        Clusters clusters = Clusters.of(environments, inspiration / items);
        MeanField field = new MeanField(setting, mean, clusters);
        double q = 1 / (1 + StrictMath.exp(0.5));
        double weight = 1e-7 / environments * q * (1 - q);
        for (int c = Math.max(1, clusters.least()); c <= clusters.most(); c++) {
            assertThat(NormalGrid.at(field.inspired(c), 0)).as("%d", c).isCloseTo(weight, within(1e-6 * weight));
        }
        double imagined = environments * (1 - inspiration) * weight;
        double inspired = environments * inspiration * weight;
        double fresh = mean.evalImagined * imagined + mean.evalInspired * inspired;
        double work = mean.workImagined * imagined + mean.workInspired * inspired;
        assertThat(field.freshGain).isCloseTo(fresh, within(1e-5 * fresh));
        assertThat(field.workGain).isCloseTo(work, within(1e-5 * work));
    }
}
