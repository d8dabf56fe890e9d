package org.evalgap.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.internal.kernel.Points;

/**
 * A mixture of Gaussians with equal spread along every axis. Immutable.
 *
 * <p>A task's component is drawn by weight; its position is mean + spread·N(0, I), its difficulty
 * difficultyMean + difficultySpread·N(0, 1).
 */
public final class GaussianMixture implements TaskSource {
    private final List<Component> components;

    private GaussianMixture(List<Component> components) {
        this.components = components;
    }

    /**
     * One component.
     *
     * @param weight how often it is drawn, relative to the others; finite, above 0
     * @param mean its centre, one number an axis, from −1e99 to 1e99; copied
     * @param spread standard deviation along each axis, from 0 to 1e99
     * @param difficultyMean mean difficulty in logits, from −1e11 to 1e11
     * @param difficultySpread standard deviation of the difficulty in logits, from 0 to 1e11
     */
    public record Component(
            double weight, double[] mean, double spread, double difficultyMean, double difficultySpread) {
        /** Mean and nine standard deviations stay below {@link Points#LARGEST_COORDINATE}: no normal number drawn is larger. */
        private static final double LARGEST = 1e99;

        /** The same for {@link Points#LARGEST_DIFFICULTY}. */
        private static final double LARGEST_DIFFICULTY = 1e11;

        /**
         * Checks and copies.
         *
         * @param weight how often it is drawn, relative to the others; finite, above 0
         * @param mean its centre, one number an axis, from −1e99 to 1e99; copied
         * @param spread standard deviation along each axis, from 0 to 1e99
         * @param difficultyMean mean difficulty in logits, from −1e11 to 1e11
         * @param difficultySpread standard deviation of the difficulty in logits, from 0 to 1e11
         * @throws IllegalArgumentException if a number is outside its range
         */
        public Component {
            check(weight > 0 && weight < Double.POSITIVE_INFINITY, "weight", weight, "above 0 and finite");
            check(mean.length > 0, "number of coordinates of mean", mean.length, "at least 1");
            check(spread >= 0 && spread <= LARGEST, "spread", spread, "at least 0 and finite, up to 1e99");
            check(
                    Math.abs(difficultyMean) <= LARGEST_DIFFICULTY,
                    "difficultyMean",
                    difficultyMean,
                    "finite, from -1e11 to 1e11");
            check(
                    difficultySpread >= 0 && difficultySpread <= LARGEST_DIFFICULTY,
                    "difficultySpread",
                    difficultySpread,
                    "at least 0 and finite, up to 1e11");
            mean = mean.clone();
            for (double coordinate : mean) {
                check(Math.abs(coordinate) <= LARGEST, "coordinate of mean", coordinate, "finite, from -1e99 to 1e99");
            }
        }

        /**
         * Its centre.
         *
         * @return a copy, one number an axis
         */
        @Override
        public double[] mean() {
            return mean.clone();
        }

        /**
         * A coordinate of its centre.
         *
         * @param axis which coordinate, from 0
         * @return the coordinate
         */
        public double mean(int axis) {
            return mean[axis];
        }

        int dimension() {
            return mean.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Component that
                    && bits(weight) == bits(that.weight)
                    && Arrays.equals(mean, that.mean)
                    && bits(spread) == bits(that.spread)
                    && bits(difficultyMean) == bits(that.difficultyMean)
                    && bits(difficultySpread) == bits(that.difficultySpread);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(
                    new double[] {weight, spread, difficultyMean, difficultySpread, Arrays.hashCode(mean)});
        }

        private static long bits(double x) {
            return Double.doubleToLongBits(x);
        }

        private static void check(boolean accepted, String name, double value, String range) {
            if (!accepted) {
                throw new IllegalArgumentException(name + " of a mixture component must be " + range + ": " + value);
            }
        }
    }

    /**
     * A mixture.
     *
     * @param components at least one, all of the same dimension
     * @return the mixture
     * @throws IllegalArgumentException if there is none, dimensions differ, or the sum of weights is not finite
     */
    public static GaussianMixture of(List<Component> components) {
        List<Component> copy = List.copyOf(components);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("a mixture must have at least one component");
        }
        for (Component component : copy) {
            if (component.dimension() != copy.get(0).dimension()) {
                throw new IllegalArgumentException("components of a mixture must have one dimension: "
                        + copy.get(0).dimension() + " and " + component.dimension());
            }
        }
        double total = copy.stream().mapToDouble(Component::weight).sum();
        if (!(total < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the weights of a mixture must have a finite sum: " + total + "; divide them by a common factor");
        }
        return new GaussianMixture(copy);
    }

    /**
     * A single Gaussian.
     *
     * @param mean its centre
     * @param spread standard deviation along each axis
     * @param difficultyMean mean difficulty in logits
     * @param difficultySpread standard deviation of the difficulty in logits
     * @return the mixture of one component
     * @throws IllegalArgumentException as {@link Component}
     */
    public static GaussianMixture single(double[] mean, double spread, double difficultyMean, double difficultySpread) {
        return of(List.of(new Component(1, mean, spread, difficultyMean, difficultySpread)));
    }

    /**
     * The components.
     *
     * @return an unmodifiable list of at least one
     */
    public List<Component> components() {
        return components;
    }

    @Override
    public int dimension() {
        return components.get(0).dimension();
    }

    @Override
    public String canonicalText() {
        List<String> parts = new ArrayList<>();
        for (Component c : components) {
            StringBuilder text = new StringBuilder();
            for (double x : new double[] {c.weight, c.spread, c.difficultyMean, c.difficultySpread}) {
                text.append(Double.toHexString(x)).append(' ');
            }
            for (double x : c.mean) {
                text.append(' ').append(Double.toHexString(x));
            }
            parts.add(text.toString());
        }
        return "mixture(" + String.join("; ", parts) + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GaussianMixture that && components.equals(that.components);
    }

    @Override
    public int hashCode() {
        return components.hashCode();
    }

    @Override
    public String toString() {
        return canonicalText();
    }
}
