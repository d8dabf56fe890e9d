package org.evalgap.estimate.power;

import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;
import org.evalgap.internal.Arguments;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.random.NormalQuantile;

/**
 * How many fresh items it takes to detect an inflation.
 *
 * <p>The test is one-sided: alarm where public minus fresh score exceeds z·s₀, s₀ its standard deviation without inflation
 * and z the normal quantile of the false alarm's share. With inflation I it has standard deviation s₁, and the power is
 * Φ((I − z·s₀)/s₁). The variances are p₁q₁d₁/n₁ + p₀q₀d₀/n₀ − 2r√(p₁q₁p₀q₀)·m/(n₁n₀) + (φ(Φ⁻¹(p₀))·s)² for successes p, items
 * n, design factors d of the public (1) and fresh (0) set, m = min(n₁, n₀) twins of correlation r, and a shift of deviation
 * s. The scores are taken for normal, which is good where each set has about ten right and ten wrong answers. What {@code estimate}
 * flags in a table of models is {@link FlagPower}.
 */
public final class Detection {
    private static final long MOST_ITEMS = 1L << 40;

    private Detection() {}

    /**
     * The chance to detect an inflation.
     *
     * @param spec the comparison
     * @param inflation share of items that are right only because of the eval's exposure, in {@code (0, 1 − cleanScore)}
     * @param freshItems items of the fresh set, at least 1
     * @return the power, in {@code (0, 1)}
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double power(DetectionSpec spec, double inflation, double freshItems) {
        Arguments.inOpen("inflation", inflation, 0, 1 - spec.cleanScore());
        Arguments.atLeast("freshItems", freshItems, 1);
        double z = -NormalQuantile.of(spec.falseAlarm() / spec.models());
        double without = deviation(spec, spec.cleanScore(), freshItems);
        double with = deviation(spec, spec.cleanScore() + inflation, freshItems);
        return Normal.cdf((inflation - z * without) / with);
    }

    /**
     * The least number of fresh items with which an inflation is detected often enough.
     *
     * @param spec the comparison
     * @param inflation share of items, in {@code (0, 1 − cleanScore)}
     * @param power wanted chance of detection, in {@code (0, 1)}
     * @return the number; empty where no number of fresh items would do, because the public score or the shift is too
     *     uncertain
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static OptionalLong freshItems(DetectionSpec spec, double inflation, double power) {
        return least(power, MOST_ITEMS, items -> power(spec, inflation, items));
    }

    /** The least whole number at which an increasing function has a value, if it has it at the most. */
    static OptionalLong least(double wanted, double most, DoubleUnaryOperator power) {
        Arguments.inOpen("power", wanted, 0, 1);
        if (power.applyAsDouble(most) < wanted) {
            return OptionalLong.empty();
        }
        long enough = 1;
        while (power.applyAsDouble(enough) < wanted) {
            enough *= 2;
        }
        long few = enough / 2;
        while (enough - few > 1) {
            long middle = few + (enough - few) / 2;
            if (power.applyAsDouble(middle) >= wanted) {
                enough = middle;
            } else {
                few = middle;
            }
        }
        return OptionalLong.of(enough);
    }

    private static double deviation(DetectionSpec spec, double publicSuccess, double freshItems) {
        double one = publicSuccess * (1 - publicSuccess);
        double zero = spec.cleanScore() * (1 - spec.cleanScore());
        double twins = Math.min(spec.publicItems(), freshItems);
        double shift = Normal.density(NormalQuantile.of(spec.cleanScore())) * spec.shiftDeviation();
        double variance = one * spec.publicDesign() / spec.publicItems()
                + zero * spec.freshDesign() / freshItems
                - 2 * spec.pairing() * Math.sqrt(one * zero) * twins / (spec.publicItems() * freshItems)
                + shift * shift;
        return Math.sqrt(variance);
    }
}
