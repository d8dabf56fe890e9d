package org.evalgap;

import java.util.stream.Stream;
import org.evalgap.measure.Measure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Corner 1 of the model. To first order in B with H = evalHorizon = 1 and nothing else switched on, w_j = (B/M) σ'(u₀_j), so
 * that a task's gain in success is σ'(u) Σ_j K(z, x_j) (B/M) σ'(u_j). Its mean over draws, with s1 = E σ', s2 = E σ'², and
 * k(v, μ) the kernel averaged over a Gaussian difference of per-axis variance v and mean distance μ:
 *
 * <p>work: an inspired environment lies at N(shift·e1, δ² + τ²), an imagined one at N(bias·e2, 1), work at N(0, 1), all with
 * difficulties of their own: B s1² [λ k(δ² + τ² + 1, shift) + (1 − λ) k(2, bias)]. Fresh likewise, with the eval in place of
 * work. Public: one in n inspired environments is made from the very item, which shares its difficulty (s2 for s1²) and lies
 * only δ² off; the others are as for fresh: inflation B (λ/n) [s2 k(δ², 0) − s1² k(δ² + 2τ², 0)]. The format adds f wherever both
 * tasks have it, environments from items do.
 *
 * <p>Three comparisons in each of six scenarios at 4.5 sigma: fails by chance once in 8,000 seeds.
 */
class FirstOrderTest {
    private static final double BUDGET = 1e-4;

    static Stream<Scenario> scenarios() {
        Scenario small = Scenario.withDefaults()
                .withBudget(BUDGET)
                .withPublicItems(5)
                .withFreshItems(60)
                .withWorkTasks(60)
                .withEnvironments(6)
                .withWorkHorizon(1);
        return Stream.of(
                small.withDimension(2).withShift(1).withEvalSpread(0.6).withDeparture(0.2),
                small.withDimension(1).withShift(1.5).withDesignerBias(0.5).withMemorization(0.4),
                small.withDimension(1).withShift(-0.5).withDesignerBias(1).withFormatLearning(0.7),
                small.withDimension(3)
                        .withShift(1)
                        .withFormatLearning(0.3)
                        .withMemorization(0)
                        .withBreadth(1.7)
                        .withInspiration(0.8),
                small.withDimension(2)
                        .withShift(0.8)
                        .withMemorization(1)
                        .withMemorizationScale(0.6)
                        .withDeparture(0)
                        .withInspiration(1)
                        .withCompetence(1),
                small.withDimension(8).withBreadth(2).withDifficultyMean(0.5).withDifficultySpread(0.5));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void gainsOfASmallBudgetAreThoseOfFirstOrder(Scenario s) {
        double s1 = Quadrature.overDifficulty(u -> slope(u), s);
        double s2 = Quadrature.overDifficulty(u -> slope(u) * slope(u), s);
        double lambda = s.inspiration();
        double d2 = s.departure() * s.departure();
        double t2 = s.evalSpread() * s.evalSpread();
        double apart = s.dimension() == 1
                ? Math.abs(s.shift() - s.designerBias())
                : StrictMath.hypot(s.shift(), s.designerBias());
        double f = s.formatLearning();
        double perItem = BUDGET * lambda / s.publicItems();
        double inflation = perItem * (s2 * k(s, d2, 0) - s1 * s1 * k(s, d2 + 2 * t2, 0) + f * (s2 - s1 * s1));
        double work =
                BUDGET * s1 * s1 * (lambda * k(s, d2 + t2 + 1, s.shift()) + (1 - lambda) * k(s, 2, s.designerBias()));
        double fresh = BUDGET * s1 * s1 * (lambda * (k(s, d2 + 2 * t2, 0) + f) + (1 - lambda) * k(s, t2 + 1, apart));

        Summary summary = MonteCarlo.of(s, 8000);
        // The next order is smaller by B times a number of about one.
        MonteCarlo.agrees(summary, Measure.INFLATION, inflation, BUDGET * inflation + 1e-13);
        MonteCarlo.agrees(summary, Measure.DISTRIBUTION_GAP, fresh - work, BUDGET * fresh + 1e-13);
        double onPublic = inflation + fresh;
        org.assertj.core.api.Assertions.assertThat(summary.mean(Measure.TRANSFER))
                .isCloseTo(
                        work / onPublic,
                        org.assertj.core.api.Assertions.within(
                                MonteCarlo.SIGMAS * MonteCarlo.error(summary, Measure.TRANSFER) + 10 * BUDGET));
    }

    private static double slope(double u) {
        return Quadrature.sigmoid(u) * Quadrature.sigmoid(-u);
    }

    private static double k(Scenario s, double variance, double distance) {
        return (1 - s.memorization()) * averaged(s.breadth(), s.dimension(), variance, distance)
                + s.memorization() * averaged(s.memorizationScale(), s.dimension(), variance, distance);
    }

    /** The mean of exp(−d²/2a²) over a Gaussian difference. */
    private static double averaged(double a, int dimension, double variance, double distance) {
        double widened = a * a + variance;
        return StrictMath.pow(a * a / widened, dimension / 2.0) * StrictMath.exp(-distance * distance / (2 * widened));
    }
}
