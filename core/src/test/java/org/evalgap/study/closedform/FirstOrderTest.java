package org.evalgap.study.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.Tally;
import org.junit.jupiter.api.Test;

/** The two closed forms that several studies are compared with: the first step of training, and unlimited breadth. */
class FirstOrderTest {
    /**
     * Against the engine at a budget of 0.01, where the second order is below a thousandth of the first: 6 comparisons at 5
     * standard errors, which fail by chance once in 30,000 seeds; the seed is fixed.
     */
    @Test
    void slopesAreThoseOfTheEngine() {
        Scenario scenario = Scenario.withDefaults().withBudget(0.01).withFormatLearning(0.1);
        List<Scenario> family = List.of(scenario, scenario.withBreadth(2.5).withInspiration(0.2));
        Ensemble ensemble = Ensemble.of(Simulator.ofScores(), family, 11, 60);
        for (int i = 0; i < family.size(); i++) {
            FirstOrder first = new FirstOrder(family.get(i));
            check(ensemble.gain(i, Score.WORK), first.work());
            check(ensemble.gain(i, Score.FRESH), first.fresh());
            check(ensemble.of(i, Measure.INFLATION), first.inflation());
        }
    }

    private static void check(Estimate gain, double slope) {
        assertThat(gain.value()).isCloseTo(0.01 * slope, within(5 * gain.error() + 1e-5 * Math.abs(slope)));
        assertThat(gain.error()).isPositive();
    }

    /** By simulation: a million pairs of points; two comparisons at 5 standard errors, once in 870,000 seeds; seed fixed. */
    @Test
    void meanKernelsAreThoseOfDrawnPoints() {
        Scenario scenario =
                Scenario.withDefaults().withDimension(3).withBreadth(1.3).withMemorization(0.4);
        RandomStream stream = RandomStream.of(5, 0, Purpose.STUDY);
        Tally kernel = new Tally();
        Tally square = new Tally();
        for (int i = 0; i < 1_000_000; i++) {
            double pair = 0;
            double centre = 0;
            for (int d = 0; d < 3; d++) {
                double apart = Math.sqrt(1.5) * stream.normal(6L * i + d) + (d == 0 ? 0.7 : 0);
                pair += apart * apart;
                double from = Math.sqrt(0.6) * stream.normal(6L * i + 3 + d);
                centre += from * from;
            }
            kernel.add(0.6 * Math.exp(-pair / (2 * 1.69)) + 0.4 * Math.exp(-pair / (2 * 0.0625)));
            double mean = 0.6 * averaged(1.69, 0.8, centre) + 0.4 * averaged(0.0625, 0.8, centre);
            square.add(mean * mean);
        }
        FirstOrder first = new FirstOrder(scenario);
        assertThat(first.meanKernel(1.5, 0.7)).isCloseTo(kernel.mean(), within(5 * kernel.standardError()));
        assertThat(first.meanSquaredKernel(0.8, 0.6)).isCloseTo(square.mean(), within(5 * square.standardError()));
    }

    /** One Gaussian of squared width w, averaged over a scatter of variance v around a point whose squared distance is c. */
    private static double averaged(double w, double v, double c) {
        return Math.pow(w / (w + v), 1.5) * Math.exp(-c / (2 * (w + v)));
    }

