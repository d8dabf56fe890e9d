package org.evalgap.internal.luck;

import org.evalgap.learner.GeneralizationKernel;
import org.evalgap.task.GaussianMixture.Component;

/**
 * Means of the kernel over normal positions: E exp(−d²/2a²) = (a²/(a² + v))^(D/2) exp(−μ²/2(a² + v)), where a difference has
 * variance v along each of D axes and a mean of length μ. The format's part is in all that both are asked the eval's way.
 */
final class MeanKernel {
    /** Between environments of one item. */
    final double siblings;

    /** Between inspired environments of different items. */
    final double inspired;

    /** Between an inspired environment and one that a designer imagined. */
    final double mixed;

    /** Between two that designers imagined. */
    final double imagined;

    /** Between an item and an environment that it inspired. */
    final double own;

    /** Between an item of the eval and an environment that another one inspired. */
    final double evalInspired;

    /** Between an item of the eval and an environment that a designer imagined. */
    final double evalImagined;

    /** Between work and inspired environments. */
    final double workInspired;

    /** Between work and environments that designers imagined. */
    final double workImagined;

    private final GeneralizationKernel kernel;
    private final int dimension;
    private final int surface;

    MeanKernel(Setting s) {
        kernel = s.kernel();
        surface = s.design().surface();
        dimension = s.world().eval().dimension();
        double jitter = square(s.design().departure());
        double spread = square(s.design().surfaceSpread());
        double eval = square(s.eval().spread());
        double work = square(s.work().spread());
        double design = square(s.imagined().spread());
        double far = distance(s.eval(), s.imagined());
        double format = kernel.formatLearning();
        siblings = format + mean(2 * jitter, 2 * jitter, 0);
        inspired = format + mean(2 * eval + 2 * jitter, 2 * spread + 2 * jitter, 0);
        mixed = mean(eval + jitter + design, 2 * spread + jitter, far);
        imagined = mean(2 * design, 2 * spread, 0);
        own = format + mean(jitter, jitter, 0);
        evalInspired = format + mean(2 * eval + jitter, 2 * spread + jitter, 0);
        evalImagined = mean(eval + design, 2 * spread, far);
        workInspired = mean(work + eval + jitter, 2 * spread + jitter, distance(s.work(), s.eval()));
        workImagined = mean(work + design, 2 * spread, distance(s.work(), s.imagined()));
    }

    private static double square(double x) {
        return x * x;
    }

    /** The squared distance of two centres. */
    private double distance(Component a, Component b) {
        double sum = 0;
        for (int d = 0; d < dimension; d++) {
            sum = Math.fma(a.mean(d) - b.mean(d), a.mean(d) - b.mean(d), sum);
        }
        return sum;
    }

    private double mean(double variance, double ofSurface, double distance) {
        double memory = square(kernel.memorizationScale());
        double share = kernel.memorization();
        return (1 - share) * gaussian(square(kernel.breadth()), variance, distance)
                + share * gaussian(memory, variance, distance) * peak(memory, ofSurface, surface);
    }

    private double gaussian(double width, double variance, double distance) {
        return peak(width, variance, dimension) * StrictMath.exp(-0.5 * distance / (width + variance));
    }

    private static double peak(double width, double variance, int axes) {
        return StrictMath.pow(width / (width + variance), 0.5 * axes);
    }
}
