package org.evalgap.internal.luck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evalgap.Scenario;
import org.evalgap.study.closedform.FirstOrder;
import org.evalgap.task.GaussianMixture;
import org.junit.jupiter.api.Test;

/** Oracle: the trapezoid rule, one axis of the difference of two tasks at a time, over the kernel of MODEL.md as it is written. */
class MeanKernelTest {
    private static final double[] EVAL = {0.3, -0.2, 0.5};
    private static final double[] WORK = {-0.6, 0.1, 0.4};
    private static final double[] DESIGNERS = {0.2, 0.7, -0.3};

    private static final Scenario SCENARIO = Scenario.withDefaults()
            .withDimension(3)
            .withEval(GaussianMixture.single(EVAL, 0.6, 0, 1))
            .withWork(GaussianMixture.single(WORK, 0.9, 0, 1))
            .withImagined(GaussianMixture.single(DESIGNERS, 0.8, 0, 1))
            .withSurfaceDimensions(2)
            .withSurfaceSpread(0.7)
            .withDeparture(0.4)
            .withBreadth(1.3)
            .withMemorization(0.35)
            .withMemorizationScale(0.5)
            .withFormatLearning(0.25);

    /** How an item, a task at work, and an environment that designers imagined come about; an inspired one is an item and a departure. */
    private static final Kind ITEM = new Kind(EVAL, 0.36, 0.49, true);

    private static final Kind INSPIRED = new Kind(EVAL, 0.36 + 0.16, 0.49 + 0.16, true);
    private static final Kind JOB = new Kind(WORK, 0.81, 0.49, false);
    private static final Kind IMAGINED = new Kind(DESIGNERS, 0.64, 0.49, false);

    /** Centre, variance along each skill, variance along each axis of the surface, and whether it is asked as the eval asks. */
    private record Kind(double[] centre, double skill, double surface, boolean format) {}

    private static double mean(Kind one, Kind other) {
        double[] centre = new double[3];
        for (int d = 0; d < 3; d++) {
            centre[d] = one.centre[d] - other.centre[d];
        }
        double mean = mean(centre, one.skill + other.skill, one.surface + other.surface);
        return one.format && other.format ? mean + 0.25 : mean;
    }

    private static double mean(double[] centre, double skill, double surface) {
        double far = 1;
        double near = 1;
        for (double along : centre) {
            far *= axis(along, skill, 1.3);
            near *= axis(along, skill, 0.5);
        }
        double sameLook = StrictMath.pow(axis(0, surface, 0.5), 2);
        return 0.65 * far + 0.35 * near * sameLook;
    }

    private static double axis(double centre, double variance, double width) {
        return FirstOrder.normalMean(
                centre, StrictMath.sqrt(variance), x -> StrictMath.exp(-x * x / (2 * width * width)));
    }

    @Test
    void meansAreThoseOfTheKernelOverNormalDifferences() {
        MeanKernel kernel = new MeanKernel(ExpectationTest.setting(SCENARIO));
        assertThat(kernel.inspired).isCloseTo(mean(INSPIRED, INSPIRED), within(1e-12));
        assertThat(kernel.mixed).isCloseTo(mean(INSPIRED, IMAGINED), within(1e-12));
        assertThat(kernel.imagined).isCloseTo(mean(IMAGINED, IMAGINED), within(1e-12));
        assertThat(kernel.evalInspired).isCloseTo(mean(ITEM, INSPIRED), within(1e-12));
        assertThat(kernel.evalImagined).isCloseTo(mean(ITEM, IMAGINED), within(1e-12));
        assertThat(kernel.workInspired).isCloseTo(mean(JOB, INSPIRED), within(1e-12));
        assertThat(kernel.workImagined).isCloseTo(mean(JOB, IMAGINED), within(1e-12));
    }

    /** An environment is one departure from its item, and two from its siblings, along skills and surface alike. */
    @Test
    void anItemAndItsEnvironmentsDifferByTheirDepartures() {
        MeanKernel kernel = new MeanKernel(ExpectationTest.setting(SCENARIO));
        assertThat(kernel.own).isCloseTo(0.25 + mean(new double[3], 0.16, 0.16), within(1e-12));
        assertThat(kernel.siblings).isCloseTo(0.25 + mean(new double[3], 0.32, 0.32), within(1e-12));
    }
}