    /**
     * By plain sums over 4,000 points: in one dimension means of the kernel over normal distances, in any of the slopes of success over
     * difficulties of mean 0.3 and deviation 1.5.
     */
    @Test
    void inflationIsWhatNearItemsGainMoreThanFarOnes() {
        Scenario scenario = Scenario.withDefaults()
                .withDimension(1)
                .withCompetence(-0.5)
                .withDifficultyMean(0.3)
                .withMemorization(0.3)
                .withFormatLearning(0.2)
                .withDeparture(0.4)
                .withEvalSpread(0.8);
        double s1 = mean(1.5, b -> 1 / (2 + 2 * Math.cosh(-0.8 - b)));
        double s2 = mean(1.5, b -> 1 / Math.pow(2 + 2 * Math.cosh(-0.8 - b), 2));
        double breadth = scenario.kernel().breadth();
        double narrow = scenario.kernel().memorizationScale();
        DoubleUnaryOperator kernel =
                d -> 0.7 * Math.exp(-d * d / (2 * breadth * breadth)) + 0.3 * Math.exp(-d * d / (2 * narrow * narrow));
        double near = s2 * (mean(0.4, kernel) + 0.2);
        double far = s1 * s1 * (mean(Math.sqrt(0.4 * 0.4 + 2 * 0.8 * 0.8), kernel) + 0.2);
        FirstOrder first = new FirstOrder(scenario);
        assertThat(first.slope(1)).isCloseTo(s1, within(1e-9));
        assertThat(first.slope(2)).isCloseTo(s2, within(1e-9));
        assertThat(first.inflation())
                .isCloseTo(scenario.inspiration() / scenario.publicItems() * (near - far), within(1e-10));
        assertThat(FirstOrder.normalMean(2, 3, x -> x * x)).isCloseTo(13, within(1e-12));
        assertThat(FirstOrder.normalMean(2, 0, x -> x * x)).isEqualTo(4);
    }

    private static double mean(double deviation, DoubleUnaryOperator f) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < 4000; i++) {
            double z = -9 + 18 * (i + 0.5) / 4000;
            weights += Math.exp(-0.5 * z * z);
            sum += Math.exp(-0.5 * z * z) * f.applyAsDouble(deviation * z);
        }
        return sum / weights;
    }

    /** Equal difficulties: ∫du/σ′(u) = 2u + 2 sinh u. Ten nodes a quarter of a logit leave rounding only. */
    @Test
    void unlimitedBreadthSolvesTheFlowInClosedForm() {
        for (double start : new double[] {-3, 0, 1.5}) {
            PerfectBreadth perfect = new PerfectBreadth(
                    Scenario.withDefaults().withDifficultySpread(0).withCompetence(start));
            for (double budget : new double[] {0.01, 3, 100, 1e5}) {
                double u = start + perfect.gain(budget);
                double spent = 2 * u + 2 * Math.sinh(u) - 2 * start - 2 * Math.sinh(start);
                assertThat(spent).isCloseTo(budget, within(1e-11 * (budget + 30)));
                double level = 1 / (1 + Math.exp(-u));
                assertThat(perfect.score(u - start)).isCloseTo(level, within(1e-15));
                if (level < 0.999) {
                    assertThat(perfect.budgetFor(level)).isCloseTo(budget, within(1e-9 * (budget + 30)));
                }
            }
        }
    }

    /** Against the classical Runge–Kutta method, 1000 steps (error below 1e-9 here); and the budget is the gain's inverse. */
    @Test
    void unlimitedBreadthWithUnequalDifficultiesAgreesWithRungeKutta() {
        Scenario scenario = Scenario.withDefaults().withCompetence(-0.5);
        PerfectBreadth perfect = new PerfectBreadth(scenario);
        double budget = 40;
        double step = budget / 1000;
        double gain = 0;
        for (int i = 0; i < 1000; i++) {
            double k1 = slope(gain);
            double k2 = slope(gain + 0.5 * step * k1);
            double k3 = slope(gain + 0.5 * step * k2);
            double k4 = slope(gain + step * k3);
            gain += step / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }
        assertThat(perfect.gain(budget)).isCloseTo(gain, within(1e-8));
        assertThat(perfect.budgetFor(perfect.score(gain))).isCloseTo(budget, within(1e-6));
        assertThat(perfect.budgetFor(0.2)).isZero();
    }

    /** E[σ′] over N(0, 1.5²) by the midpoint rule, which converges exponentially. */
    private static double slope(double gain) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < 200; i++) {
            double z = -8 + 16 * (i + 0.5) / 200;
            double weight = Math.exp(-0.5 * z * z);
            double p = 1 / (1 + Math.exp(0.5 - gain + 1.5 * z));
            weights += weight;
            sum += weight * p * (1 - p);
        }
        return sum / weights;
    }
}
