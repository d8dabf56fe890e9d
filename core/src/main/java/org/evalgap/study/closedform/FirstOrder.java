package org.evalgap.study.closedform;

import java.util.function.DoubleUnaryOperator;
import org.evalgap.Scenario;
import org.evalgap.learner.GeneralizationKernel;

/**
 * What the first decision of training buys: derivatives of expected gains in the budget at 0, for Gaussian sources whose
 * difficulties are equal in law and for single decisions.
 *
 * <p>The first step moves environment j by (B/M) σ′(u_j), which moves task z by K(z, x_j) times that; its success moves by
 * σ′(u_z) times that. So a mean over tasks is B s₁² E[K], with s₁ = E[σ′(θ − b)] and the expectation over the difference of
 * positions, which is Gaussian: E[exp(−d²/2a²)] = (a²/(a² + v))^{D/2} exp(−μ²/2(a² + v)).
 */
public final class FirstOrder {
    private static final int PANELS = 400;
    private static final double REACH = 9;

    private final Scenario scenario;
    private final GeneralizationKernel kernel;

    /**
     * The first order of one scenario.
     *
     * @param scenario with the model's own sources, and jobs and environments of one decision
     */
    public FirstOrder(Scenario scenario) {
        this.scenario = scenario;
        this.kernel = scenario.kernel();
    }

    /**
     * The mean of a function of a normal variable, by the trapezoid rule (which converges exponentially here).
     *
     * @param mean mean of the variable
     * @param deviation its standard deviation, at least 0
     * @param f the function
     * @return the mean of the function
     */
    public static double normalMean(double mean, double deviation, DoubleUnaryOperator f) {
        if (deviation == 0) {
            return f.applyAsDouble(mean);
        }
        double step = 2 * REACH / PANELS;
        double sum = 0;
        double weights = 0;
        for (int i = 0; i <= PANELS; i++) {
            double z = -REACH + i * step;
            double weight = StrictMath.exp(-0.5 * z * z);
            weights += weight;
            sum += weight * f.applyAsDouble(mean + deviation * z);
        }
        return sum / weights;
    }

    /**
     * The mean of a function of the untrained logits θ − b.
     *
     * @param scenario its competence and difficulties
     * @param f the function
     * @return the mean over difficulties
     */
    static double overDifficulty(Scenario scenario, DoubleUnaryOperator f) {
        double mean = scenario.competence() - scenario.difficultyMean();
        return normalMean(mean, scenario.difficultySpread(), f);
    }

    /**
     * The success of a single decision: σ(u).
     *
     * @param u its logit
     * @return its probability, in [0, 1]
     */
    public static double success(double u) {
        return 1 / (1 + StrictMath.exp(-u));
    }

    /**
     * How fast success rises where training has not begun: E[σ′(θ − b)^power].
     *
     * @param power 1 or 2
     * @return s₁ or s₂
     */
    public double slope(int power) {
        return overDifficulty(scenario, u -> {
            double slope = success(u) * success(-u);
            return power == 1 ? slope : slope * slope;
        });
    }

    /**
     * The kernel, without format, averaged over a Gaussian difference of positions.
     *
     * @param variance v, variance of the difference along each axis
     * @param distance μ, length of its mean
     * @return the mean, in [0, 1]
     */
    public double meanKernel(double variance, double distance) {
        double share = kernel.memorization();
        return (1 - share) * meanGaussian(kernel.breadth(), variance, distance)
                + share * meanGaussian(kernel.memorizationScale(), variance, distance);
    }

    /**
     * The mean, over centres that scatter normally around 0, of the square of the kernel averaged around a centre.
     *
     * @param variance variance of a difference around its centre along each axis
     * @param centreVariance variance of centres along each axis
     * @return the mean, in [0, 1]
     */
    public double meanSquaredKernel(double variance, double centreVariance) {
        double[] shares = {1 - kernel.memorization(), kernel.memorization()};
        double[] widths = {kernel.breadth(), kernel.memorizationScale()};
        double sum = 0;
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double a = widths[i] * widths[i] + variance;
                double b = widths[j] * widths[j] + variance;
                double width = Math.sqrt(a * b / (a + b));
                double peaks = power(widths[i] * widths[i] / a) * power(widths[j] * widths[j] / b);
                sum += shares[i] * shares[j] * peaks * meanGaussian(width, centreVariance, 0);
            }
        }
        return sum;
    }

    private double meanGaussian(double width, double variance, double distance) {
        double square = width * width;
        return power(square / (square + variance)) * StrictMath.exp(-0.5 * distance * distance / (square + variance));
    }

    private double power(double ratio) {
        return StrictMath.pow(ratio, 0.5 * scenario.dimension());
    }

    /**
     * What a decision buys at work: d Δwork/dB for the model's own sources.
     *
     * @return gain of the work score a decision
     */
    public double work() {
        double s1 = slope(1);
        double inspired = square(scenario.departure()) + square(scenario.evalSpread()) + 1;
        return s1
                * s1
                * (scenario.inspiration() * meanKernel(inspired, scenario.shift())
                        + (1 - scenario.inspiration()) * meanKernel(2, scenario.designerBias()));
    }

    /**
     * What a decision buys on fresh items: d Δfresh/dB for the model's own sources in at least two dimensions.
     *
     * @return gain of the fresh score a decision
     */
    public double fresh() {
        double s1 = slope(1);
        double spread = square(scenario.evalSpread());
        double distance = Math.sqrt(square(scenario.shift()) + square(scenario.designerBias()));
        double inspired = meanKernel(square(scenario.departure()) + 2 * spread, 0) + scenario.formatLearning();
        return s1
                * s1
                * (scenario.inspiration() * inspired + (1 - scenario.inspiration()) * meanKernel(1 + spread, distance));
    }

    /**
     * What a decision adds to public items over fresh ones: d inflation/dB for the model's own sources.
     *
     * @return inflation a decision
     */
    public double inflation() {
        double s1 = slope(1);
        double s2 = slope(2);
        double jitter = square(scenario.departure());
        double near = s2 * meanKernel(jitter, 0);
        double far = s1 * s1 * meanKernel(jitter + 2 * square(scenario.evalSpread()), 0);
        double format = scenario.formatLearning() * (s2 - s1 * s1);
        return scenario.inspiration() / scenario.publicItems() * (near - far + format);
    }

    private static double square(double x) {
        return x * x;
    }
}
